import type { ApiEvent } from '../decode/cloudtrail/api-event.js';

/**
 * A family of API events: the calls of one service that take things out of it (items), such as secrets, parameters or
 * passwords. It says which calls these are, where a record names the items, and how one item is written so that it is
 * one key however it was asked for.
 *
 * A new family is one new file and one line in `registry.ts`. Where a rule's query matches a call of a family, the
 * family decides what its items are; other events count without items unless the rule names `distinctFields`.
 */
export interface EventFamily {
  /** For docs and messages, such as `secretsmanager`. */
  readonly name: string;
  /** `eventSource` of all its calls. */
  readonly eventSource: string;
  /** What one item is called, and several. */
  readonly noun: { readonly one: string; readonly many: string };
  /** By `eventName`. The names are also the needles that find these calls in an object. */
  readonly calls: Readonly<Record<string, FamilyCall>>;
  /**
   * One key for one item, `REGION:ACCOUNT:NAME`, however the call names it (by ARN, by name, …). It is also how
   * the item is displayed.
   * @param id as the record has it, not empty
   * @param region where the call was made
   * @param accountId 12 digits: where the call was recorded
   */
  readonly itemKey: (id: string, region: string, accountId: string) => string;
}

export interface FamilyCall {
  /**
   * `retrieval`: takes its items. `batch`: takes its items too, but a record of the retrieval `of` may follow for
   * each of them; only what no such record accounts for is counted, as an estimate.
   */
  readonly counts: { readonly as: 'retrieval' } | { readonly as: 'batch'; readonly of: string };
  /** Paths in the record that name the items: each a text, or a list of texts, which are that many items. */
  readonly items: readonly string[];
  /** What else `atMost` and `matchesAll` read from the record. @default none */
  readonly reads?: readonly string[];
  /** How many items the call takes at most where it names none. Only of a batch. @default 0 */
  readonly atMost?: (event: ApiEvent) => number;
  /** Whether the call is by filters none of which narrows what it selects. Only of a batch. @default false */
  readonly matchesAll?: (event: ApiEvent) => boolean;
}

/** The texts under the paths that name a call's items, empty ones left out. */
export function namedItems(call: FamilyCall, event: ApiEvent): string[] {
  const ids: string[] = [];
  for (const path of call.items) {
    for (const value of event.valuesAt(path)) if (typeof value === 'string' && value !== '') ids.push(value);
  }
  return ids;
}

const DENIED_RESOURCE = / on resource: (\S+)/;

/**
 * The item in an error message such as `… is not authorized to perform: secretsmanager:GetSecretValue on resource:
 * NAME because …`: where a denied call's parameters are null, nothing else names the item.
 * @returns undefined when the message names none, or a pattern with `*`
 */
export function deniedItem(errorMessage: string): string | undefined {
  const resource = DENIED_RESOURCE.exec(errorMessage)?.[1];
  return resource?.endsWith('*') === true ? undefined : resource;
}
