import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareSignals } from '../../src/detect/compare-signals.js';
import type { EvaluationContext } from '../../src/detect/evaluate.js';
import { evaluateProfile } from '../support/evaluate-profile.js';
import { NO_ORGANISATION } from '../../src/detect/organisation/organisation.js';
import { mergePart, organisationOf, partOf } from '../../src/detect/organisation/organisation-part.js';
import { DAY, formatInstant, HOUR, MINUTE } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import type { Rule } from '../../src/rule/rule.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';
import { runs } from '../support/thorough.js';

/** Monday, 2026-03-02T00:00:00Z. */
const MONDAY = 1_772_409_600;
const WEEK = 7 * DAY;

function context(days: number, rule: Partial<Rule> = {}, from = MONDAY): EvaluationContext {
  return {
    rule: { ...BUILT_IN_RULE, ...rule },
    range: { from, to: MONDAY + days * DAY },
    historyFrom: MONDAY,
    organisation: NO_ORGANISATION,
  };
}

/** `count` retrievals of as many secrets within `seconds`. */
function burst(time: number, count: number, { seconds = 5, prefix = 'stolen' } = {}): TestRetrieval[] {
  return Array.from({ length: count }, (_, n) => ({
    time: time + Math.floor((n * seconds) / count),
    secret: `${prefix}-${n}`,
  }));
}

function every(period: number, days: number, secret = 'config', from = MONDAY): TestRetrieval[] {
  return Array.from({ length: Math.floor((days * DAY) / period) }, (_, n) => ({
    time: from + n * period,
    secret,
  }));
}

const spanOf = ({ start, end }: { start: string; end: string }): [string, string] => [start, end];

describe('evaluateProfile', () => {
  test('twenty secrets in five seconds after two quiet weeks are one signal with exactly these', () => {
    const theft = MONDAY + 15 * DAY + 7 * HOUR + 12;
    const view = profileView([{ time: MONDAY, secret: 'config' }, ...burst(theft, 20)]);
    const signals = evaluateProfile(view, context(20));
    expect(signals).toHaveLength(1);
    const [signal] = signals;
    expect(signal).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      rule: { id: BUILT_IN_RULE.id, name: BUILT_IN_RULE.name },
      status: 'medium',
      identity: { key: view.identity.key, type: 'IAMUser', accountId: '123456789012' },
      start: '2026-03-17T07:00:00Z',
      end: '2026-03-17T07:05:00Z',
      observed: { retrievals: 20, failures: 0, distinctSecrets: 20, newSecrets: 20 },
      estimated: false,
      suppressed: null,
      classification: { tactic: 'TA0006', technique: 'T1555' },
    });
    expect(signal!.analyses).toHaveLength(1);
    expect(signal!.analyses[0]).toMatchObject({
      kind: 'volume',
      windowSeconds: 1800,
      observed: 20,
      upperBound: 0,
    });
    expect(signal!.analyses[0]!.pValue!).toBeLessThan(1e-12);
  });

  test('a burst across the edge of two buckets is one signal over both', () => {
    const edge = MONDAY + 15 * DAY;
    const view = profileView([{ time: MONDAY, secret: 'config' }, ...burst(edge - 2, 20, { seconds: 4 })]);
    expect(evaluateProfile(view, context(20)).map(spanOf)).toEqual([
      [formatInstant(edge - 300), formatInstant(edge + 300)],
    ]);
  });

  test('steady identities never signal in a month', () => {
    for (const period of [5 * MINUTE, HOUR]) {
      for (const perTime of [1, 12]) {
        const events = Array.from({ length: perTime }, (_, n) => every(period, 30, `config-${n}`)).flat();
        expect(evaluateProfile(profileView(events), context(30))).toEqual([]);
      }
    }
  });

  test('a nightly job of about thirty retrievals does not signal in a month at tolerance 5', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ late: fc.nat({ max: 3000 }), extra: fc.integer({ min: -6, max: 6 }) }), {
          minLength: 30,
          maxLength: 30,
        }),
        (nights) => {
          const events = nights.flatMap(({ late, extra }, night) =>
            burst(MONDAY + night * DAY + 2 * HOUR + late, 30 + extra, { seconds: 60, prefix: 'job' }),
          );
          expect(evaluateProfile(profileView(events), context(30))).toEqual([]);
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test('nothing signals while the identity is learning', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: DAY - 1 }), fc.integer({ min: 1, max: 300 })), { maxLength: 6 }),
        (bursts) => {
          const events = bursts.flatMap(([at, count]) => burst(MONDAY + at, count));
          const first = [{ time: MONDAY, secret: 'config' }];
          // A burst that begins in the last second of the day may reach into the next bucket.
          const within = events.filter(({ time }) => time < MONDAY + DAY);
          expect(evaluateProfile(profileView([...first, ...within]), context(3))).toEqual([]);
        },
      ),
      { numRuns: runs(50) },
    );
    const after = [{ time: MONDAY, secret: 'config' }, ...burst(MONDAY + DAY, 20)];
    expect(evaluateProfile(profileView(after), context(3))).toHaveLength(1);
  });

  test('with a baseline for the learning period the excess alone decides', () => {
    const events = [{ time: MONDAY, secret: 'config' }, ...burst(MONDAY + HOUR, 25)];
    const signals = evaluateProfile(profileView(events), context(3, { learningPeriodBaseline: 15 }));
    expect(signals.map((signal) => signal.analyses)).toEqual([
      [{ kind: 'volume', windowSeconds: 1800, observed: 25, upperBound: 15, pValue: null }],
    ]);
    expect(evaluateProfile(profileView(events), context(3, { learningPeriodBaseline: 16 }))).toEqual([]);
  });

  test('a theft repeated every night stays a signal, because it never becomes history', () => {
    const thefts = Array.from({ length: 10 }, (_, n) => MONDAY + (15 + n) * DAY + 3 * HOUR);
    const events = [...every(HOUR, 26), ...thefts.flatMap((time) => burst(time, 40))];
    for (const from of [MONDAY, MONDAY + 20 * DAY]) {
      // Thefts in the warm-up are not part of the history either.
      const starts = evaluateProfile(profileView(events), context(26, {}, from)).map(({ start }) => start);
      expect(starts).toEqual(thefts.filter((time) => time >= from).map(formatInstant));
    }
  });

  test('bursts within keepAlive of each other are one signal, others two', () => {
    const theft = MONDAY + 15 * DAY;
    const twice = (apart: number): [string, string][] => {
      const events = [{ time: MONDAY, secret: 'config' }, ...burst(theft, 30), ...burst(theft + apart, 30)];
      return evaluateProfile(profileView(events), context(20)).map(spanOf);
    };
    const bucketEnd = 5 * MINUTE;
    expect(twice(HOUR + bucketEnd)).toEqual([
      [formatInstant(theft), formatInstant(theft + HOUR + 2 * bucketEnd)],
    ]);
    expect(twice(HOUR + 2 * bucketEnd)).toEqual([
      [formatInstant(theft), formatInstant(theft + bucketEnd)],
      [formatInstant(theft + HOUR + 2 * bucketEnd), formatInstant(theft + HOUR + 3 * bucketEnd)],
    ]);
  });

  test('no signal is longer than maxSignalDuration', () => {
    const theft = MONDAY + 15 * DAY;
    const events = [
      { time: MONDAY, secret: 'config' },
      ...Array.from({ length: 36 }, (_, n) => burst(theft + n * 5 * MINUTE, 20)).flat(),
    ];
    const signals = evaluateProfile(profileView(events), context(20, { maxSignalDuration: HOUR }));
    expect(signals.map(spanOf)).toEqual(
      [0, 1, 2].map((n) => [formatInstant(theft + n * HOUR), formatInstant(theft + (n + 1) * HOUR)]),
    );
    expect(signals.map(({ observed }) => observed.newSecrets)).toEqual([20, 0, 0]);
  });

  test('the first case that matches gives the status', () => {
    const cases = [
      { status: 'high', percentile: 0.9999 },
      { status: 'low', percentile: 0.99 },
    ] as const;
    const rule = { cases, percentile: 0.99 };
    // At 0.9999 the bound is the largest bucket of all, so a night with 500 hides a smaller burst from the first case.
    const events = [
      ...every(HOUR, 20),
      ...burst(MONDAY + 3 * DAY, 500),
      ...burst(MONDAY + 15 * DAY + 6 * HOUR, 300),
    ];
    const tolerant = { ...rule, detectionTolerance: 1 as const };
    const statuses = evaluateProfile(profileView(events), context(20, tolerant, MONDAY + 10 * DAY)).map(
      ({ status }) => status,
    );
    expect(statuses).toEqual(['high']);
    const hidden = evaluateProfile(
      profileView(events.filter(({ time }) => time < MONDAY + 4 * DAY || time > MONDAY + 14 * DAY)),
      { ...context(20, tolerant, MONDAY + 10 * DAY), historyFrom: MONDAY + 3 * DAY },
    );
    expect(hidden.map(({ status }) => status)).toEqual(['low']);
  });

  test('a count that is usual at that time of day is no excess, only what exceeds it', () => {
    const nights = Array.from({ length: 20 }, (_, day) => burst(MONDAY + day * DAY + 2 * HOUR, 60)).flat();
    const tolerant = { detectionTolerance: 1 as const };
    const at = (time: number, count: number): number =>
      evaluateProfile(profileView([...nights, ...burst(time, count)]), context(20, tolerant)).length;
    const night = MONDAY + 17 * DAY + 2 * HOUR;
    expect(at(night, 9), 'as much as every night').toBe(0);
    expect(at(night, 600)).toBe(1);
    expect(at(night + 6 * HOUR, 600)).toBe(1);
  });

  test('shifting everything by whole weeks shifts the signals', () => {
    fc.assert(
      fc.property(randomEvents(20), fc.integer({ min: 1, max: 40 }), (events, weeks) => {
        const shift = weeks * WEEK;
        const here = evaluateProfile(profileView(events), context(20));
        const there = evaluateProfile(
          profileView(events.map((event) => ({ ...event, time: event.time + shift }))),
          {
            ...context(20),
            range: { from: MONDAY + shift, to: MONDAY + 20 * DAY + shift },
            historyFrom: MONDAY + shift,
          },
        );
        const shifted = (text: string): string => formatInstant(Date.parse(text) / 1000 + shift);
        expect(there.map((signal) => ({ ...signal, id: '' }))).toEqual(
          here.map((signal) => ({
            ...signal,
            id: '',
            start: shifted(signal.start),
            end: shifted(signal.end),
          })),
        );
      }),
      { numRuns: runs(40) },
    );
  });

  test('later events do not change earlier signals', () => {
    fc.assert(
      fc.property(randomEvents(20), fc.integer({ min: 2, max: 19 }), (events, day) => {
        const cut = MONDAY + day * DAY;
        const whole = evaluateProfile(profileView(events), context(20));
        const early = evaluateProfile(profileView(events.filter(({ time }) => time < cut)), context(day));
        const before = formatInstant(cut);
        // A signal that is still open at the cut may grow later; its start is fixed, and with it its id.
        expect(early.map(({ id }) => id)).toEqual(
          whole.filter(({ start }) => start < before).map(({ id }) => id),
        );
      }),
      { numRuns: runs(60) },
    );
  });

  test('signals lie in the range, and events before the history are ignored', () => {
    const theft = MONDAY + 15 * DAY;
    const events = [...every(HOUR, 20), ...burst(theft, 40)];
    expect(evaluateProfile(profileView(events), context(20, {}, theft + DAY))).toEqual([]);
    expect(evaluateProfile(profileView(events), context(14))).toEqual([]);
    const late = { ...context(20, {}, theft - HOUR), historyFrom: theft - HOUR };
    expect(evaluateProfile(profileView(events), late), 'still learning').toEqual([]);
  });

  test('the counts of the evidence are complete, its lists are cut with the new secrets first', () => {
    const theft = MONDAY + 15 * DAY;
    const known = burst(MONDAY, 150, { prefix: 'a-known' });
    const origin = '203.0.113.0/24|python-requests';
    const stolen = [...burst(theft, 130), ...burst(theft, 150, { prefix: 'a-known' })];
    const failures = burst(theft, 7, { prefix: 'forbidden' }).map((event) => ({ ...event, failed: true }));
    const view = profileView([...known, ...[...stolen, ...failures].map((event) => ({ ...event, origin }))]);
    const [signal] = evaluateProfile(view, context(20));
    expect(signal!.observed).toEqual({ retrievals: 280, failures: 7, distinctSecrets: 280, newSecrets: 130 });
    expect(signal!.evidence.secrets).toHaveLength(100);
    expect(signal!.evidence.secrets).toEqual(signal!.evidence.newSecrets);
    expect(signal!.evidence.newOrigins).toEqual([origin]);
    const fewer = profileView([...known, ...burst(theft, 60), ...burst(theft, 150, { prefix: 'a-known' })]);
    const { secrets, newSecrets } = evaluateProfile(fewer, context(20))[0]!.evidence;
    expect(secrets.slice(0, 60)).toEqual(newSecrets);
    expect(secrets.slice(60)).toEqual([...secrets.slice(60)].sort());
    expect(secrets).toHaveLength(100);
    expect(secrets[99]).toMatch(/^a-known/);
  });

  test('other identities have an influence through the organisation alone, in any order', () => {
    fc.assert(
      fc.property(fc.array(randomEvents(5), { minLength: 2, maxLength: 5 }), (identities) => {
        const views = identities.map((events, n) => profileView(events, { key: `identity-${n}` }));
        const evaluation = context(5);
        const part = (some: typeof views) =>
          partOf(
            some.map((view) => [view]),
            evaluation,
          );
        const merged = part(views.slice(1));
        mergePart(merged, part(views.slice(0, 1)));
        const organisation = organisationOf(merged);
        expect(organisation).toEqual(organisationOf(part(views)));
        const alone = views.map((view) => evaluateProfile(view, { ...evaluation, organisation }));
        const reversed = [...views]
          .reverse()
          .map((view) => evaluateProfile(view, { ...evaluation, organisation }));
        expect(reversed.flat().sort(compareSignals)).toEqual(alone.flat().sort(compareSignals));
      }),
      { numRuns: runs(30) },
    );
  });
});

/** Quiet identities with bursts; times within the first `days` days. */
function randomEvents(days: number): fc.Arbitrary<TestRetrieval[]> {
  const time = fc.nat({ max: days * DAY - 61 }).map((at) => MONDAY + at);
  return fc
    .tuple(
      fc.array(time, { maxLength: 60 }),
      fc.array(fc.tuple(time, fc.integer({ min: 5, max: 60 })), { maxLength: 5 }),
    )
    .map(([quiet, bursts]) => [
      { time: MONDAY, secret: 'config' },
      ...quiet.map((at, n) => ({ time: at, secret: `quiet-${n % 7}` })),
      ...bursts.flatMap(([at, count]) => burst(at, count, { seconds: 60 })),
    ]);
}
