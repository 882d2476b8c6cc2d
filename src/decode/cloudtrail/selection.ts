import type { DropReason } from '../../model/coverage.js';
import type { Identity, IdentityMode } from '../../model/identity.js';
import type { ContextKind } from '../../model/context-kind.js';
import type { Projected, Retrieval } from '../../model/retrieval.js';
import type { NeedleFinder } from '../needles.js';
import type { ApiEvent } from './api-event.js';

/**
 * Which API events count, how they count, to which identity they belong, and which items they take. `selectionOf`
 * (src/rule/select-events.ts) makes it from a rule. It is not plain data: each decode thread makes its own.
 *
 * For each record that `findMatches` finds, the functions are called in this order; the first one that rejects the
 * event ends it: `kindOf`, `dropReasonOf`, `excludedBy`, `identityOf`, then `itemsOf` or, for context, `contextOf`. None
 * of them throws, whatever the record contains.
 */
export interface Selection {
  /** Finds the records that can count, by texts that each of them contains. `null`: all records must be read. */
  readonly findMatches: NeedleFinder | null;
  /**
   * All paths that the functions below read with `event.valuesAt`, such as `requestParameters.secretId`. The
   * fast-path decoder reads these fields without parsing the record. `null`: the functions need the parsed record
   * (`event.record`).
   */
  readonly fields: readonly string[] | null;
  /**
   * Whether `kindOf` can give anything but undefined for an event with this source and name. If not, a decoder need not
   * give the event.
   */
  readonly wants: (eventSource: string, eventName: string) => boolean;
  /**
   * Whether each event with this source and name is *plain context*: `kindOf` gives `context`, `excludedBy` and
   * `otherIdentitiesOf` nothing, `identityOf` reads only the principal, without the access key, and `dropReasonOf` and
   * `contextOf` only the category, region and error, and the fields of `fields` outside of `userIdentity`. So the identity
   * is known from any other event of the same caller, and all else but the time from any event that is equal in these.
   */
  readonly isPlainContext: (eventSource: string, eventName: string) => boolean;
  /**
   * How an event counts: `get` as a retrieval, `batch` as a batch call, `context` not at all, but it is read; undefined:
   * it is of no interest.
   */
  readonly kindOf: (event: ApiEvent) => Projected['kind'] | undefined;
  /** Why an event must not count, or be context, although it matches the rule; undefined: it counts. */
  readonly dropReasonOf: (event: ApiEvent, kind: Projected['kind']) => DropReason | undefined;
  /** The name of the first exclusion that matches an event; undefined if none does. `time`: epoch seconds */
  readonly excludedBy: (event: ApiEvent, time: number) => string | undefined;
  /**
   * The identity that an event belongs to; undefined if the event has no value for a field that the rule groups by.
   */
  readonly identityOf: (event: ApiEvent, mode: IdentityMode) => Identity | undefined;
  /**
   * The other identities that an event belongs to, where a field that the rule groups by is a list: each of its values
   * makes one. `undefined`: there never are any.
   */
  readonly otherIdentitiesOf: ((event: ApiEvent, mode: IdentityMode) => readonly Identity[]) | undefined;
  /** The items that an event takes. `accountId`: account in which it was recorded, 12 digits; can be empty */
  readonly itemsOf: (event: ApiEvent, kind: Retrieval['kind'], accountId: string) => Items;
  /** What a `context` event says about which items. `accountId`: as above */
  readonly contextOf: (event: ApiEvent, accountId: string) => Context;
  /** Whether failed calls count like successful ones. Failed batch calls never do: they took nothing. */
  readonly countsFailures: boolean;
}

/** What one event says about items that it does not take. */
export interface Context {
  readonly kind: ContextKind;
  readonly items: readonly string[];
}

/** The items of one event. */
export interface Items {
  /** Keys of the items that the event names, without duplicates. */
  readonly keys: readonly string[];
  /** If `keys` is empty: the maximum number of items that the event can have taken. 0 if it is not known. */
  readonly atMost: number;
  /** Whether the call selects all items. */
  readonly matchesAll: boolean;
}
