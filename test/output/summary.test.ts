import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { MAX_TIME } from '../../src/model/time.js';
import { VERSION } from '../../src/model/version.js';
import { summaryOf } from '../../src/output/summary.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { MADE_SETTINGS, madeRun } from './made-run.js';

const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));

test('summary.json has its documented fields, all of which JSON can hold', () => {
  const summary = summaryOf(madeRun({ warnings: ['a warning'] }), ['scan', 's3://trail']);
  expect(plain(summary)).toEqual({
    runId: '0b9d3c52-3f6e-4c1d-9a55-0e6a3d0c7f11',
    started: '2026-03-03T01:06:40Z',
    version: VERSION,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    arguments: ['scan', 's3://trail'],
    settings: {
      ...MADE_SETTINGS,
      from: '2026-03-01T00:00:00Z',
      rules: [
        {
          id: 'rule',
          sha256: createHash('sha256').update('{"id":"rule"}').digest('hex'),
          text: '{"id":"rule"}',
        },
      ],
    },
    requests: { retried: 0, throttled: 0 },
    sources: ['s3://trail'],
    identity: 'arn',
    range: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
    evaluated: true,
    complete: false,
    missingSlices: [],
    warnings: ['a warning'],
    notes: [],
    signals: 1,
    suppressedSignals: 0,
    infoSignals: 0,
    suppressions: [],
    explained: { signals: 1, incomplete: 0, objects: 3, failed: 0, bytes: 4096, seconds: 0.25 },
    judged: {
      byHistory: { identities: 0, retrievals: 0, hours: 0 },
      byPriors: { identities: 0, retrievals: 0, hours: 0 },
      notJudged: { identities: 0, retrievals: 0, hours: 0 },
    },
    rules: [
      {
        id: 'rule',
        name: 'Rule',
        classification: { tactic: 'TA0006', technique: 'T1555' },
        counts: {
          item: { one: 'secret', many: 'secrets' },
          event: { one: 'retrieval', many: 'retrievals' },
          family: 'secretsmanager',
          query: BUILT_IN_RULE.events.query,
        },
        settings: {
          method: 'anomaly_detection',
          aggregation: 'cardinality',
          bucketDuration: 300,
          learningDuration: 86_400,
          detectionTolerance: 3,
          evaluationWindow: 1800,
          keepAlive: 3600,
          maxSignalDuration: 86_400,
          minimumExcess: 10,
          windows: [1800, 21_600, 86_400],
          analyses: [...BUILT_IN_RULE.analyses],
          graded: true,
          severity: {},
        },
        signals: 1,
        infoSignals: 0,
        retrievals: 120,
        failures: 2,
        identities: 3,
        judged: {
          byHistory: { identities: 0, retrievals: 0, hours: 0 },
          byPriors: { identities: 0, retrievals: 0, hours: 0 },
          notJudged: { identities: 0, retrievals: 0, hours: 0 },
        },
      },
    ],
    coverage: {
      listed: 10,
      alreadyProcessed: 0,
      read: 8,
      decoded: 7,
      failed: { corruptGzip: 1 },
      skipped: { digest: 2 },
      foldersNotEntered: { otherService: 1 },
      bytes: 4_000_000,
      inflatedBytes: 40_000_000,
      matched: 0,
      context: 0,
      dropped: {},
      readOnlyObjects: 0,
      fallbackObjects: 0,
      understoodObjects: 0,
      unknown: 0,
      verifiedObjects: 0,
      changedObjects: 0,
      failedTotal: 1,
      skippedTotal: 2,
      retrievals: 120,
      failures: 2,
      identities: 3,
    },
    failedObjects: [{ uri: 's3://trail/broken.json.gz', reason: 'corruptGzip', detail: 'bad block' }],
    integrity: null,
    gaps: {
      total: 1,
      list: [
        {
          kind: 'failed',
          account: '111122223333',
          region: 'us-east-1',
          from: '1970-01-01T01:00:00Z',
          to: '1970-01-01T02:00:00Z',
          amount: 1,
        },
      ],
    },
    throughput: {
      readingSeconds: 2,
      totalSeconds: 3,
      objectsPerSecond: 4,
      compressedMBPerSecond: 2,
      inflatedMBPerSecond: 20,
    },
    threads: { decode: 2, shards: 1, shardRestarts: 0 },
    decoder: 'wasm',
    timings: {
      threadSeconds: {
        read: 0.5,
        inflate: 1,
        search: 0.5,
        extract: 0.25,
        route: 0.25,
        fetch: 0,
        decodeRest: 0.1,
        ingest: 0.4,
        snapshot: 0,
        evaluate: 0,
        main: 1,
      },
      processCpuSeconds: 4,
    },
    memory: { peakBytes: 123_456_789, stateBytes: 1000, cells: 9 },
    latency: {
      inflate: { unit: 'us', count: 1, mean: 1500, p50: 1500, p90: 1500, p99: 1500, p999: 1500, max: 1500 },
    },
    errorBounds: { exactUpTo: 256, relativeStandardErrorBeyond: 0.01681, setsBeyond: 0 },
  });
});

test('an open range is null, and a run of no time has no infinite rates', () => {
  const summary = summaryOf(
    madeRun({ range: { from: 0, to: MAX_TIME }, seconds: { reading: 0, total: 0 } }),
    [],
  );
  expect(summary).toMatchObject({ range: { from: null, to: null } });
  // JSON has no Infinity: it would become null.
  expect(plain(summary)).toEqual(summary);
});
