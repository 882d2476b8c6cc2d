import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateRoleGroup } from '../../src/detect/evaluate.js';
import { thresholdFindings } from '../../src/detect/thresholds.js';
import { NO_ORGANISATION } from '../../src/detect/organisation/organisation.js';
import type { BucketPeriod } from '../../src/detect/period.js';
import { DAY, formatInstant, HOUR } from '../../src/model/time.js';
import type { ProfileView } from '../../src/profile/profile.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import type { ThresholdCase, Rule } from '../../src/rule/rule.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';
import { runs } from '../support/thorough.js';

const MONDAY = 1_772_409_600;
const PERIOD: BucketPeriod = {
  historyFrom: 0,
  from: 0,
  to: 1000,
  windowLength: 6,
  day: 288,
  lookback: 4032,
  learning: 288,
  keepAlive: 2,
  maxSignal: 1e6,
};

const ruleWith = (...thresholdCases: ThresholdCase[]): Rule => ({ ...BUILT_IN_RULE, thresholdCases });
const denied = (fields: Partial<ThresholdCase> = {}): ThresholdCase => ({
  kind: 'denied',
  atLeast: 20,
  window: DAY,
  status: 'info',
  ...fields,
});

/** A view with only what one threshold case counts: the items of each bucket. */
function viewOf(kind: ThresholdCase['kind'], cells: ReadonlyMap<number, readonly number[]>): ProfileView {
  const buckets = Uint32Array.from(cells.keys()).sort();
  const counts = buckets.map((bucket) => cells.get(bucket)!.length);
  const items = Uint32Array.from([...buckets].flatMap((bucket) => [...cells.get(bucket)!]));
  const starts = Uint32Array.of(0, ...counts);
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
  return {
    ...profileView([]),
    ...(kind === 'denied' && { deniedCalls: () => ({ buckets, counts }) }),
    ...(kind === 'matchAllBatch' && { matchAllCalls: () => ({ buckets, counts }) }),
    ...(kind === 'crossAccount' && { foreignSecrets: () => ({ buckets, starts, items, itemCount: 8 }) }),
  };
}

interface PlainSpan {
  start: number;
  end: number;
  observed: number;
}

/** The definition, with every window counted from the start; spans may have any length. */
function spansByDefinition(
  cells: ReadonlyMap<number, readonly number[]>,
  { kind, atLeast }: ThresholdCase,
  length: number,
  period: BucketPeriod,
): PlainSpan[] {
  const spans: PlainSpan[] = [];
  const buckets = [...cells.keys()].sort((a, b) => a - b);
  for (const bucket of buckets.filter((one) => one >= period.historyFrom && one < period.to)) {
    const within = buckets.filter(
      (one) => one > bucket - length && one <= bucket && one >= period.historyFrom,
    );
    const items = within.flatMap((one) => cells.get(one)!);
    const observed = kind === 'crossAccount' ? new Set(items).size : items.length;
    if (observed < atLeast) continue;
    const open = spans.at(-1);
    const start = within.find((one) => one >= (open?.end ?? 0))!;
    if (open !== undefined && start - open.end <= Math.max(length, period.keepAlive)) {
      open.end = bucket + 1;
      open.observed = Math.max(open.observed, observed);
    } else {
      spans.push({ start, end: bucket + 1, observed });
    }
  }
  return spans.filter(({ end }) => end > period.from);
}

test('the findings of every kind agree with the definition', () => {
  const cells = fc
    .array(
      fc.tuple(fc.nat({ max: 120 }), fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 4 })),
      { maxLength: 50 },
    )
    .map((entries) => new Map(entries));
  fc.assert(
    fc.property(
      cells,
      fc.constantFrom('denied', 'matchAllBatch', 'crossAccount'),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 30 }),
      fc.record({
        historyFrom: fc.nat({ max: 20 }),
        from: fc.nat({ max: 60 }),
        to: fc.integer({ min: 60, max: 130 }),
      }),
      (items, kind, atLeast, length, range) => {
        const period = { ...PERIOD, ...range };
        const one: ThresholdCase = { kind, atLeast, window: length * 300, status: 'low' };
        const found = thresholdFindings([viewOf(kind, items)], period, ruleWith(one));
        expect(found.map(({ start, end, result }) => ({ start, end, observed: result.observed }))).toEqual(
          spansByDefinition(items, one, length, period),
        );
        for (const { result, severity } of found) {
          expect(severity).toEqual({ status: 'low' });
          expect(result).toMatchObject({
            kind,
            windowSeconds: length * 300,
            upperBound: atLeast - 1,
            pValue: null,
          });
        }
      },
    ),
    { numRuns: runs(400) },
  );
});

test('activity over days is one finding a day, and a rest below the threshold is none', () => {
  const always = new Map(
    Array.from({ length: 3 * 288 + 5 }, (_, bucket) => [bucket, [0, 1, 2, 3, 4, 5, 6, 7]]),
  );
  for (const kind of ['denied', 'crossAccount'] as const) {
    const one: ThresholdCase = { kind, atLeast: 8, window: DAY, status: 'info' };
    const found = thresholdFindings([viewOf(kind, always)], { ...PERIOD, maxSignal: 288 }, ruleWith(one));
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [0, 288],
      [288, 576],
      [576, 864],
      [864, 869],
    ]);
    const more = thresholdFindings(
      [viewOf('denied', new Map([...always].map(([bucket]) => [bucket, [0]])))],
      { ...PERIOD, maxSignal: 288 },
      ruleWith(denied()),
    );
    expect(more).toHaveLength(3);
  }
});

test('a window longer than the longest signal is one finding', () => {
  const slow = new Map([0, 200, 400, 570].map((bucket) => [bucket, [0, 1, 2, 3, 4]]));
  const found = thresholdFindings(
    [viewOf('denied', slow)],
    { ...PERIOD, maxSignal: 288 },
    ruleWith(denied({ window: 2 * DAY })),
  );
  expect(found.map(({ start, end }) => [start, end])).toEqual([[0, 571]]);
});

test('a secret that is retrieved all day counts as one secret', () => {
  const polled = new Map(Array.from({ length: 900 }, (_, bucket) => [bucket, [3]]));
  expect(
    thresholdFindings(
      [viewOf('crossAccount', polled)],
      PERIOD,
      ruleWith({ ...denied({ kind: 'crossAccount' }), atLeast: 2 }),
    ),
  ).toEqual([]);
});

describe('within an evaluation', () => {
  const theft = MONDAY + 15 * DAY;
  const deniedCalls = (time: number, count: number): TestRetrieval[] =>
    Array.from({ length: count }, (_, n) => ({
      time: time + n,
      secret: `denied-${n}`,
      failed: true,
      denied: true,
    }));
  const stolen = Array.from({ length: 30 }, (_, n) => ({ time: theft + 600 + n, secret: `stolen-${n}` }));
  const first = { time: MONDAY, secret: 'config' };
  const evaluate = (events: TestRetrieval[], rule: Rule) =>
    evaluateRoleGroup([profileView(events)], {
      rule: { ...rule, analyses: ['volume'] },
      range: { from: MONDAY, to: MONDAY + 20 * DAY },
      historyFrom: MONDAY,
      organisation: NO_ORGANISATION,
    });

  test('a burst of denied calls is a signal only where the rule has the threshold case, and needs no history', () => {
    expect(evaluate(deniedCalls(MONDAY + HOUR, 25), BUILT_IN_RULE)).toEqual([]);
    expect(evaluate(deniedCalls(MONDAY + HOUR, 19), ruleWith(denied()))).toEqual([]);
    expect(evaluate(deniedCalls(MONDAY + HOUR, 25), ruleWith(denied({ status: 'low' })))).toMatchObject([
      {
        status: 'low',
        start: formatInstant(MONDAY + HOUR),
        end: formatInstant(MONDAY + HOUR + 300),
        observed: { retrievals: 0, failures: 25 },
        analyses: [{ kind: 'denied', windowSeconds: DAY, observed: 25, upperBound: 19, pValue: null }],
      },
    ]);
  });

  test('it is joined with other findings in the same buckets, and the most severe status is the one of the signal', () => {
    const events = [first, ...deniedCalls(theft, 15), ...stolen, ...deniedCalls(theft + 1200, 15)];
    for (const [status, expected] of [
      ['info', 'medium'],
      ['critical', 'critical'],
    ] as const) {
      const signals = evaluate(events, ruleWith(denied({ status })));
      expect(signals).toMatchObject([
        {
          status: expected,
          start: formatInstant(theft),
          end: formatInstant(theft + 1500),
          observed: { retrievals: 30, failures: 30 },
        },
      ]);
      expect(signals[0]!.analyses.map(({ kind }) => kind).sort()).toEqual(['denied', 'volume']);
    }
  });

  test('of two thresholds of one kind both give their status, and one result remains', () => {
    const rule = ruleWith(denied({ status: 'low' }), denied({ atLeast: 24, window: HOUR, status: 'high' }));
    const statuses = (count: number) => evaluate(deniedCalls(theft, count), rule).map(({ status }) => status);
    expect(statuses(23)).toEqual(['low']);
    expect(statuses(24)).toEqual(['high']);
    expect(evaluate(deniedCalls(theft, 24), rule)[0]!.analyses).toHaveLength(1);
  });
});
