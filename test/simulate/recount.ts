import { gunzipSync } from 'node:zlib';
import { simulate, type SimulationResult } from '../../src/simulate/simulate.js';
import type { SimulateOptions } from '../../src/simulate/simulate-options.js';

/** The fields of a record that tests read. */
export interface WrittenRecord {
  readonly [field: string]: unknown;
  readonly eventVersion: string;
  readonly userIdentity: {
    readonly type?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly invokedBy?: string;
    readonly sessionContext?: { readonly sessionIssuer: { readonly arn: string } };
  };
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly eventID: string;
  readonly sharedEventID?: string;
  readonly addendum?: { readonly originalEventID: string };
  readonly recipientAccountId: string;
}

export interface WrittenObject {
  readonly key: string;
  readonly text: string;
  readonly records: readonly WrittenRecord[];
}

export interface Simulated {
  readonly result: SimulationResult;
  /** In the order of writing, including labels.json. */
  readonly written: ReadonlyMap<string, Uint8Array>;
  /** CloudTrail objects, inflated and parsed. */
  readonly objects: readonly WrittenObject[];
  /** All records, including duplicates. */
  readonly records: readonly WrittenRecord[];
}

/** Simulates into memory and reads everything back with gunzip and JSON.parse. */
export async function simulated(options: SimulateOptions): Promise<Simulated> {
  const { result, written } = await simulatedBytes(options);
  const objects = [...written]
    .filter(([key]) => key.includes('/CloudTrail/'))
    .map(([key, bytes]) => {
      const text = gunzipSync(bytes).toString();
      return { key, text, records: (JSON.parse(text) as { Records: WrittenRecord[] }).Records };
    });
  return { result, written, objects, records: objects.flatMap((object) => object.records) };
}

/** Simulates into memory. */
export async function simulatedBytes(
  options: SimulateOptions,
): Promise<Pick<Simulated, 'result' | 'written'>> {
  const written = new Map<string, Uint8Array>();
  const result = await simulate(options, {
    put: (key, bytes) => {
      if (written.has(key)) throw new Error(`${key} is written twice`);
      written.set(key, bytes);
      return Promise.resolve();
    },
  });
  return { result, written };
}

/** The key of a call, equal wherever it is recorded. */
export function callId(record: WrittenRecord): string {
  return record.sharedEventID ?? record.addendum?.originalEventID ?? record.eventID;
}

/** The first record of every call of Secrets Manager's two retrieving actions. */
export function distinctCalls(records: readonly WrittenRecord[]): WrittenRecord[] {
  const calls = new Map<string, WrittenRecord>();
  for (const record of records) {
    if (record.eventSource !== 'secretsmanager.amazonaws.com') continue;
    if (record.eventName !== 'GetSecretValue' && record.eventName !== 'BatchGetSecretValue') continue;
    if (!calls.has(callId(record))) calls.set(callId(record), record);
  }
  return [...calls.values()];
}

/** `REGION:ACCOUNT:NAME` of the secret that a successful GetSecretValue names. */
export function secretOf(record: WrittenRecord): string {
  const id = String(record.requestParameters?.['secretId']);
  if (!id.startsWith('arn:')) return `${record.awsRegion}:${record.recipientAccountId}:${id}`;
  const [, , , region, account, , ...name] = id.split(':');
  return `${region!}:${account!}:${name.join(':').replace(/-[A-Za-z0-9]{6}$/, '')}`;
}

/** `eventTime` in epoch seconds. */
export function timeOf(record: WrittenRecord): number {
  return Date.parse(record.eventTime) / 1000;
}

/** Items by the key that `keyOf` gives, in the order of the first item of each key. */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
