import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Labels } from '../../src/simulate/labels.js';
import { buildOrganisation } from '../../src/simulate/organisation.js';
import { seedWord } from '../../src/simulate/random.js';
import { eventId, ID_SALT } from '../../src/simulate/records/event-id.js';
import { simulate } from '../../src/simulate/simulate.js';
import {
  callId,
  distinctCalls,
  secretOf,
  simulated,
  simulatedBytes,
  timeOf,
  type Simulated,
} from './recount.js';

const OPTIONS = { days: 12, identities: 40, seed: 11, thefts: 14, noise: 0.5 };
let run: Simulated;
let labels: Labels;

beforeAll(async () => {
  run = await simulated(OPTIONS);
  labels = JSON.parse(Buffer.from(run.written.get('labels.json')!).toString()) as Labels;
});

const digest = ({ written }: Pick<Simulated, 'written'>) => {
  const hash = createHash('sha256');
  for (const [key, bytes] of written) hash.update(key).update(bytes);
  return hash.digest('hex');
};

describe('the seed', () => {
  test('the same options give the same bytes in the same order', async () => {
    expect(digest(await simulatedBytes(OPTIONS))).toBe(digest(run));
  });

  test('another seed gives other calls of a similar organisation', async () => {
    const other = await simulated({ ...OPTIONS, days: 3, seed: 12 });
    const ids = new Set(run.records.map((record) => record.eventID));
    expect(other.records.filter((record) => ids.has(record.eventID))).toEqual([]);
    expect(other.result.labels.totals.retrievals).toBeGreaterThan(run.result.labels.totals.retrievals / 16);
  });

  test('seeds that differ above 32 bits differ', async () => {
    const small = { days: 1, identities: 2, thefts: 0, noise: 0 };
    const [low, high] = await Promise.all([
      simulatedBytes({ ...small, seed: 5 }),
      simulatedBytes({ ...small, seed: 5 + 2 ** 40 }),
    ]);
    expect(digest(low)).not.toBe(digest(high));
  });
});

describe('labels against an independent recount', () => {
  test('labels.json is equal to the returned labels, and is written last', () => {
    expect(labels).toEqual(run.result.labels);
    expect([...run.written.keys()].at(-1)).toBe('labels.json');
  });

  test('records, objects, bytes and duplicates', () => {
    const { totals } = labels;
    expect(totals.objects).toBe(run.objects.length);
    expect(totals.records).toBe(run.records.length);
    expect(totals.inflatedBytes).toBe(run.objects.reduce((sum, { text }) => sum + text.length, 0));
    const distinct = new Set(run.records.map((record) => record.eventID));
    expect(totals.duplicates).toBe(run.records.length - distinct.size);
    const keys = [...run.written.keys()];
    expect(totals.digests).toBe(keys.filter((key) => key.includes('/CloudTrail-Digest/')).length);
    const stored = [...run.written].filter(([key]) => key !== 'labels.json');
    expect(totals.bytes).toBe(stored.reduce((sum, [, bytes]) => sum + bytes.length, 0));
    const copies = [...new Map(run.records.map((record) => [record.eventID, record])).values()].length;
    const calls = new Set(run.records.map(callId)).size;
    expect(totals.copies).toBe(copies - calls);
    expect(totals.copies).toBeGreaterThan(0);
  });

  test('calls in total and of every identity', () => {
    const counted = new Map<string, { retrievals: number; failures: number; batchCalls: number }>();
    for (const record of distinctCalls(run.records)) {
      const key = record.userIdentity.arn!;
      const counts = counted.get(key) ?? { retrievals: 0, failures: 0, batchCalls: 0 };
      counted.set(key, counts);
      if (record.eventName === 'BatchGetSecretValue') counts.batchCalls++;
      else if (record.errorCode !== undefined) counts.failures++;
      else counts.retrievals++;
    }
    const labelled = labels.identities.map(({ key, retrievals, failures, batchCalls }) => [
      key,
      { retrievals, failures, batchCalls },
    ]);
    expect(new Map(labelled as Iterable<[string, unknown]>)).toEqual(counted);
    const sum = (field: 'retrievals' | 'failures' | 'batchCalls') =>
      labels.identities.reduce((total, identity) => total + identity[field], 0);
    expect(labels.totals.retrievals).toBe(sum('retrievals'));
    expect(labels.totals.failures).toBe(sum('failures'));
    expect(labels.totals.batchCalls).toBe(sum('batchCalls'));
  });

  test('identities are sorted and complete', () => {
    const keys = labels.identities.map((identity) => identity.key);
    expect(keys).toEqual([...keys].sort());
    const issuers = new Map(labels.identities.map((identity) => [identity.key, identity.issuerArn]));
    for (const { userIdentity } of distinctCalls(run.records)) {
      const issuer = userIdentity.sessionContext?.sessionIssuer.arn ?? userIdentity.arn;
      expect(issuers.get(userIdentity.arn!)).toBe(issuer);
    }
  });
});

describe('thefts against the records', () => {
  test('every label agrees with its records', () => {
    const calls = distinctCalls(run.records);
    const byId = new Map(run.records.map((record) => [record.eventID, record]));
    const organisation = buildOrganisation(labels.options);
    expect(labels.thefts.map((theft) => theft.id).sort()).toEqual(
      organisation.thefts.map((theft) => theft.id).sort(),
    );
    for (const theft of labels.thefts) {
      const planned = organisation.thefts.find(({ id }) => id === theft.id)!;
      const records = planned.events.map(({ stream, sequence }) =>
        byId.get(eventId(seedWord(OPTIONS.seed), stream, sequence, ID_SALT.event)),
      );
      expect(records).not.toContain(undefined);
      const mine = records.flatMap((record) => record ?? []);
      expect(new Set(mine.map((record) => record.userIdentity.arn))).toEqual(new Set([theft.identityArn]));
      const gets = mine.filter((record) => record.eventName === 'GetSecretValue');
      expect(gets.filter((record) => record.errorCode === undefined)).toHaveLength(theft.retrievals);
      expect(gets.filter((record) => record.errorCode !== undefined)).toHaveLength(theft.failures);
      expect(mine.length - gets.length).toBe(theft.batchCalls);
      const times = mine.map(timeOf);
      expect(Math.min(...times)).toBe(Date.parse(theft.start) / 1000);
      expect(Math.max(...times) + 1).toBe(Date.parse(theft.end) / 1000);
      expect([...new Set(mine.map((record) => record.sourceIPAddress))].sort()).toEqual(
        [...theft.addresses].sort(),
      );
      if (theft.shape === 'batch-filters') continue; // no record names what it took
      const taken = new Set(gets.filter((record) => record.errorCode === undefined).map(secretOf));
      const before = new Set(
        calls
          .filter(({ userIdentity }) => userIdentity.arn === theft.identityArn)
          .filter((record) => record.eventName === 'GetSecretValue' && record.errorCode === undefined)
          .filter((record) => timeOf(record) < Math.min(...times))
          .map(secretOf),
      );
      expect(taken.size).toBe(theft.distinctSecrets);
      expect([...taken].filter((secret) => !before.has(secret))).toHaveLength(theft.newSecrets);
    }
  });

  test('the identities of thefts name them', () => {
    const named = labels.identities.flatMap(({ key, thefts }) => thefts.map((id) => [id, key]));
    expect(new Map(named as Iterable<[string, string]>)).toEqual(
      new Map(labels.thefts.map(({ id, identityArn }) => [id, identityArn])),
    );
  });
});

test('stops when it is aborted, without labels', async () => {
  const stop = new AbortController();
  const keys: string[] = [];
  const running = simulate(
    OPTIONS,
    {
      put: (key) => {
        keys.push(key);
        if (keys.length === 20) stop.abort();
        return Promise.resolve();
      },
    },
    stop.signal,
  );
  await expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
  expect(keys).not.toContain('labels.json');
});

test('a writer that fails ends the simulation with its error', async () => {
  let puts = 0;
  const failing = { put: () => (++puts === 50 ? Promise.reject(new Error('full')) : Promise.resolve()) };
  await expect(simulate(OPTIONS, failing)).rejects.toThrow('full');
  expect(puts).toBeLessThan(100);
});

test('no more than 16 writes run at once', async () => {
  let underWay = 0;
  let most = 0;
  const slow = {
    put: async () => {
      most = Math.max(most, ++underWay);
      await new Promise((done) => setImmediate(done));
      underWay--;
    },
  };
  await simulate({ days: 2, identities: 10, seed: 1 }, slow);
  expect(most).toBe(16);
});

test.each([
  { days: 0, identities: 1, seed: 1 },
  { days: 1.5, identities: 1, seed: 1 },
  { days: 1, identities: 0, seed: 1 },
  { days: 1, identities: 1, seed: -1 },
  { days: 1, identities: 1, seed: 1, accounts: 501 },
  { days: 1, identities: 1, seed: 1, regions: 9 },
  { days: 1, identities: 1, seed: 1, noise: Number.NaN },
  { days: 1, identities: 1, seed: 1, mix: 'toString' },
])('%o is refused before anything is written', async (options) => {
  const unused = { put: () => Promise.reject(new Error('written')) };
  await expect(simulate(options, unused)).rejects.toMatchObject({ code: 'E_USAGE' });
});

test('the smallest organisation works', async () => {
  const { result, records } = await simulated({ days: 1, identities: 1, seed: 3, accounts: 1, regions: 1 });
  expect(result.labels.thefts).toHaveLength(3);
  expect(result.labels.totals.records).toBe(records.length);
});
