import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateRoleGroup, type EvaluationContext } from '../../src/detect/evaluate.js';
import { NO_ORGANISATION } from '../../src/detect/organisation/organisation.js';
import { DAY, HOUR, MINUTE } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';
import { runs } from '../support/thorough.js';

const START = 1_767_571_200;
const USUAL = '10.0.1.0/24|boto3';
const ROLE = 'arn:aws:sts::123456789012:assumed-role/worker';

const context = (days: number, fields: Partial<EvaluationContext> = {}): EvaluationContext => ({
  rule: BUILT_IN_RULE,
  range: { from: START, to: START + days * DAY },
  historyFrom: START,
  organisation: NO_ORGANISATION,
  ...fields,
});
/** Retrieves its three secrets every two hours. */
const routine = (days: number): TestRetrieval[] =>
  Array.from({ length: days * 12 }, (_, n) => n * 2 * HOUR).flatMap((at) =>
    ['a', 'b', 'c'].map((secret, k) => ({ time: START + at + k, secret, origin: USUAL })),
  );
const reads = (
  at: number,
  count: number,
  fields: Partial<TestRetrieval> = {},
  spacing = 5,
): TestRetrieval[] =>
  Array.from({ length: count }, (_, n) => ({
    time: START + at + n * spacing,
    secret: `stolen-${at}-${n}`,
    origin: USUAL,
    ...fields,
  }));
const session = (name: string, events: readonly TestRetrieval[]) =>
  profileView(events, { key: `${ROLE}/${name}` });
const kindsOf = (events: readonly TestRetrieval[], days = 20): string[] =>
  evaluateRoleGroup([profileView(events)], context(days)).flatMap(({ analyses }) =>
    analyses.map(({ kind }) => kind),
  );

describe('a theft is found in spite of', () => {
  test('looking around with another tool first', () => {
    const raid = reads(12 * DAY, 30, { secret: 'a', origin: '203.0.113.0/24|boto3' });
    const look = { time: START + 12 * DAY - 2 * MINUTE, secret: 'a', origin: '203.0.113.0/24|aws-cli' };
    expect(kindsOf([...routine(20), ...raid, look])).toContain('origin');
  });

  test('coming back from another new network later', () => {
    const raid = reads(12 * DAY, 6, { secret: 'a', origin: '203.0.113.0/24|aws-cli' });
    const early = { time: START + 12 * DAY - HOUR, secret: 'a', origin: '198.51.100.0/24|curl' };
    const later = reads(12 * DAY + 5 * HOUR, 12, { secret: 'b', origin: '198.51.100.0/24|curl' });
    expect(kindsOf([...routine(20), ...raid])).toContain('origin');
    const both = evaluateRoleGroup([profileView([...routine(20), ...raid, early, ...later])], context(20));
    expect(both.some(({ start }) => Date.parse(start) / 1000 <= START + 12 * DAY)).toBe(true);
  });

  test('hiding new secrets among thousands of retrievals of known ones', () => {
    const thief = session('thief', [
      ...reads(12 * DAY, 40, {}, 30),
      ...Array.from({ length: 2000 }, (_, n) => ({
        time: START + 12 * DAY + (n % 1200),
        secret: ['a', 'b', 'c'][n % 3]!,
        origin: USUAL,
      })),
    ]);
    const signals = evaluateRoleGroup([session('old', routine(20)), thief], context(20));
    expect(signals.map(({ identity }) => identity.key)).toEqual([thief.identity.key]);
  });

  test('a large theft before a small one', () => {
    const slow = Array.from({ length: 40 }, (_, n) => ({
      time: START + n * (DAY / 2),
      secret: ['a', 'b', 'c'][n % 3]!,
      origin: USUAL,
    }));
    const signals = evaluateRoleGroup(
      [profileView([...slow, ...reads(10 * DAY + HOUR, 200), ...reads(17 * DAY + HOUR, 30)])],
      context(20),
    );
    expect(new Set(signals.map(({ start }) => start.slice(0, 10))).size).toBe(2);
  });

  test('dividing it among sessions, or another session with more first-seen secrets right after it', () => {
    const thieves = [0, 1, 2, 3, 4].map((n) => session(`s${n}`, reads(12 * DAY + n * MINUTE, 10)));
    const all = evaluateRoleGroup([session('old', routine(20)), ...thieves], context(20));
    expect(all.map(({ identity }) => identity.key).sort()).toEqual(
      thieves.map(({ identity }) => identity.key),
    );
    const thief = session('thief', reads(12 * DAY, 12));
    const busy = session('busy', reads(12 * DAY + 40 * MINUTE, 13));
    const named = evaluateRoleGroup([session('old', routine(20)), thief, busy], context(20));
    expect(named.map(({ identity }) => identity.key)).toContain(thief.identity.key);
  });

  test('a beginning ten minutes before the identity is established', () => {
    const burst = reads(5 * DAY - 10 * MINUTE, 480, {}, 3);
    expect(kindsOf([...routine(10), ...burst], 10)).toContain('novelty');
  });
});

const origins = [USUAL, '203.0.113.0/24|aws-cli', '198.51.100.0/24|boto3', '192.0.2.0/24|curl'];
const events = fc
  .array(
    fc.record({
      at: fc.nat({ max: 12 * DAY }),
      count: fc.integer({ min: 1, max: 30 }),
      origin: fc.constantFrom(...origins),
      spacing: fc.constantFrom(1, 60, 900),
      known: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((bursts) => [
    ...routine(14),
    ...bursts.flatMap(({ at, count, origin, spacing, known }) =>
      reads(at, count, { origin, ...(known && { secret: 'b' }) }, spacing),
    ),
  ]);

test('events at or after the end of the period have no influence', () => {
  let found = 0;
  fc.assert(
    fc.property(events, fc.integer({ min: 6, max: 12 }), (all, days) => {
      const to = START + days * DAY;
      const whole = evaluateRoleGroup([profileView(all)], context(days));
      const cut = evaluateRoleGroup([profileView(all.filter(({ time }) => time < to))], context(days));
      expect(whole).toEqual(cut);
      found += whole.length;
    }),
    { numRuns: runs(80) },
  );
  expect(found, 'the comparison proves nothing without signals').toBeGreaterThan(10);
});

test('no signal is longer than the rule allows, and none ends before the period begins', () => {
  fc.assert(
    fc.property(events, fc.nat({ max: 8 }), (all, from) => {
      const range = { from: START + from * DAY, to: START + 14 * DAY };
      for (const { start, end } of evaluateRoleGroup([profileView(all)], context(14, { range }))) {
        const [first, after] = [Date.parse(start) / 1000, Date.parse(end) / 1000];
        expect(after - first).toBeLessThanOrEqual(BUILT_IN_RULE.maxSignalDuration);
        expect(after).toBeGreaterThan(range.from);
      }
    }),
    { numRuns: runs(80) },
  );
});
