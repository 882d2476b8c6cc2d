import type { ApiEvent } from '../../../decode/cloudtrail/api-event.js';
import { deniedItem, namedItems } from '../../../families/event-family.js';
import { FAMILIES, familyCalls } from '../../../families/registry.js';
import type { CriterionTest } from '../criterion-test.js';
import { needlesIn } from '../needle.js';

const KEY = /^[a-z]{2}[a-z0-9-]*-\d+:\d{12}:(.+)$/s;
/** Where records of other services name a secret: its resources, and what KMS decrypts for it. */
const ARN_PATHS = [
  'resources.ARN',
  'requestParameters.encryptionContext.SecretARN',
  'requestParameters.encryptionContext.PARAMETER_ARN',
];

const ITEM_PATHS: readonly string[] = [
  ...new Set([
    ...ARN_PATHS,
    ...familyCalls().flatMap(({ call: { items, reads = [] } }) => [...items, ...reads]),
  ]),
];

/**
 * Calls about a secret or parameter by any identity, denied ones too: its name, its ARN with or without the random
 * suffix, or the key that signals have (`REGION:ACCOUNT:NAME`).
 */
export function itemTest(value: string): CriterionTest | string {
  if (value.trim() === '') return 'a secret is a name, an ARN, or a key as signals have it';
  const { names, isWanted } = wantedItems(value);
  const needles = names.map((one) => needlesIn(one));
  return {
    needles: needles.every((one) => one !== undefined) ? needles.flat() : null,
    reads: ITEM_PATHS,
    accepts: (event) => itemKeysOf(event).some(isWanted),
  };
}

/** The names of the items that a value means, and whether it means the item with a key. */
function wantedItems(value: string): {
  readonly names: readonly string[];
  readonly isWanted: (key: string) => boolean;
} {
  const keys = new Set(KEY.test(value) ? [value] : []);
  for (const { eventSource, itemKey } of FAMILIES) {
    if (isOfService(value, eventSource)) keys.add(itemKey(value, '', ''));
  }
  const name = value.startsWith('arn:') || KEY.test(value) ? undefined : value;
  return {
    names: name === undefined ? [...keys].map(nameIn) : [name],
    isWanted: (key) => keys.has(key) || (name !== undefined && nameIn(key) === name),
  };
}

/** The name in `REGION:ACCOUNT:NAME`. */
function nameIn(key: string): string {
  return key.split(':').slice(2).join(':');
}

/** Whether a text is an ARN of the service with this event source. */
function isOfService(text: string, eventSource: string): boolean {
  return text.startsWith('arn:') && text.split(':', 3)[2] === eventSource.split('.', 1)[0];
}

/** Whether `--secret VALUE` means an item: by its key, or its name in any region and account. */
export function meansItem(value: string, key: string): boolean {
  return wantedItems(value).isWanted(key);
}

/** The keys of the items that an event retrieves, or tried to. */
export function readItemsOf(event: ApiEvent): string[] {
  const { eventSource, eventName, awsRegion, recipientAccountId, principal } = event;
  const family = FAMILIES.find((one) => one.eventSource === eventSource);
  if (family === undefined || !Object.hasOwn(family.calls, eventName)) return [];
  const call = family.calls[eventName]!;
  if (call.counts.as === 'context') return [];
  const ids = namedItems(call, event);
  const denied = ids.length === 0 ? deniedItem(event.errorMessage) : undefined;
  return (denied === undefined ? ids : [denied]).map((id) =>
    family.itemKey(id, awsRegion, recipientAccountId || principal.accountId),
  );
}

const keysOfEvents = new WeakMap<ApiEvent, readonly string[]>();

/** The keys of all items that an event is about, or names in its resources. Many criteria ask for those of one event. */
export function itemKeysOf(event: ApiEvent): readonly string[] {
  let keys = keysOfEvents.get(event);
  if (keys === undefined) keysOfEvents.set(event, (keys = readKeys(event)));
  return keys;
}

function readKeys(event: ApiEvent): string[] {
  const { eventSource, eventName, awsRegion, recipientAccountId, principal } = event;
  const account = recipientAccountId || principal.accountId;
  const arns = ARN_PATHS.flatMap((path) => event.valuesAt(path)).filter(
    (arn): arn is string => typeof arn === 'string' && arn.startsWith('arn:'),
  );
  return FAMILIES.flatMap(({ eventSource: source, calls, itemKey }) => {
    const call = source === eventSource && Object.hasOwn(calls, eventName) ? calls[eventName] : undefined;
    const ids = call === undefined ? [] : namedItems(call, event);
    const denied = call !== undefined && ids.length === 0 ? deniedItem(event.errorMessage) : undefined;
    const mine = arns.filter((arn) => isOfService(arn, source));
    return [...ids, ...(denied === undefined ? [] : [denied]), ...mine].map((id) =>
      itemKey(id, awsRegion, account),
    );
  });
}
