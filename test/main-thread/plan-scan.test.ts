import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeliveryDays } from '../../src/main-thread/delivery-gaps.js';
import { planScan, SpreadSample, type ForecastOptions } from '../../src/main-thread/plan-scan.js';
import { scan } from '../../src/main-thread/scan.js';
import { DAY, parseInstant } from '../../src/model/time.js';
import { forecastLines } from '../../src/output/forecast-text.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { s3Writer } from '../../src/simulate/s3-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { createBucket, startS3Server, type S3Server } from '../support/s3-server.js';
import { temporaryFolder } from '../support/temporary.js';
import { startLoopback } from '../source/loopback-server.js';

const ORGANISATION = { days: 12, identities: 8, seed: 5, accounts: 3, regions: 2 } as const;
const START = parseInstant('2026-01-05T00:00:00Z')!;

const folder = temporaryFolder();
let server: S3Server;
beforeAll(async () => {
  await simulate(ORGANISATION, directoryWriter(folder), new AbortController().signal);
  // Its content would say that it is none of CloudTrail's, which no plan can know.
  rmSync(join(folder, 'labels.json'));
  writeFileSync(join(folder, 'empty.json'), '');
  writeFileSync(join(folder, 'picture.png'), 'x');
  writeFileSync(join(folder, 'cloudtrail-2025.zip'), 'x');
  server = await startS3Server();
  await createBucket('trail', server.options);
  await simulate(
    { ...ORGANISATION, days: 4 },
    s3Writer('s3://trail/logs', server.options),
    new AbortController().signal,
  );
});
afterAll(() => server.close());

describe('what a plan says is read is what a scan reads', () => {
  const choices: [string, Partial<ForecastOptions>][] = [
    ['everything', {}],
    ['a range of time', { from: START + 4 * DAY, to: START + 6 * DAY, warmup: DAY, deliverySlack: 3600 }],
    ['one account', { accounts: ['111122223333'] }],
    ['one region', { regions: ['eu-west-1'] }],
    ['one part', { partition: { part: 2, of: 3 } }],
  ];
  test.each(choices)('of a folder: %s', async (_, choice) => {
    const options = { sources: [folder], threads: 1, ...choice };
    const forecast = await planScan({ ...options, sample: 0 });
    const state =
      choice.partition === undefined ? {} : { state: temporaryFolder(), hashKey: 'ab'.repeat(16) };
    await using run = await scan({ ...options, ...state });
    const { coverage } = run;
    expect(forecast.toRead).toEqual({ objects: coverage.read, bytes: coverage.bytes });
    expect(forecast.toRead.objects).toBeGreaterThan(0);
    expect(forecast.listed).toBe(coverage.listed);
    expect(forecast.failing).toEqual(coverage.failed);
    expect(forecast.skipped).toEqual(coverage.skipped);
    expect(forecast.foldersNotEntered).toEqual(coverage.foldersNotEntered);
    expect(forecast.complete).toBe(run.complete);
    expect(forecast.requests).toEqual({ list: 0, get: 0 });
    expect(forecast.estimate).toBeNull();
  });

  test('of a bucket, with the requests of a scan', async () => {
    const options = { sources: ['s3://trail/logs'], s3: server.options, threads: 1 };
    const sent = (): { list: number; get: number } => {
      const list = server.requests.filter((one) => one.includes('list-type=2')).length;
      return { list, get: server.requests.filter((one) => one.startsWith('GET ')).length - list };
    };
    const before = sent();
    const forecast = await planScan({ ...options, sample: 0 });
    const planned = sent();
    expect(planned).toEqual({ list: before.list + forecast.requests.list, get: before.get });
    await using run = await scan(options);
    const scanned = sent();
    expect({ list: scanned.list - planned.list, get: scanned.get - planned.get }).toEqual(forecast.requests);
    expect(forecast.toRead.objects).toBe(run.coverage.read);
    expect(forecast.price.total).toBeCloseTo(
      forecast.requests.list * 5e-6 + forecast.requests.get * 4e-7,
      12,
    );
    expect(forecastLines(forecast).join('\n')).toMatch(
      / LIST and \d+ GET, \$0\.\d{4} at \$0\.005 per 1,000 LIST and \$0\.0004 per 1,000 GET \(S3 Standard, us-east-1/,
    );
  });

  test('with a sample, which is all that it reads, the time is estimated', async () => {
    const forecast = await planScan({ sources: [folder], threads: 1, sample: 5 });
    expect(forecast.estimate!.sample.objects % 5).toBe(0);
    expect(forecast.estimate!.sample.seconds).toBeGreaterThan(0);
    expect(forecast.estimate!.seconds).toBeGreaterThan(0);
    expect(forecastLines(forecast).join('\n')).toMatch(/a scan from here reads for about \d+ s/);
  });
});

test('objects in an archive of S3 are counted apart, and make a scan incomplete', async () => {
  const name = (day: string, region = 'us-east-1'): string =>
    `AWSLogs/111122223333/CloudTrail/${region}/2026/03/${day}/111122223333_CloudTrail_${region}_202603${day}T1000Z_a.json.gz`;
  const classes = ['STANDARD', 'GLACIER', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING', 'GLACIER_IR', ''];
  const contents = classes.map(
    (one, n) =>
      `<Contents><Key>${name(`0${n + 1}`)}</Key><Size>100</Size><ETag>"e"</ETag>${one === '' ? '' : `<StorageClass>${one}</StorageClass>`}</Contents>`,
  );
  const loopback = await startLoopback((_, response) => {
    response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`);
  });
  const s3 = loopback.options;
  const sources = ['s3://trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/'];
  try {
    const forecast = await planScan({ sources, s3, sample: 0 });
    expect(forecast).toMatchObject({
      listed: 6,
      toRead: { objects: 4, bytes: 400 },
      archived: { objects: 2, bytes: 200 },
      perhapsArchived: { objects: 1, bytes: 100 },
      storageClasses: { GLACIER: 1, DEEP_ARCHIVE: 1, INTELLIGENT_TIERING: 1, GLACIER_IR: 1 },
      requests: { get: 6 },
      complete: false,
    });
    const text = forecastLines(forecast).join('\n');
    expect(text).toMatch(/incomplete: 2 \(0\.0 MB\) in GLACIER or DEEP_ARCHIVE/);
    expect(text).toContain('1 GLACIER_IR');
  } finally {
    await loopback.close();
  }
});

describe('gaps', () => {
  const at = (day: number): number => START + day * DAY + 3600;
  const asked = { accounts: [], regions: [], from: undefined, to: undefined };

  test('are days, accounts and regions without objects', () => {
    const days = new DeliveryDays();
    for (const day of [0, 1, 4, 5]) days.note('111122223333', 'eu-west-1', at(day));
    for (const day of [0, 5]) days.note('444455556666', 'us-east-1', at(day));
    const gaps = days.gaps({ ...asked, accounts: ['111122223333', '777788889999'], regions: ['ap-south-1'] });
    expect(gaps).toEqual({
      from: '2026-01-05',
      to: '2026-01-10',
      days: ['2026-01-07', '2026-01-08'],
      daysTotal: 2,
      accounts: ['777788889999'],
      regions: ['ap-south-1'],
      partly: [{ account: '444455556666', region: 'us-east-1', days: 2, first: '2026-01-06' }],
      partlyTotal: 1,
    });
    const wider = days.gaps({ ...asked, from: START - DAY, to: START + 8 * DAY });
    expect(wider.days).toEqual(['2026-01-04', '2026-01-07', '2026-01-08', '2026-01-11', '2026-01-12']);
  });

  test('cannot be told where no object says when it was delivered', () => {
    expect(new DeliveryDays().gaps({ ...asked, from: START, to: START + DAY })).toMatchObject({
      from: null,
      daysTotal: 0,
    });
  });
});

test('a sample is spread over the whole stream, and as large as asked for where there is enough', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.nat({ max: 3000 }), (most, length) => {
      const sample = new SpreadSample<number>(most);
      for (let n = 0; n < length; n++) sample.add(n);
      const chosen = sample.chosen();
      expect(chosen).toHaveLength(Math.min(most, length));
      expect(new Set(chosen).size).toBe(chosen.length);
      const ends = [-1, ...chosen, length];
      for (const [index, end] of ends.slice(1).entries()) {
        if (most > 0) expect(end - ends[index]!).toBeLessThanOrEqual(Math.ceil((4 * length) / most) + 1);
      }
    }),
  );
});
