import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateRoleGroup } from '../../src/detect/evaluate.js';
import { NO_ORGANISATION } from '../../src/detect/organisation/organisation.js';
import type { Signal } from '../../src/model/signal.js';
import { DAY, formatInstant, HOUR } from '../../src/model/time.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import type { Rule } from '../../src/rule/rule.js';
import { ruleWith } from '../rule/rule-with.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';

const START = 1_772_409_600;

interface Call {
  /** Seconds after the start. */
  readonly at: number;
  readonly item: string;
}

function signalsOf(rule: Rule, calls: readonly Call[]): Signal[] {
  const events = calls.map(({ at, item }): TestRetrieval => ({ time: START + at, secret: item }));
  const view = profileView(events, { bucketDuration: rule.bucketDuration });
  const range = { from: START, to: START + 60 * DAY };
  return evaluateRoleGroup([view], { rule, range, historyFrom: 0, organisation: NO_ORGANISATION });
}

const threshold = (conditions: readonly string[], window: number, aggregation = 'count'): Rule =>
  resolveRule(
    ruleWith({
      query: { aggregation, distinctFields: ['@requestParameters.secretId'] },
      options: { detectionMethod: 'threshold', evaluationWindow: window, keepAlive: window },
      rule: {
        cases: conditions.map((condition, index) => ({
          status: ['low', 'critical', 'medium'][index]!,
          condition,
        })),
      },
    }),
    'f',
  );

const minutes = (...at: number[]): Call[] => at.map((minute, n) => ({ at: minute * 60, item: `s${n}` }));

describe('a threshold rule', () => {
  test('signals where a window holds more than it says, and by the first case that matches', () => {
    const rule = threshold(['a > 3', 'a > 1'], 600);
    expect(signalsOf(rule, minutes(0, 20, 40))).toEqual([]);
    expect(signalsOf(rule, minutes(0, 9))).toMatchObject([
      { status: 'critical', observed: { retrievals: 2 } },
    ]);
    expect(signalsOf(rule, minutes(0, 10))).toEqual([]);
    expect(signalsOf(rule, minutes(0, 1, 2, 3))).toMatchObject([
      { status: 'low', pValue: null, analyses: [{ kind: 'threshold', windowSeconds: 600, observed: 4 }] },
    ]);
  });

  test('has the status of its case with settings of Trailspike, too', () => {
    const json = {
      options: { detectionMethod: 'threshold', evaluationWindow: 600, keepAlive: 600 },
      rule: { cases: [{ status: 'critical', condition: 'a > 1' }], trailspike: { failedCalls: 'apart' } },
    };
    const signals = signalsOf(resolveRule(ruleWith(json), 'f'), minutes(0, 1, 2));
    expect(signals).toMatchObject([{ status: 'critical', reasons: [] }]);
  });

  test('counts distinct values where it asks for them', () => {
    const rule = threshold(['a > 2'], 600, 'cardinality');
    const same = [0, 1, 2, 3].map((minute) => ({ at: minute * 60, item: 's' }));
    expect(signalsOf(rule, same)).toEqual([]);
    expect(signalsOf(rule, minutes(0, 1, 2))).toHaveLength(1);
  });

  test('signals exactly where some sliding window of whole minutes holds so many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(180), { maxLength: 30 }),
        fc.constantFrom(60, 300, 600, 3600),
        fc.integer({ min: 1, max: 6 }),
        (at, window, most) => {
          const sorted = [...at].sort((a, b) => a - b);
          const holds = sorted.some(
            (first) =>
              sorted.filter((minute) => minute >= first && minute < first + window / 60).length > most,
          );
          const found = signalsOf(threshold([`a > ${most}`], window), minutes(...sorted));
          expect(found.length > 0).toBe(holds);
        },
      ),
    );
  });
});

describe('a new-value rule', () => {
  const rule = (newValueOptions: object): Rule =>
    resolveRule(
      ruleWith({
        query: { aggregation: 'new_value', metrics: ['@requestParameters.secretId'] },
        options: { detectionMethod: 'new_value', newValueOptions },
      }),
      'f',
    );
  const reads = (...items: readonly (readonly [hour: number, item: string])[]): Call[] =>
    items.map(([hour, item]) => ({ at: hour * HOUR, item }));
  const starts = (signals: readonly Signal[]): string[] => signals.map(({ start }) => start);

  test('signals a value that the group did not have before, and not its first', () => {
    const found = signalsOf(rule({}), reads([0, 'a'], [5, 'a'], [10, 'b'], [20, 'b'], [30, 'c']));
    expect(starts(found)).toEqual([START + 10 * HOUR, START + 30 * HOUR].map(formatInstant));
    expect(found[0]).toMatchObject({ analyses: [{ kind: 'newValue', observed: 1, pValue: null }] });
  });

  test('only learns during its learning duration', () => {
    const found = signalsOf(rule({ learningDuration: 1 }), reads([0, 'a'], [10, 'b'], [23, 'c'], [25, 'd']));
    expect(starts(found)).toEqual([formatInstant(START + 25 * HOUR)]);
  });

  test('forgets a value that does not come for so many days', () => {
    const calls = reads([0, 'a'], [1, 'b'], [24, 'b'], [47, 'b'], [49, 'a'], [80, 'b']);
    expect(starts(signalsOf(rule({ forgetAfter: 2 }), calls))).toEqual(
      [START + HOUR, START + 49 * HOUR].map(formatInstant),
    );
  });

  test('new values that follow each other within the time that a signal is kept alive are one signal', () => {
    const found = signalsOf(rule({}), [
      { at: 0, item: 'a' },
      { at: 2 * HOUR, item: 'b' },
      { at: 2 * HOUR + 1500, item: 'c' },
      { at: 4 * HOUR, item: 'd' },
    ]);
    expect(found.map(({ analyses }) => analyses[0]!.observed)).toEqual([2, 1]);
  });
});
