import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseInstant } from '../../src/model/time.js';
import { Progress } from '../../src/main-thread/progress.js';
import { scan } from '../../src/main-thread/scan.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import type { Labels } from '../../src/simulate/labels.js';
import { simulate } from '../../src/simulate/simulate.js';
import { retrievalRecord } from '../support/plain-record.js';
import { expectCoverageAddsUp, scanResult, scanTo, type RunOutput } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

const organisation = temporaryFolder();
let labels: Labels;
let whole: RunOutput;

const objectsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/CloudTrail\/.*\.json\.gz$/.test(name))
    .sort();

beforeAll(async () => {
  ({ labels } = await simulate(
    { days: 10, identities: 10, seed: 11, thefts: 4, noise: 1 },
    directoryWriter(organisation),
  ));
  rmSync(join(organisation, 'labels.json')); // JSON beside a trail is read, too
  whole = await scanTo({ sources: [organisation], threads: 2, shards: 3 });
});

test('counts what the labels state, for every identity', () => {
  const counted = new Map<string, { retrievals: number; failures: number }>();
  for (const line of whole.buckets.trimEnd().split('\n')) {
    const bucket = JSON.parse(line) as {
      identity: string;
      retrievals: number;
      failures: number;
      estimated: boolean;
    };
    const sum = counted.get(bucket.identity) ?? { retrievals: 0, failures: 0 };
    counted.set(bucket.identity, {
      retrievals: sum.retrievals + (bucket.estimated ? 0 : bucket.retrievals),
      failures: sum.failures + bucket.failures,
    });
  }
  for (const identity of labels.identities.filter((one) => one.batchCalls === 0)) {
    expect(counted.get(identity.key), identity.key).toEqual({
      retrievals: identity.retrievals,
      failures: identity.failures,
    });
  }
  expect(whole.run.totals).toMatchObject({
    retrievals: labels.totals.retrievals,
    failures: labels.totals.failures,
  });
  expect(whole.run.coverage).toMatchObject({
    listed: objectsIn(organisation).length,
    decoded: labels.totals.objects,
    inflatedBytes: labels.totals.inflatedBytes,
  });
  expect(whole.run.complete).toBe(true);
});

test('finds thefts, and its signals have the documented form', () => {
  expect(whole.run.signals.length).toBeGreaterThan(0);
  for (const signal of whole.run.signals) {
    expect(Object.keys(signal)).toEqual([
      'id',
      'rule',
      'status',
      'reasons',
      'identity',
      'identities',
      'start',
      'end',
      'observed',
      'analyses',
      'pValue',
      'estimated',
      'suppressed',
      'evidence',
      'classification',
      'message',
    ]);
    expect(signal.id).toMatch(/^[0-9a-f]{16}$/);
    expect(parseInstant(signal.start)! < parseInstant(signal.end)!).toBe(true);
    expect(signal.classification).toEqual({ tactic: 'TA0006', technique: 'T1555' });
  }
});

describe('the results are the same to the byte', () => {
  test.each([
    [1, 1],
    [1, 4],
    [3, 2],
    [2, 17],
  ])('with %i decode threads and %i shards', async (threads, shards) => {
    const again = await scanTo({ sources: [organisation], threads, shards });
    expect(again.buckets).toBe(whole.buckets);
    expect(again.signals).toBe(whole.signals);
  });

  test('when a second trail delivers everything again under other names', async () => {
    const copy = temporaryFolder();
    cpSync(organisation, join(copy, 'second-trail'), { recursive: true });
    const both = await scanTo({ sources: [organisation, copy, organisation], threads: 2, shards: 2 });
    expect(both.run.coverage.listed).toBe(3 * whole.run.coverage.listed);
    expect(both.buckets).toBe(whole.buckets);
    expect(both.signals).toBe(whole.signals);
  });

  test('from a flat folder without the layout', async () => {
    const flat = temporaryFolder();
    for (const [index, name] of objectsIn(organisation).entries()) {
      cpSync(join(organisation, name), join(flat, `${objectsIn.length}-${index}.json.gz`));
    }
    const again = await scanTo({ sources: [flat], threads: 1, shards: 2 });
    expect(again.buckets).toBe(whole.buckets);
    expect(again.signals).toBe(whole.signals);
  });
});

test('from and to select event times, and only the days that may hold them are listed', async () => {
  const from = parseInstant(labels.start)! + 5 * 86_400;
  const to = from + 86_400;
  const day = await scanTo({
    sources: [organisation],
    from,
    to,
    warmup: 86_400,
    deliverySlack: 86_400,
    shards: 1,
  });
  const expected = whole.buckets.split('\n').filter((line) => {
    const bucket = line === '' ? 0 : (JSON.parse(line) as { bucket: number }).bucket;
    return bucket >= from && bucket < to;
  });
  expect(day.buckets).toBe(`${expected.join('\n')}\n`);
  expect(day.run.coverage.listed).toBeLessThan(whole.run.coverage.listed / 2);
});

test('accounts and regions limit what is read', async () => {
  const account = labels.identities[0]!.accountId;
  const narrow = await scanTo({ sources: [organisation], accounts: [account], shards: 1 });
  expect(narrow.run.coverage.listed).toBe(
    objectsIn(organisation).filter((name) => name.includes(`/${account}_`)).length,
  );
  expect(narrow.run.totals.retrievals).toBeLessThan(whole.run.totals.retrievals);
});

test('damaged objects are counted by reason, and all others still count', async () => {
  const damaged = temporaryFolder();
  cpSync(organisation, damaged, { recursive: true });
  const [first, second, third] = objectsIn(damaged);
  const into = (name: string): string => join(damaged, dirname(first!), name);
  const name = (id: string): string =>
    /^\d+_CloudTrail_[^_]+_\d{8}T\d{4}Z_/.exec(first!.split('/').at(-1)!)![0] + `${id}.json.gz`;
  writeFileSync(into(name('truncated0000000')), gzipSync('{"Records":[]}').subarray(0, 20));
  writeFileSync(into(name('notgzipped000000')), 'no JSON at all');
  writeFileSync(into(name('empty00000000000')), '');
  rmSync(join(damaged, second!));
  mkdirSync(join(damaged, second!)); // a folder is no object, even with the name of one
  rmSync(join(damaged, third!));
  cpSync(join(organisation, third!), join(damaged, third!));
  const again = await scanTo({ sources: [damaged], threads: 2, shards: 2 });
  expect(again.run.complete).toBe(false);
  expect(again.run.coverage.failed).toEqual({ truncatedGzip: 1, notUnderstood: 1 });
  expect(again.run.coverage.skipped).toEqual({ empty: 1 });
  expect(again.run.failures.map(({ uri, reason }) => [uri.split('_').at(-1), reason])).toEqual([
    ['notgzipped000000.json.gz', 'notUnderstood'],
    ['truncated0000000.json.gz', 'truncatedGzip'],
  ]);
});

test('a trail without read events gives a warning', async () => {
  const folder = temporaryFolder();
  const record = {
    eventName: 'PutSecretValue',
    eventSource: 'secretsmanager.amazonaws.com',
    readOnly: false,
  };
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ Records: [record] }));
  const run = await scanResult({ sources: [folder], shards: 1, threads: 1 });
  expect(run.warnings.join()).toMatch(/write events only/);
});

test('an aborted run rejects with the reason', async () => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const progress = new Progress();
  const running = scanResult({
    sources: [organisation],
    threads: 1,
    shards: 1,
    signal: controller.signal,
    progress,
  });
  const timer = setInterval(() => {
    if (progress.finished > 0) controller.abort(reason);
  }, 1);
  await expect(running).rejects.toBe(reason);
  clearInterval(timer);
});

test.each([
  [{ sources: [] }, /no source/],
  [{ sources: ['/nowhere/at/all'] }, /nowhere/],
  [{ sources: ['.'], from: 10, to: 10 }, /must lie before/],
  [{ sources: ['.'], shards: 65 }, /from 1 to 64/],
  [{ sources: ['.'], threads: 0 }, /threads must be/],
  [{ sources: ['.'], partition: { part: 1, of: 2 } }, /needs a state directory/],
  [{ sources: ['ftp://x'] }, /ftp/],
])('bad options are refused: %j', async (options, message) => {
  await expect(scan(options)).rejects.toThrow(message);
  await expect(scan(options)).rejects.toHaveProperty('code', expect.stringMatching(/^E_/));
});

test('coverage of a run without objects adds up too', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'logo.png'), 'no trail');
  const run = await scanResult({ sources: [folder], shards: 1, threads: 1 });
  expectCoverageAddsUp(run.coverage);
  expect(run.coverage.skipped).toEqual({ notCloudTrail: 1 });
  expect(run.signals).toEqual([]);
});

test('what names are the reason to leave out is told with an example, and is never called complete alone', async () => {
  const folder = temporaryFolder();
  const elb = join(folder, 'AWSLogs/111122223333/elasticloadbalancing');
  mkdirSync(elb, { recursive: true });
  writeFileSync(join(elb, 'a.log.gz'), 'x');
  writeFileSync(join(folder, '._a.json.gz'), 'x');
  writeFileSync(join(folder, 'march.zip'), 'x');
  const run = await scanResult({ sources: [folder], shards: 1, threads: 1, to: 1_000_000 });
  expect(run.coverage).toMatchObject({
    listed: 2,
    skipped: { archive: 1, appleDouble: 1 },
    foldersNotEntered: { otherService: 1 },
  });
  expect(run.complete).toBe(false);
  const warnings = run.warnings.join();
  expect(warnings).toContain('nothing was read');
  expect(warnings).toContain('march.zip');
  expect(warnings).not.toContain('--from');
  expect(run.notes.join()).toMatch(
    /1 folder \(logs of other AWS services, such as file:.*elasticloadbalancing\/\)/,
  );
});

test('an archive under a name of CloudTrail is missing, whatever else was read', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.json'), '{"Records":[]}');
  writeFileSync(join(folder, '111122223333_CloudTrail_eu-central-1_20260310T1305Z_abc.zip'), 'x');
  const run = await scanResult({ sources: [folder], shards: 1, threads: 1 });
  expect(run.coverage).toMatchObject({ listed: 2, read: 1, decoded: 1, failed: { archive: 1 } });
  expect(run.complete).toBe(false);
  expect(run.failures[0]!.detail).toContain('unpack it');
});

test('what was delivered late is read within the slack, and told beyond it', async () => {
  const folder = temporaryFolder();
  const day = join(folder, 'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03');
  const to = Date.UTC(2026, 2, 11) / 1000;
  const record = (eventID: string) => ({ ...retrievalRecord(eventID), eventTime: '2026-03-10T13:00:00Z' });
  const put = (name: string, ...records: object[]): void => {
    mkdirSync(join(day, name.slice(0, 2)), { recursive: true });
    const object = `111122223333_CloudTrail_eu-central-1_202603${name}Z_abc.json`;
    writeFileSync(join(day, name.slice(0, 2), object), JSON.stringify({ Records: records }));
  };
  put('10T1305', record('a'));
  put('12T0105', record('b'));
  put('14T0000', record('c'));
  put('20T0000', record('d'));
  const retrievals = async (deliverySlack?: number) => {
    const run = await scanResult({
      sources: [folder],
      shards: 1,
      threads: 1,
      to,
      ...(deliverySlack !== undefined && { deliverySlack }),
    });
    return { found: run.totals.retrievals, notes: run.notes.join() };
  };
  const usual = await retrievals();
  expect(usual.found).toBe(2);
  expect(usual.notes).toContain('2 folders delivered after 2026-03-14T00:00:00Z');
  expect(await retrievals(10 * 86_400)).toEqual({ found: 4, notes: '' });
  const { found, notes } = await retrievals(86_400 + 3600);
  expect(found).toBe(1);
  expect(notes).toContain('1 object and 2 folders delivered after 2026-03-12T01:00:00Z');
});

test('a large object between small ones does not block the run', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.json'), '{"Records":[]}');
  writeFileSync(join(folder, 'b.json'), `{"Records":[],"pad":"${'x'.repeat(40 << 20)}"}`);
  writeFileSync(join(folder, 'c.json'), '{"Records":[]}');
  const run = await scanResult({ sources: [folder], shards: 1, threads: 1 });
  expect(run.coverage).toMatchObject({ listed: 3, decoded: 3 });
});

test('a run in which no object was wanted gives a warning', async () => {
  const run = await scanResult({ sources: [organisation], accounts: ['000000000000'], shards: 1 });
  expect(run.coverage.decoded).toBe(0);
  expect(run.warnings.join()).toMatch(/nothing was read/);
});

test('an abort after reading ends the run too', async () => {
  const [controller, reason] = [new AbortController(), new Error('enough')];
  const progress = new Progress();
  let phase = progress.phase;
  Object.defineProperty(progress, 'phase', {
    get: () => phase,
    set: (next: Progress['phase']) => {
      phase = next;
      if (next === 'evaluating') controller.abort(reason);
    },
  });
  const { signal } = controller;
  await expect(scanResult({ sources: [organisation], shards: 1, signal, progress })).rejects.toBe(reason);
  expect(phase).toBe('evaluating');
});
