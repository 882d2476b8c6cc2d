import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateRoleGroup } from '../../src/detect/evaluate.js';
import { thresholdCaseSpans } from '../../src/detect/threshold-cases.js';
import { NO_POPULATION } from '../../src/detect/population.js';
import type { BucketScope } from '../../src/detect/scope.js';
import { DAY, formatInstant, HOUR } from '../../src/model/time.js';
import type { ProfileView } from '../../src/profile/profile.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import type { ThresholdCase, Rule } from '../../src/rule/rule.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';

const MONDAY = 1_772_409_600;
const SCOPE: BucketScope = {
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

/** A view of which only what one case counts is known: which things are met in which bucket. */
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

/** The definition, window by window, counted anew in each; signals may be of any length. */
function spansByDefinition(
  cells: ReadonlyMap<number, readonly number[]>,
  { kind, atLeast }: ThresholdCase,
  length: number,
  scope: BucketScope,
): PlainSpan[] {
  const spans: PlainSpan[] = [];
  const buckets = [...cells.keys()].sort((a, b) => a - b);
  for (const bucket of buckets.filter((one) => one >= scope.historyFrom && one < scope.to)) {
    const within = buckets.filter(
      (one) => one > bucket - length && one <= bucket && one >= scope.historyFrom,
    );
    const itemCount = within.flatMap((one) => cells.get(one)!);
    const observed = kind === 'crossAccount' ? new Set(itemCount).size : itemCount.length;
    if (observed < atLeast) continue;
    const open = spans.at(-1);
    const start = within.find((one) => one >= (open?.end ?? 0))!;
    if (open !== undefined && start - open.end <= Math.max(length, scope.keepAlive)) {
      open.end = bucket + 1;
      open.observed = Math.max(open.observed, observed);
    } else {
      spans.push({ start, end: bucket + 1, observed });
    }
  }
  return spans.filter(({ end }) => end > scope.from);
}

test('the spans of every kind are what the definition gives', () => {
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
        const scope = { ...SCOPE, ...range };
        const one: ThresholdCase = { kind, atLeast, window: length * 300, status: 'low' };
        const found = thresholdCaseSpans(viewOf(kind, items), scope, ruleWith(one));
        expect(
          found.map(({ start, end, analyses }) => ({ start, end, observed: analyses[0]!.observed })),
        ).toEqual(spansByDefinition(items, one, length, scope));
        for (const { analyses, statuses } of found) {
          expect(statuses).toEqual(['low']);
          expect(analyses).toEqual([
            expect.objectContaining({
              kind,
              windowSeconds: length * 300,
              upperBound: atLeast - 1,
              pValue: null,
            }),
          ]);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('what goes on for days is a signal a day, and the last drops are none', () => {
  const always = new Map(
    Array.from({ length: 3 * 288 + 5 }, (_, bucket) => [bucket, [0, 1, 2, 3, 4, 5, 6, 7]]),
  );
  for (const kind of ['denied', 'crossAccount'] as const) {
    const one: ThresholdCase = { kind, atLeast: 8, window: DAY, status: 'info' };
    const found = thresholdCaseSpans(viewOf(kind, always), { ...SCOPE, maxSignal: 288 }, ruleWith(one));
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [0, 288],
      [288, 576],
      [576, 864],
      [864, 869],
    ]);
    const more = thresholdCaseSpans(
      viewOf('denied', new Map([...always].map(([bucket]) => [bucket, [0]]))),
      { ...SCOPE, maxSignal: 288 },
      ruleWith(denied()),
    );
    expect(more).toHaveLength(3);
  }
});

test('a window longer than signals may be is one signal', () => {
  const slow = new Map([0, 200, 400, 570].map((bucket) => [bucket, [0, 1, 2, 3, 4]]));
  const found = thresholdCaseSpans(
    viewOf('denied', slow),
    { ...SCOPE, maxSignal: 288 },
    ruleWith(denied({ window: 2 * DAY })),
  );
  expect(found.map(({ start, end }) => [start, end])).toEqual([[0, 571]]);
});

test('a secret that is polled all day is one secret', () => {
  const polled = new Map(Array.from({ length: 900 }, (_, bucket) => [bucket, [3]]));
  expect(
    thresholdCaseSpans(
      viewOf('crossAccount', polled),
      SCOPE,
      ruleWith({ ...denied({ kind: 'crossAccount' }), atLeast: 2 }),
    ),
  ).toEqual([]);
});

describe('within an evaluation', () => {
  const theft = MONDAY + 15 * DAY;
  const refused = (time: number, count: number): TestRetrieval[] =>
    Array.from({ length: count }, (_, n) => ({
      time: time + n,
      secret: `refused-${n}`,
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
      population: NO_POPULATION,
    });

  test('a burst of denied calls is a signal only where the rule says so, and needs no history', () => {
    expect(evaluate(refused(MONDAY + HOUR, 25), BUILT_IN_RULE)).toEqual([]);
    expect(evaluate(refused(MONDAY + HOUR, 19), ruleWith(denied()))).toEqual([]);
    expect(evaluate(refused(MONDAY + HOUR, 25), ruleWith(denied({ status: 'low' })))).toMatchObject([
      {
        status: 'low',
        start: formatInstant(MONDAY + HOUR),
        end: formatInstant(MONDAY + HOUR + 300),
        observed: { retrievals: 0, failures: 25 },
        analyses: [{ kind: 'denied', windowSeconds: DAY, observed: 25, upperBound: 19, pValue: null }],
      },
    ]);
  });

  test('it joins with what else is found in the same buckets, and the gravest status is the signal’s', () => {
    const events = [first, ...refused(theft, 15), ...stolen, ...refused(theft + 1200, 15)];
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

  test('of two thresholds of one kind both give their status, and one analysis stays', () => {
    const rule = ruleWith(denied({ status: 'low' }), denied({ atLeast: 24, window: HOUR, status: 'high' }));
    const statuses = (count: number) => evaluate(refused(theft, count), rule).map(({ status }) => status);
    expect(statuses(23)).toEqual(['low']);
    expect(statuses(24)).toEqual(['high']);
    expect(evaluate(refused(theft, 24), rule)[0]!.analyses).toHaveLength(1);
  });
});
