import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import type { ContextKind } from '../model/context-kind.js';

/**
 * An event family: the calls of one AWS service that take items out of it, such as secrets, parameters or passwords.
 * It defines which calls these are, which fields of a record name the items, and the key of an item: the same key for
 * each way in which a call can name it.
 *
 * A rule selects events with its query. If a selected event is a call of a family, its items are what the family
 * defines. All other events have no items, unless the rule has `distinctFields`.
 *
 * To add a family:
 * 1. Write one file in this folder that exports an `EventFamily`.
 * 2. Add it to `FAMILIES` in `registry.ts`. Then `test/families/families.test.ts` runs the tests that every family
 *    must pass (`familySuite`); write a test for `itemKey` as in `test/families/ssm.test.ts`.
 * 3. Nothing else: a rule with the query `source:cloudtrail @evt.name:GetPasswordData` now counts the calls and their
 *    items.
 *
 * @example
 * export const EC2: EventFamily = {
 *   name: 'ec2',
 *   eventSource: 'ec2.amazonaws.com',
 *   noun: { one: 'password', many: 'passwords' },
 *   calls: {
 *     GetPasswordData: { counts: { as: 'retrieval' }, items: ['requestParameters.instanceId'] },
 *   },
 *   itemKey: (instanceId, region, accountId) => `${region}:${accountId}:${instanceId}`,
 * };
 */
export interface EventFamily {
  /** Name in docs and messages, such as `secretsmanager`. Unique. */
  readonly name: string;
  /** `eventSource` of all its calls, such as `ssm.amazonaws.com`. */
  readonly eventSource: string;
  /** The noun for one item and for several items, in messages and reports: `secret`, `secrets`. */
  readonly noun: { readonly one: string; readonly many: string };
  /**
   * The calls by `eventName`, at least one. Calls that are not listed (such as `GetRandomPassword`) are ordinary events.
   * No other family can have a call with the same name and event source.
   */
  readonly calls: Readonly<Record<string, FamilyCall>>;
  /**
   * The key of an item: `REGION:ACCOUNT:NAME`. Must be the same for each way in which a call can name the item (ARN,
   * name, with or without a version), because items are counted by key. Signals and reports show this key. Called for
   * each item of each event, so it should be fast (`memoize`). Must not throw: `id` comes from the record.
   * @param id a string as it is in the record, not empty
   * @param region region of the call (`awsRegion`); can be empty
   * @param accountId account in which the call was recorded, 12 digits; can be empty
   */
  readonly itemKey: (id: string, region: string, accountId: string) => string;
}

/**
 * One call of an event family. The functions get an event with the fields of `ApiEvent`. They can read more fields
 * with `event.valuesAt(path)`, but only paths in `items` and `reads`: another path can throw a RangeError.
 * `event.record` is undefined unless the record was parsed; it is always parsed if the value at one of these paths is
 * a list, an object or a number. The functions must accept any JSON value at these paths, and must not throw.
 */
export interface FamilyCall {
  /**
   * `retrieval`: each event takes its items. `batch`: each event takes its items too, but CloudTrail can record a
   * separate event of the retrieval `of` (an `eventName` of the same family) for each item. Only items without such
   * an event are counted, as an estimate. `context`: the event is not counted. It says who created, wrote or looked up
   * items, by `of` or what it gives for the event; it is read with every rule that counts a retrieval of the family. If
   * the query of a rule selects it, it counts as any other event and is not context.
   */
  readonly counts:
    | { readonly as: 'retrieval' }
    | { readonly as: 'batch'; readonly of: string }
    | { readonly as: 'context'; readonly of: ContextKind | ((event: ApiEvent) => ContextKind) };
  /**
   * Paths in the record that name the items, such as `requestParameters.names`. The value is a string (one item) or a
   * list of strings (one item each); empty strings and other values are ignored. If no path has a value, the item is
   * taken from the error message of a denied call (`deniedItem`).
   */
  readonly items: readonly string[];
  /**
   * For `context`: the path of more regions in which the items exist under the same name, and whether the event is
   * about these `only` and not about its own region. @default none
   */
  readonly regions?: { readonly path: string; readonly only: boolean };
  /** More paths that the functions of the call read. @default [] */
  readonly reads?: readonly string[];
  /**
   * For a `batch` that names no item: the maximum number of items that the call can take, a whole number of at least
   * 0. Ignored for a `retrieval`. @default 0
   */
  readonly atMost?: (event: ApiEvent) => number;
  /** For a `batch`: whether its filters select all items (`matchAllBatch` in a rule). @default false */
  readonly matchesAll?: (event: ApiEvent) => boolean;
}

/** The regions of a `context` event besides the one that the call was made in. */
export function moreRegionsOf({ regions }: FamilyCall, event: ApiEvent): string[] {
  const values = regions === undefined ? [] : event.valuesAt(regions.path);
  return values.filter((region): region is string => typeof region === 'string' && region !== '');
}

/** The key of the same item in another region, whichever way the call named it: an ARN has the region of the original. */
export function inRegion(key: string, region: string): string {
  return `${region}${key.slice(key.indexOf(':'))}`;
}

/**
 * The items that an event names: all strings at the paths in `call.items`, without empty ones. Can have duplicates.
 */
export function namedItems(call: FamilyCall, event: ApiEvent): string[] {
  const ids: string[] = [];
  for (const path of call.items) {
    for (const value of event.valuesAt(path)) if (typeof value === 'string' && value !== '') ids.push(value);
  }
  return ids;
}

const DENIED_RESOURCE = / on resource: (\S+)/;

/**
 * The item in the error message of a denied call, such as `… is not authorized to perform:
 * secretsmanager:GetSecretValue on resource: NAME because …`. The request parameters of a denied call can be null;
 * then only this message names the item.
 * @returns undefined if the message names no resource, or a pattern that ends with `*`
 */
export function deniedItem(errorMessage: string): string | undefined {
  const resource = DENIED_RESOURCE.exec(errorMessage)?.[1];
  return resource?.endsWith('*') === true ? undefined : resource;
}
