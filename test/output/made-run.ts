import { LatencyRecorder } from '../../src/metrics/latency.js';
import type { Activity } from '../../src/model/activity.js';
import { emptyCoverage } from '../../src/model/coverage.js';
import type { Integrity } from '../../src/model/integrity.js';
import type { Evidence, Signal } from '../../src/model/signal.js';
import type { SignalEvidence } from '../../src/model/signal-evidence.js';
import { NOTHING_JUDGED } from '../../src/model/judged.js';
import { MAX_TIME } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { subjectOf } from '../../src/rule/rule-subject.js';
import type { RuleResult } from '../../src/main-thread/result.js';
import type { RunSettings } from '../../src/main-thread/run-settings.js';
import type { OutputRun } from '../../src/output/formats/output-format.js';

/** A signal with every field filled. */
export function madeSignal(fields: Partial<Signal> = {}, key = 'arn:aws:iam::111122223333:user/ann'): Signal {
  return {
    id: '0123456789abcdef',
    rule: { id: 'rule', name: 'Rule' },
    status: 'high',
    reasons: [],
    identities: [key],
    identity: { key, arn: key, type: 'IAMUser', accountId: '111122223333' },
    start: '2026-03-01T12:00:00Z',
    end: '2026-03-01T12:30:00Z',
    observed: { retrievals: 31, failures: 2, distinctSecrets: 29, newSecrets: 1 },
    pValue: 2.5e-9,
    analyses: [{ kind: 'volume', windowSeconds: 1800, observed: 31, upperBound: 4, pValue: 2.5e-9 }],
    estimated: false,
    suppressed: null,
    evidence: {
      secrets: ['us-east-1:111122223333:fresh', 'us-east-1:111122223333:known'],
      newSecrets: ['us-east-1:111122223333:fresh'],
      newOrigins: ['203.0.113.0/24|boto3'],
      strangeNetworks: [],
      accounts: ['111122223333'],
      regions: ['us-east-1'],
    },
    classification: { tactic: 'TA0006', technique: 'T1555' },
    message: 'Rotate the secrets.',
    ...fields,
  };
}

/** What a run found by the built-in rule, under the id that made signals have. */
export const MADE_RULE: RuleResult = {
  rule: { ...BUILT_IN_RULE, id: 'rule', name: 'Rule' },
  subject: subjectOf(BUILT_IN_RULE.events),
  judged: NOTHING_JUDGED,
  signals: [madeSignal()],
  infoSignals: 0,
  totals: {
    identities: 3,
    cells: 9,
    retrievals: 120,
    failures: 2,
    sketches: 0,
    sessions: 0,
    firstBucket: 5_908_000,
    lastBucket: 5_908_100,
    bytes: 1000,
  },
  range: { from: 1_772_323_200, to: 1_772_409_600 },
};

/** What a scan with no options was asked to do. */
export const MADE_SETTINGS: RunSettings = {
  command: 'scan',
  directory: '/home/ann',
  sources: ['s3://trail'],
  states: [],
  list: null,
  from: 1_772_323_200,
  to: null,
  warmup: 1_209_600,
  deliverySlack: 259_200,
  identity: 'arn',
  accounts: [],
  regions: [],
  partition: null,
  state: null,
  threads: 2,
  fetch: 'main',
  shards: 1,
  explain: 50,
  showInfo: false,
  verifyDecoder: 0,
  verify: null,
  s3: {},
  environment: {},
  rules: [{ id: 'rule', json: { id: 'rule' } }],
  suppressions: [],
};

/** What --verify finds in a trail of which a log is missing and a digest follows none. @param text in place of names */
export function madeIntegrity(text?: string): Integrity {
  const digest = 'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/03/01/111122223333_x.json.gz';
  const place = { account: '111122223333', region: 'us-east-1', from: 1_772_359_200, to: 1_772_362_800 };
  return {
    intact: false,
    digests: { read: 24, signed: 23, unchecked: 0, starting: 1, backfill: 0 },
    logs: { named: 120, verified: 118, unproven: 0, recent: 0, withoutDigest: 0, unread: 0 },
    found: { missingLog: 1, brokenLink: 1 },
    findings: [
      {
        ...place,
        kind: 'missingLog',
        uri: text ?? 's3://trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/gone.json.gz',
        detail: 'a digest names it, and it is not there',
      },
      {
        ...place,
        kind: 'brokenLink',
        uri: text ?? `s3://trail/${digest}`,
        detail: text ?? `it names ${digest} as the one before, not team-a/${digest}`,
      },
    ],
  };
}

/** One line of `buckets.ndjson`. */
export function madeBucket(identity: string, rule = 'rule'): string {
  const counts = { retrievals: 31, failures: 2, distinctSecrets: 29, estimated: false };
  return `${JSON.stringify({ rule, identity, bucket: 1_772_366_400, ...counts })}\n`;
}

/** What was counted over time by the rules of some signals: three steps of everything, two of each identity. */
export function madeActivity(signals: readonly Signal[]): Activity[] {
  const from = 1_772_323_200;
  const steps = {
    from,
    seconds: 300,
    steps: [0, 144],
    retrievals: [2, 31],
    failures: [0, 2],
    newItems: [1, 1],
  };
  const all = { from, seconds: 86_400, steps: [0, 1, 3], retrievals: [80, 30, 10], failures: [0, 2, 0] };
  return [...new Set(signals.map(({ rule }) => rule.id))].flatMap((rule): Activity[] => [
    { kind: 'rule', rule, all: { ...all, newItems: null }, active: [3, 2, 1] },
    ...signals
      .filter((one) => one.rule.id === rule)
      .map(({ identities }) => ({ kind: 'identities' as const, rule, identities, own: steps, role: null })),
  ]);
}

/** A finished run of 10 objects in two seconds, one failed and two skipped, with the buckets of two identities. */
export function madeRun(fields: Partial<OutputRun> = {}): OutputRun {
  const latency = new LatencyRecorder();
  latency.record('inflate', 1.5);
  return {
    runId: '0b9d3c52-3f6e-4c1d-9a55-0e6a3d0c7f11',
    startedAt: 1_772_500_000,
    settings: MADE_SETTINGS,
    requests: { retried: 0, throttled: 0 },
    evaluated: true,
    sources: ['s3://trail'],
    identityMode: 'arn',
    judged: NOTHING_JUDGED,
    integrity: null,
    missingSlices: [],
    gaps: [{ kind: 'failed', account: '111122223333', region: 'us-east-1', from: 3600, to: 7200, amount: 1 }],
    infoSignals: 0,
    rules: [MADE_RULE],
    signals: [madeSignal()],
    evidence: [madeEvidence(madeSignal())],
    explains: true,
    explained: { signals: 1, incomplete: 0, objects: 3, failed: 0, bytes: 4096, seconds: 0.25 },
    coverage: {
      ...emptyCoverage(),
      listed: 10,
      read: 8,
      decoded: 7,
      failed: { corruptGzip: 1 },
      skipped: { digest: 2 },
      foldersNotEntered: { otherService: 1 },
      bytes: 4_000_000,
      inflatedBytes: 40_000_000,
    },
    suppressions: [],
    failures: [{ uri: 's3://trail/broken.json.gz', reason: 'corruptGzip', detail: 'bad block' }],
    lost: [{ uri: 's3://trail/broken.json.gz', reason: 'corruptGzip', detail: 'bad block' }],
    totals: MADE_RULE.totals,
    latency,
    timings: {
      decoder: 'wasm',
      fastPathUnavailable: null,
      seconds: {
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
    warnings: [],
    notes: [],
    complete: false,
    range: { from: 1_772_323_200, to: 1_772_409_600 },
    seconds: { reading: 2, total: 3 },
    threads: { decode: 2, shards: 1, shardRestarts: 0 },
    peakMemory: 123_456_789,
    // eslint-disable-next-line @typescript-eslint/require-await -- as a run gives them
    async *buckets() {
      yield { identity: 'a', text: madeBucket('a') };
      yield { identity: 'b', text: madeBucket('b') };
    },
    activity: () => Promise.resolve(madeActivity(fields.signals ?? [madeSignal()])),
    ...fields,
  };
}

/** Evidence of a made signal, with every field filled. @param text in place of every text that comes from records */
export function madeEvidence(signal: Signal, text?: string): SignalEvidence {
  const { id, rule, identity, status, start, end, observed } = signal;
  const key = text ?? 'us-east-1:111122223333:fresh';
  const named = (value: string): string => text ?? value;
  const object = named('s3://trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/object.json.gz');
  return {
    signal: id,
    rule,
    identity: identity.key,
    status,
    start,
    end,
    coverage: { objects: 1, complete: true },
    counts: { retrievals: 31, failures: 2, items: 1, newItems: 1, batchCalls: 0 },
    observed,
    items: [
      {
        key,
        id: named('fresh'),
        arn: named('arn:aws:secretsmanager:us-east-1:111122223333:secret:fresh-AbCdEf'),
        retrievals: 31,
        first: '2026-03-01T12:01:00Z',
        last: '2026-03-01T12:02:00Z',
        isNew: true,
        readers: {
          frequency: 'RARE',
          identities: 1,
          days: 2,
          names: [named('arn:aws:iam::111122223333:user/bob')],
        },
      },
    ],
    origins: [
      {
        address: named('203.0.113.9'),
        addressKind: 'public',
        userAgent: named('Boto3/1.34.0'),
        origin: named('203.0.113.0/24|boto3'),
        vpcEndpoint: '',
        retrievals: 31,
        failures: 2,
        first: '2026-03-01T12:01:00Z',
        last: '2026-03-01T12:02:00Z',
        items: [0],
        newItems: 1,
        accessKeys: [named('AKIAIOSFODNN7EXAMPLE')],
        regions: [named('us-east-1')],
        firstSeen: '2026-03-01T12:01:00Z',
        isNew: true,
        others: 0,
      },
    ],
    moreOrigins: 0,
    accounts: [{ value: named('111122223333'), count: 33 }],
    regions: [{ value: named('us-east-1'), count: 33 }],
    errors: [{ value: named('AccessDenied'), count: 2 }],
    accessKeys: [
      {
        id: named('AKIAIOSFODNN7EXAMPLE'),
        kind: 'long-term',
        count: 33,
        first: '2026-03-01T12:01:00Z',
        last: '2026-03-01T12:02:00Z',
        addresses: 1,
      },
    ],
    sessions: [
      {
        arn: identity.arn,
        type: identity.type,
        issuer: named('arn:aws:iam::111122223333:role/deploy'),
        created: '2026-03-01T11:00:00Z',
        mfa: false,
        count: 33,
        assumedBy: {
          eventID: named('assume-1'),
          eventName: named('AssumeRole'),
          time: '2026-03-01T11:00:00Z',
          caller: named('arn:aws:iam::111122223333:user/mallory'),
          address: named('203.0.113.9'),
          userAgent: named('aws-cli/2.17.0'),
          object,
        },
      },
    ],
    records: [
      {
        eventID: named('event-1'),
        time: '2026-03-01T12:01:00Z',
        eventName: named('GetSecretValue'),
        object,
        origin: 0,
        item: 0,
        error: '',
      },
    ],
  };
}

/** A run with `text` wherever a text comes from records, object keys, suppressions or a rule. */
export function runNamed(text: string): OutputRun {
  const evidence: Evidence = {
    secrets: [text, `${text} 2`],
    newSecrets: [text],
    newOrigins: [text],
    strangeNetworks: [text],
    accounts: [text],
    regions: [text],
  };
  const rule = { id: text, name: text };
  const signals = [
    madeSignal({ evidence, suppressed: { by: text }, rule, reasons: [text], message: text }, text),
  ];
  const classification = { tactic: text, technique: text };
  const named = { ...MADE_RULE, rule: { ...MADE_RULE.rule, ...rule, classification }, signals };
  return madeRun({
    // Several rules with signals: only then are they listed, and a choice of them offered.
    rules: [named, { ...named, rule: { ...named.rule, id: `${text} 2` } }],
    signals,
    evidence: signals.map((signal) => madeEvidence(signal, text)),
    sources: [text],
    integrity: madeIntegrity(text),
    failures: [{ uri: `s3://trail/${text}`, reason: 'unreadable', detail: text }],
    lost: [{ uri: `s3://trail/${text}`, reason: 'unreadable', detail: text }],
    warnings: [text],
    suppressions: [{ name: text, enabled: true, forThisRule: true, excludedEvents: 1, suppressedSignals: 1 }],
    // eslint-disable-next-line @typescript-eslint/require-await -- as a run gives them
    async *buckets() {
      yield { identity: text, text: madeBucket(text, text) };
    },
  });
}

/** A run that read nothing. */
export function emptyRun(): OutputRun {
  const { totals, timings } = madeRun();
  const rules = [{ ...MADE_RULE, signals: [], totals: { ...totals, cells: 0, retrievals: 0 } }];
  return madeRun({
    rules,
    signals: [],
    evidence: [],
    explained: null,
    coverage: emptyCoverage(),
    failures: [],
    lost: [],
    totals: { ...totals, identities: 0, cells: 0, retrievals: 0, failures: 0 },
    latency: new LatencyRecorder(),
    timings: { ...timings, decoder: null },
    complete: true,
    range: { from: 0, to: MAX_TIME },
    seconds: { reading: 0, total: 0 },
    async *buckets() {
      // None.
    },
  });
}

/** Texts that an attacker may put into a record. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</code></article><style>*{display:none}</style>',
  '&lt;already&gt; &amp; escaped &#60;',
  '<!-- <base href="https://example.com/">',
  '\u001b[2J\u001b]0;title\u0007',
  'user/\u202egnp.exe',
  '\u0000\r\nsecond line',
  'half \ud800 of a pair',
  '=HYPERLINK("https://example.com","a"),\'b\'',
  "+cmd|' /C calc'!A0",
  '-2+3;=1+1',
  '@SUM(1)',
  '\t=1+1',
  '  ＝1+1',
  '[click](https://example.com) **bold** `code` | column',
  '<!channel> <@U012AB3CD> <https://example.com|link> @here #general',
  'https://example.com/ www.example.com ann@example.com',
  '{{7*7}} ${7*7} %0a %s',
  'back\\slash\\" quote\u2028line\u2029 \u0085end',
  '\u200f\u2067isolate\u061c \u009b31m',
  `a very long name ${'x'.repeat(100_000)}`,
] as const;

/** The same for titles of tests, the long one cut. */
export const HOSTILE_CASES = HOSTILE.map((text) => [text.slice(0, 80), text] as const);
