import type { DropReason } from '../../model/coverage.js';
import type { Identity, IdentityMode } from '../../model/identity.js';
import type { Retrieval } from '../../model/retrieval.js';
import type { NeedleFinder } from '../needles.js';
import type { ApiEvent } from './api-event.js';

/** Which API events count, as what, whose they are, and which items they take. Made of a rule (`selectionOf`). */
export interface Selection {
  /** Finds what every record that counts has in its text; `null`: any record may count. */
  readonly findMatches: NeedleFinder | null;
  /**
   * Paths that the functions below ask an event for with `valuesAt`, so that the fast-path decoder can read them
   * without parsing the record; `null`: they need the whole record.
   */
  readonly fields: readonly string[] | null;
  /** What an event counts as, by its record's own top level; undefined when it does not count. */
  readonly kindOf: (event: ApiEvent) => Retrieval['kind'] | undefined;
  /** Why an event that matches must not count, if so. */
  readonly refused: (event: ApiEvent) => DropReason | undefined;
  /** The name of the exclusion that leaves an event out, if any does. `time`: epoch seconds */
  readonly excludedBy: (event: ApiEvent, time: number) => string | undefined;
  /** Whose an event is; undefined when it lacks what the rule groups by. */
  readonly identityOf: (event: ApiEvent, mode: IdentityMode) => Identity | undefined;
  /** What an event takes. `accountId`: where it was recorded */
  readonly itemsOf: (event: ApiEvent, kind: Retrieval['kind'], accountId: string) => Items;
  /** Whether failed calls count like all others, because the rule asks for them. */
  readonly failuresCount: boolean;
}

/** What one event takes. */
export interface Items {
  /** Keys of the items that it names, without duplicates. */
  readonly keys: readonly string[];
  /** Where it names none: how many it may have taken at most, if that is known; else 0. */
  readonly atMost: number;
  /** Whether it asks for everything there is. */
  readonly matchesAll: boolean;
}
