import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { simulate } from '../../src/simulate/simulate.js';
import { simulated, timeOf, type Simulated } from './recount.js';

const KEY =
  /^(?:organisation-trail\/AWSLogs\/o-[a-z0-9]+\/|AWSLogs\/)(\d{12})\/CloudTrail\/([a-z]{2}-[a-z]+-\d)\/(\d{4})\/(\d\d)\/(\d\d)\/\1_CloudTrail_\2_\3\4\5T(\d\d)(\d\d)Z_[A-Za-z0-9]{16}\.json\.gz$/;

let run: Simulated;
beforeAll(async () => {
  run = await simulated({ days: 10, identities: 40, seed: 21, noise: 1 });
});

const deliveredAt = (key: string) => {
  const [, , , year, month, day, hour, minute] = KEY.exec(key)!;
  return Date.parse(`${year!}-${month!}-${day!}T${hour!}:${minute!}:00Z`) / 1000;
};

test('keys are exactly as CloudTrail writes them, and fit their records', () => {
  for (const { key, records } of run.objects) {
    expect(key).toMatch(KEY);
    const [, account, region] = KEY.exec(key)!;
    const places = new Set(records.map((record) => `${record.recipientAccountId}/${record.awsRegion}`));
    expect(places).toEqual(new Set([`${account!}/${region!}`]));
  }
});

test('nothing is delivered before its event; most within minutes, a few after hours', () => {
  const delays = run.objects
    .flatMap(({ key, records }) => records.map((record) => (deliveredAt(key) - timeOf(record)) / 60))
    .sort((a, b) => a - b);
  expect(delays[0]).toBeGreaterThanOrEqual(0);
  const median = delays[Math.floor(delays.length / 2)]!;
  expect(median).toBeGreaterThan(2);
  expect(median).toBeLessThan(6);
  const late = delays.filter((delay) => delay > 60).length / delays.length;
  expect(late).toBeGreaterThan(0);
  expect(late).toBeLessThan(0.005);
  expect(delays.filter((delay) => delay > 10 && delay < 17).length).toBeGreaterThan(0);
});

test('objects of one trail, account and region are about five minutes apart or more', () => {
  const gaps: number[] = [];
  const last = new Map<string, number>();
  for (const { key } of run.objects) {
    const place = key.slice(0, key.indexOf('/2026/'));
    const before = last.get(place);
    if (before !== undefined) gaps.push(deliveredAt(key) - before);
    last.set(place, deliveredAt(key));
  }
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  expect(gaps.filter((gap) => gap < 120).length / gaps.length).toBeLessThan(0.1);
  expect(run.objects.length).toBeLessThan(run.records.length / 5);
});

test('some objects are in time order and most are not', () => {
  const ordered = run.objects
    .filter(({ records }) => new Set(records.map((record) => record.eventTime)).size > 3)
    .map(({ records }) =>
      records.every((record, i) => i === 0 || records[i - 1]!.eventTime <= record.eventTime),
    );
  const share = ordered.filter(Boolean).length / ordered.length;
  expect(share).toBeLessThan(0.5);
});

test('records are repeated inside an object, in another object, and by another trail', () => {
  let inside = 0;
  const places = new Map<string, Set<string>>();
  const trails = new Map<string, Set<boolean>>();
  for (const { key, records } of run.objects) {
    inside += records.length - new Set(records.map((record) => record.eventID)).size;
    const byOrganisation = key.startsWith('organisation-trail/');
    for (const { eventID } of records) {
      trails.set(eventID, (trails.get(eventID) ?? new Set()).add(byOrganisation));
      if (!byOrganisation) places.set(eventID, (places.get(eventID) ?? new Set()).add(key));
    }
  }
  expect(inside).toBeGreaterThan(0);
  expect([...places.values()].filter((keys) => keys.size > 1).length).toBeGreaterThan(0);
  const both = [...trails.values()].filter((kinds) => kinds.size === 2).length;
  expect(both).toBeGreaterThan(0);
  // The overlapping trail has no call that the account's own trail does not have.
  expect([...trails.values()].filter((kinds) => kinds.size === 1 && kinds.has(true))).toEqual([]);
});

test('digest files are beside the objects and agree with them', () => {
  const digests = [...run.written].filter(([key]) => key.includes('/CloudTrail-Digest/'));
  expect(digests.length).toBeGreaterThan(5);
  const texts = new Map(run.objects.map(({ key, text }) => [key, text]));
  for (const [key, bytes] of digests) {
    expect(key).toMatch(
      /^AWSLogs\/(\d{12})\/CloudTrail-Digest\/([a-z0-9-]+)\/\d{4}\/\d\d\/\d\d\/\1_CloudTrail-Digest_\2_[a-z-]+_\2_\d{8}T\d{6}Z\.json\.gz$/,
    );
    const digest = JSON.parse(gunzipSync(bytes).toString()) as {
      digestS3Object: string;
      logFiles: { s3Object: string; hashValue: string; newestEventTime: string }[];
    };
    expect(digest.digestS3Object).toBe(key);
    for (const { s3Object, hashValue } of digest.logFiles) {
      expect(createHash('sha256').update(texts.get(s3Object)!).digest('hex')).toBe(hashValue);
    }
  }
});

test('the number of records that wait for delivery does not grow with the simulated time', async () => {
  const held = async (days: number) => {
    const writer = { put: () => Promise.resolve() };
    return (await simulate({ days, identities: 20, seed: 4, noise: 0.5 }, writer)).mostHeld;
  };
  const [short, long] = [await held(4), await held(40)];
  expect(short).toBeGreaterThan(0);
  expect(long).toBeLessThan(short * 2 + 100);
});
