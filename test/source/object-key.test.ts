import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseObjectKey, parseTrailPrefix } from '../../src/source/listing/object-key.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const pad = (value: number): string => String(value).padStart(2, '0');

const delivery = fc.record({
  prefix: fc.constantFrom('', 'logs/', 'a/b c/AWSLogs-old/'),
  org: fc.constantFrom('', 'o-a1b2c3d4e5/'),
  account: digits(12),
  region: fc.constantFrom('us-east-1', 'us-gov-west-1', 'us-isob-east-1', 'cn-north-1'),
  at: fc.integer({ min: 0, max: 71_582_787 }).map((minute) => minute * 60),
  id: fc.stringMatching(/^[A-Za-z0-9]{16}$/),
});

function keyParts(at: number): { folder: string; stamp: string } {
  const date = new Date(at * 1000);
  const [year, month, day] = [
    String(date.getUTCFullYear()),
    pad(date.getUTCMonth() + 1),
    pad(date.getUTCDate()),
  ];
  const stamp = `${year}${month}${day}T${pad(date.getUTCHours())}${pad(date.getUTCMinutes())}Z`;
  return { folder: `${year}/${month}/${day}/`, stamp };
}

test('parses each key that CloudTrail writes, and recognises digests and insights', () => {
  fc.assert(
    fc.property(delivery, ({ prefix, org, account, region, at, id }) => {
      const { folder, stamp } = keyParts(at);
      const key = (service: string) =>
        `${prefix}AWSLogs/${org}${account}/${service}/${region}/${folder}${account}_${service}_${region}_${stamp}_${id}.json.gz`;
      const expected = { kind: 'cloudtrail', accountId: account, region, deliveredAt: at };
      expect(parseObjectKey(key('CloudTrail'))).toEqual(expected);
      expect(parseObjectKey(key('CloudTrail').split('/').at(-1)!)).toEqual(expected);
      expect(parseObjectKey(key('CloudTrail-Digest'))).toEqual({ kind: 'digest' });
      expect(parseObjectKey(key('CloudTrail-Insight'))).toEqual({ kind: 'insight' });
      expect(parseObjectKey(key('vpcflowlogs'))).toEqual({ kind: 'otherService' });
    }),
  );
});

test.each([
  ['flat/dump.json', 'records'],
  ['part-00000.snappy.parquet', 'records'],
  ['flat/dump.JSON.GZ', 'records'],
  ['a.ndjson', 'records'],
  ['a.ndjson.gz', 'records'],
  ['a.jsonl', 'records'],
  ['a.jsonl.zst', 'records'],
  ['events/GetSecretValue.json.cloudtrail', 'records'],
  ['AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/renamed.json.gz', 'records'],
  ['AWSLogs/notes.json', 'records'],
  ['111122223333_CloudTrail_us-east-1_20261301T0000Z_abc.json.gz', 'records'],
  ['2026/03/10/13/to-s3-1-2026-03-10-13-05-00-0a1b2c3d-0000-4000-8000-000000000001', 'records'],
  ['2026/03/10/13/to-s3-1-2026-03-10-13-05-00-0a1b2c3d-0000-4000-8000-000000000001.gz', 'records'],
  ['111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.json', 'cloudtrail'],
  ['111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.log.gz', 'cloudtrail'],
  ['111122223333_CloudTrail_us-east-1_20260301T0000Z_abc', 'cloudtrail'],
  ['111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.JSON.GZ', 'cloudtrail'],
  ['111122223333_CloudTrail_us-east-1_20260301T0000Z_abc (1).json.gz', 'cloudtrail'],
  ['111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.json.gz.txt', 'cloudtrail'],
  ['Copy of 111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.json.zst', 'cloudtrail'],
  ['AWSLogs_111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.json.gz', 'cloudtrail'],
  ['._111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.json.gz', 'appleDouble'],
  ['__MACOSX/x/a.json', 'appleDouble'],
  ['111122223333_CloudTrail_us-east-1_20260301T0000Z_abc.zip', 'archive'],
  ['march.tar.gz', 'archive'],
  ['march.TGZ', 'archive'],
  ['photos/office.jpeg', 'media'],
  ['AWSLogs/111122223333/CloudTrail-Lake/Query/2026/03/01/0a1b/result_1.csv.gz', 'unknown'],
  ['AWSLogs/111122223333/CloudTrail-Lake/Query/2026/03/01/0a1b/result_sign.json', 'digest'],
  ['x/111122223333_CloudTrail-Digest_us-east-1_trail_us-east-1_20260301T000000Z.json.gz', 'digest'],
  ['AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/03/01/x_backfill.json.gz', 'digest'],
  ['CloudTrail-Insight/x.json', 'insight'],
  ['AWSLogs/111122223333/Config/us-east-1/2026/3/1/ConfigHistory/x.json.gz', 'otherService'],
  ['AWSLogs/o-a1b2c3d4e5/111122223333/elasticloadbalancing/x.json', 'otherService'],
  ['AWSLogs/prod/eu/111122223333/elasticloadbalancing/x.json', 'otherService'],
  ['AWSLogs/prod/eu/111122223333/CloudTrail/x.json', 'records'],
  [
    '111122223333_elasticloadbalancing_eu-central-1_app.lb.0123_20260310T1305Z_192.0.2.10_1a2b.log.gz',
    'otherService',
  ],
  ['111122223333_vpcflowlogs_eu-central-1_fl-0123_20260310T1305Z_1a2b.log.gz', 'otherService'],
  ['access/2026-03-10-13-05-00-0123456789ABCDEF', 'otherService'],
  ['cdn/E2EXAMPLE12345.2026-03-10-13.0a1b2c3d.gz', 'otherService'],
  ['111122223333_export_march.json', 'records'],
  ['readme.md', 'unknown'],
  ['exportedlogs/0a1b/stream/000000.gz', 'unknown'],
  ['.json', 'unknown'],
  ['folder/', 'unknown'],
  ['dump.json.bak', 'unknown'],
  ['', 'unknown'],
])('%s is %s', (key, kind) => {
  expect(parseObjectKey(key).kind).toBe(kind);
});

describe('prefixes', () => {
  test('each level of the layout includes the levels above', () => {
    const walk = (path: string) => {
      const folders = path.split('/').slice(0, -1);
      return folders.map((_, index) => parseTrailPrefix(`${folders.slice(0, index + 1).join('/')}/`));
    };
    const account = { accountId: '111122223333' };
    const service = { ...account, service: 'CloudTrail' };
    const region = { ...service, region: 'eu-west-2' };
    const tail = [
      { level: 'account', ...account },
      { level: 'service', ...service },
      { level: 'region', ...region },
      { level: 'year', ...region, year: 2026 },
      { level: 'month', ...region, year: 2026, month: 3 },
      { level: 'day', ...region, year: 2026, month: 3, day: 9 },
    ];
    expect(walk('p/AWSLogs/111122223333/CloudTrail/eu-west-2/2026/03/09/')).toEqual([
      { level: 'unknown' },
      { level: 'awslogs' },
      ...tail,
    ]);
    expect(walk('AWSLogs/o-a1b2/111122223333/CloudTrail/eu-west-2/2026/03/09/')).toEqual([
      { level: 'awslogs' },
      { level: 'org', orgId: 'o-a1b2' },
      ...tail.map((place) => ({ orgId: 'o-a1b2', ...place })),
    ]);
  });

  test.each([
    ['', 'unknown'],
    ['AWSLogs', 'unknown'],
    ['logs/AWSLogs/11112222', 'awslogs'],
    ['AWSLogs/other/', 'unknown'],
    ['AWSLogs/o-a1b2/', 'org'],
    ['AWSLogs/other/o-a1b2/111122223333/', 'account'],
    ['AWSLogs/other/111122223333/Config/', 'service'],
    ['111122223333/', 'unknown'],
    ['111122223333/CloudTrail/', 'service'],
    ['CloudTrail/eu-west-2/2026/', 'year'],
    ['CloudTrail/AWSLogs/', 'awslogs'],
    ['AWSLogs/111122223333/CloudTrail/eu-west-2/2026/13/', 'unknown'],
    ['AWSLogs/111122223333/CloudTrail/eu-west-2/2026/03/09/extra/', 'day'],
    ['AWSLogs/copy/AWSLogs/111122223333/', 'account'],
  ])('%s is %s', (prefix, level) => {
    expect(parseTrailPrefix(prefix).level).toBe(level);
  });

  test('folders between AWSLogs and the account leave account, organisation and service as they are', () => {
    expect(parseTrailPrefix('AWSLogs/prod/o-a1b2/111122223333/CloudTrail/eu-west-2/2026/')).toEqual({
      level: 'year',
      orgId: 'o-a1b2',
      accountId: '111122223333',
      service: 'CloudTrail',
      region: 'eu-west-2',
      year: 2026,
    });
  });
});
