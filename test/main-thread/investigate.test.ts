import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { investigate, type InvestigationRun } from '../../src/main-thread/search/investigate.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import type { Criterion } from '../../src/triage/search/criterion.js';
import { BUILT_ENTRIES } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

interface PlainRecord {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly sourceIPAddress: string;
  readonly sharedEventID?: string;
  readonly errorMessage?: string;
  readonly userIdentity: {
    readonly arn?: string;
    readonly accessKeyId?: string;
    readonly sessionContext?: { readonly sessionIssuer?: { readonly arn?: string } };
  };
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: { readonly credentials?: { readonly accessKeyId?: string } } | null;
}

const organisation = temporaryFolder();
const records = new Map<string, PlainRecord>();

beforeAll(async () => {
  await simulate({ days: 5, identities: 12, seed: 3, thefts: 2, noise: 2 }, directoryWriter(organisation));
  for (const name of readdirSync(organisation, { recursive: true, encoding: 'utf8' })) {
    if (!/\/CloudTrail\/.*\.json\.gz$/.test(name)) continue;
    const text = gunzipSync(readFileSync(join(organisation, name))).toString();
    for (const record of (JSON.parse(text) as { Records: PlainRecord[] }).Records) {
      records.set(record.eventID, record);
    }
  }
}, 60_000);

/** Runs an investigation. @returns it, and the records that it found */
async function found(
  criteria: readonly Criterion[],
  more: { from?: number; to?: number } = {},
): Promise<{ run: InvestigationRun; texts: PlainRecord[] }> {
  const texts: PlainRecord[] = [];
  const run = await investigate(
    {
      sources: [organisation],
      criteria,
      threads: 1,
      onRecord: (_, text) => texts.push(JSON.parse(text) as PlainRecord),
      ...more,
    },
    BUILT_ENTRIES.decode,
  );
  return { run, texts: texts.sort((a, b) => (a.eventID < b.eventID ? -1 : 1)) };
}

const selected = (wanted: (record: PlainRecord) => boolean): PlainRecord[] =>
  [...records.values()].filter(wanted).sort((a, b) => (a.eventID < b.eventID ? -1 : 1));

/** A value that some records have, and not all. */
function someValue(of: (record: PlainRecord) => string | undefined): string {
  const counts = new Map<string, number>();
  for (const record of records.values()) {
    const value = of(record);
    if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [value] = [...counts].filter(([, count]) => count >= 3).sort(([, a], [, b]) => a - b)[0]!;
  return value;
}

test('an identity: the records with its ARN, in every service', async () => {
  const arn = someValue(({ userIdentity }) => userIdentity.arn);
  const { run, texts } = await found([{ kind: 'identity', value: arn }]);
  expect(texts).toEqual(selected(({ userIdentity }) => userIdentity.arn === arn));
  expect(run.investigation.identities).toEqual([{ value: arn, count: texts.length }]);
  expect(run.investigation.calls.reduce((sum, { count }) => sum + count, 0)).toBe(texts.length);
});

test('a role: all its sessions', async () => {
  const role = someValue(({ userIdentity }) => userIdentity.sessionContext?.sessionIssuer?.arn);
  const { texts } = await found([{ kind: 'identity', value: role }]);
  expect(texts).toEqual(
    selected(({ userIdentity }) => userIdentity.sessionContext?.sessionIssuer?.arn === role),
  );
});

test('an access key: the calls with it and the call that issued it', async () => {
  const key = someValue(({ userIdentity }) => userIdentity.accessKeyId);
  const { texts } = await found([{ kind: 'access-key', value: key }]);
  expect(texts).toEqual(
    selected(
      ({ userIdentity, responseElements }) =>
        userIdentity.accessKeyId === key || responseElements?.credentials?.accessKeyId === key,
    ),
  );
});

test('an address, and the range that it is in', async () => {
  const address = someValue(({ sourceIPAddress }) =>
    /^\d+\.\d+\.\d+\.\d+$/.test(sourceIPAddress) ? sourceIPAddress : undefined,
  );
  const network = address.slice(0, address.lastIndexOf('.') + 1);
  const one = await found([{ kind: 'ip', value: address }]);
  expect(one.texts).toEqual(selected(({ sourceIPAddress }) => sourceIPAddress === address));
  const range = await found([{ kind: 'ip', value: `${network}0/24` }]);
  expect(range.texts).toEqual(selected(({ sourceIPAddress }) => sourceIPAddress.startsWith(network)));
  expect(range.texts.length).toBeGreaterThanOrEqual(one.texts.length);
});

test('a secret by its name: every caller, also in batches and refused', async () => {
  const nameIn = (id: unknown): string | undefined =>
    typeof id === 'string' ? id.replace(/^arn:.*:secret:(.+)-[A-Za-z0-9]{6}$/, '$1') : undefined;
  const name = someValue(({ eventSource, requestParameters }) =>
    eventSource === 'secretsmanager.amazonaws.com' ? nameIn(requestParameters?.['secretId']) : undefined,
  );
  const { run, texts } = await found([{ kind: 'secret', value: name }]);
  const direct = selected(
    ({ eventSource, requestParameters }) =>
      eventSource === 'secretsmanager.amazonaws.com' &&
      [requestParameters?.['secretId'], requestParameters?.['name']].some((id) => nameIn(id) === name),
  );
  expect(texts).toEqual(expect.arrayContaining(direct));
  for (const record of texts) expect(JSON.stringify(record)).toContain(name);
  expect(run.investigation.items.some(({ value }) => value.endsWith(`:${name}`))).toBe(true);
});

test('an event by its id', async () => {
  const [id] = [...records.keys()].sort();
  const { texts } = await found([{ kind: 'event-id', value: id! }]);
  expect(texts).toEqual([records.get(id!)]);
});

test('several criteria at once, and a time: their union, within it', async () => {
  const arn = someValue(({ userIdentity }) => userIdentity.arn);
  const [id] = [...records.keys()].sort();
  const times = [...records.values()].map(({ eventTime }) => eventTime).sort();
  const from = Date.parse(times[Math.floor(times.length / 4)]!) / 1000;
  const to = Date.parse(times[Math.floor((times.length * 3) / 4)]!) / 1000;
  const { texts } = await found(
    [
      { kind: 'identity', value: arn },
      { kind: 'event-id', value: id! },
    ],
    { from, to },
  );
  expect(texts).toEqual(
    selected(({ eventTime, eventID, userIdentity }) => {
      const time = Date.parse(eventTime) / 1000;
      return (userIdentity.arn === arn || eventID === id) && time >= from && time < to;
    }),
  );
});

test.each([
  ['access-key', 'nonsense'],
  ['ip', '300.1.2.3'],
  ['ip', '10.0.0.0/33'],
  ['ip', '10.0.0.0/8/8'],
  ['identity', ' '],
  ['secret', ''],
  ['event-id', 'é'],
] as const)('--%s %j is refused by name', async (kind, value) => {
  await expect(found([{ kind, value }])).rejects.toMatchObject({
    code: 'E_USAGE',
    message: expect.stringContaining(`--${kind} ${JSON.stringify(value)}`) as string,
  });
});
