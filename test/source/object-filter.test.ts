import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ALL_TIME } from '../../src/model/time.js';
import { objectFilter, settledByName } from '../../src/source/listing/object-filter.js';
import { unreadOutcome } from '../../src/model/coverage.js';
import type { ListPlan, SourceObject } from '../../src/source/source.js';
import { runs } from '../support/thorough.js';

const ACCOUNT = '111122223333';
/** 2026-03-01T12:05:00Z */
const DELIVERED = 1_772_366_700;

const object = (key: string, size = 100): SourceObject => ({
  uri: `s3://trail/${key}`,
  key,
  size,
  version: '1',
});
const filter = (options: Partial<ListPlan> = {}): ReturnType<typeof objectFilter> =>
  objectFilter({ delivered: ALL_TIME, accounts: [], regions: [], ...options });

const name = (account = ACCOUNT, region = 'eu-central-1'): string =>
  `AWSLogs/${account}/CloudTrail/${region}/2026/03/01/` +
  `${account}_CloudTrail_${region}_20260301T1205Z_abcdefGHIJ012345.json.gz`;

test('objects of CloudTrail are wanted, with their time of delivery', () => {
  expect(filter()(object(name()))).toEqual({ skip: null, fail: null, deliveredAt: DELIVERED });
});

test('any other name is wanted, for any times, accounts and regions', () => {
  const strict = filter({
    delivered: { from: 5, to: 6 },
    accounts: ['999999999999'],
    regions: ['us-east-1'],
  });
  for (const key of ['a.json', 'b/c.json.gz', 'd.ndjson', 'e.log', '000000.gz', 'f.parquet', 'g'])
    expect(strict(object(key))).toEqual({ skip: null, fail: null, deliveredAt: 0 });
});

describe('every reason to skip', () => {
  const sibling = (kind: string): string =>
    name().replaceAll('_CloudTrail_', `_CloudTrail-${kind}_`).replace('/CloudTrail/', `/CloudTrail-${kind}/`);
  test.each([
    ['digest', object(sibling('Digest')), {}],
    ['insight', object(sibling('Insight')), {}],
    ['notCloudTrail', object('logo.png'), {}],
    ['archive', object('march.zip'), {}],
    ['appleDouble', object('x/._a.json'), {}],
    ['besideTrails', { ...object('notes'), remark: 'beside' }, {}],
    ['notCurrent', { ...object(name()), remark: 'notCurrent' }, {}],
    ['empty', object('AWSLogs/', 0), {}],
    ['otherService', object(`AWSLogs/${ACCOUNT}/Config/eu-central-1/2026/3/1/x.json.gz`), {}],
    ['empty', object(name(), 0), {}],
    ['otherAccount', object(name()), { accounts: ['999988887777', '444455556666'] }],
    ['otherRegion', object(name()), { regions: ['us-east-1'] }],
    ['deliveredLater', object(name()), { delivered: { from: 0, to: DELIVERED } }],
    ['outsideTimeRange', object(name()), { delivered: { from: DELIVERED + 1, to: DELIVERED + 99 } }],
  ] as const)('%s', (reason, one, options) => {
    expect(filter(options)(one).skip).toBe(reason);
  });

  test("CloudTrail's own names, folders that speak of it, and JSON are read beside the trails, too", () => {
    for (const key of [
      name(),
      name().replace('.json.gz', '.log'),
      'copies/a.json',
      'cloudtrail-archive/march.gz',
    ])
      expect(filter()({ ...object(key), remark: 'beside' }).skip).toBe(null);
  });

  test('the range is half-open; one match in a list is enough', () => {
    const options = {
      delivered: { from: DELIVERED, to: DELIVERED + 1 },
      accounts: ['999988887777', ACCOUNT],
      regions: ['eu-central-1', 'us-east-1'],
    };
    expect(filter(options)(object(name())).skip).toBe(null);
  });
});

describe('slices', () => {
  const uri = fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.nat().map(String))
    .map((text) => `${text.replaceAll('/', '-')}x.json`);

  test('each object is in exactly one of n slices, in any order of the listing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.uniqueArray(uri, { minLength: 1, maxLength: 40 }),
        (of, keys) => {
          const partOf = (key: string): number[] => {
            const parts = Array.from({ length: of }, (_, n) => n + 1);
            return parts.filter((part) => filter({ slice: { part, of } })(object(key)).skip === null);
          };
          const forward = keys.map(partOf);
          for (const parts of forward) expect(parts).toHaveLength(1);
          expect([...keys].reverse().map(partOf)).toEqual([...forward].reverse());
        },
      ),
      { numRuns: runs(40) },
    );
  });

  test('objects of another slice have that reason; objects that no slice wants have the same reason in all', () => {
    const [first, second] = [1, 2].map((part) => filter({ slice: { part, of: 2 } }));
    const reasons = [first!(object(name())).skip, second!(object(name())).skip].sort();
    expect(reasons).toEqual([null, 'otherSlice'].sort());
    for (const one of [object('march.zip'), object(name(), 0)])
      expect(first!(one).skip).toBe(second!(one).skip);
  });

  test('slices are about equal', () => {
    const counts = [0, 0, 0, 0];
    const filters = counts.map((_, n) => filter({ slice: { part: n + 1, of: 4 } }));
    for (let n = 0; n < 4000; n++)
      filters.forEach((one, part) => (counts[part]! += one(object(`${n}.json`)).skip === null ? 1 : 0));
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(4000);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(165); // six standard deviations
  });
});

describe('an archive under a name of CloudTrail is a failure that says what to do', () => {
  test.each([
    name().replace('.json.gz', '.zip'),
    'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03.tar',
    'my-cloudtrail-march.7z',
  ])('%s', (key) => {
    const { skip, fail } = filter()(object(key));
    expect(skip).toBe(null);
    expect(fail).toMatchObject({ reason: 'archive', detail: expect.stringContaining('unpack it') as string });
  });
});

describe('an object without any record', () => {
  const reasonOf = (one: SourceObject, reason: 'notUnderstood' | 'malformedJson' = 'notUnderstood') =>
    settledByName(one, unreadOutcome(reason, 'no records')).failure?.reason;

  test('is a failure where its name promises records', () => {
    for (const key of [name(), name().replace('.json.gz', '.log'), 'a.json', 'a.jsonl.gz'])
      expect(reasonOf(object(key))).toBe('notUnderstood');
    expect(reasonOf({ ...object(name()), remark: 'beside' })).toBe('notUnderstood');
  });

  test('is skipped where its name promises none, and where JSON lies beside the trails', () => {
    for (const key of ['notes', 'elb.log.gz', 'a.csv', 'trail/aws-logs-write-test'])
      expect(reasonOf(object(key))).toBe('notCloudTrail');
    expect(reasonOf({ ...object('terraform/state.json'), remark: 'beside' })).toBe('notCloudTrail');
  });

  test('keeps every other failure as it is', () => {
    expect(reasonOf(object('notes'), 'malformedJson')).toBe('malformedJson');
  });
});
