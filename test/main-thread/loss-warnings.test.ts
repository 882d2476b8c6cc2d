import { expect, test } from 'vitest';
import { emptyCoverage } from '../../src/model/coverage.js';
import { LossExamples } from '../../src/main-thread/ingest/loss-examples.js';
import { lossWarnings } from '../../src/main-thread/loss-warnings.js';
import { isComplete, type RuleResult } from '../../src/main-thread/result.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { madeRun } from '../output/made-run.js';

/** What a run has for a rule that counted so many retrievals. */
const ruled = (
  retrievals: number,
  name = 'Secrets',
  query = '@evt.name:GetSecretValue',
): Pick<RuleResult, 'rule' | 'totals'> => ({
  rule: {
    ...BUILT_IN_RULE,
    name,
    events: { ...BUILT_IN_RULE.events, query },
  },
  totals: { ...madeRun().totals, retrievals, failures: 0 },
});
const READ = {
  ...emptyCoverage(),
  listed: 3,
  decoded: 3,
  understoodObjects: 3,
  readOnlyObjects: 3,
  matched: 200,
};
const warnings = (
  coverage: object,
  examples = new LossExamples(),
  rules: Parameters<typeof lossWarnings>[2] = [ruled(9)],
): string[] => lossWarnings({ ...READ, ...coverage }, examples, rules);

test('nothing is said where nothing is lost', () => {
  expect(warnings({ dropped: { otherRegion: 5, notManagement: 5 }, unknown: 2 })).toEqual([]);
  expect(warnings({ matched: 0, understoodObjects: 0, readOnlyObjects: 0 })).toEqual([]);
});

test.each([
  ['badEventTime', 'eventTime that cannot be read', false],
  ['malformedRecord', 'wrong type', false],
  ['noGroupValue', 'no value for a field that the rule groups by', true],
] as const)('records dropped as %s are named with an example', (reason, what, complete) => {
  const examples = new LossExamples();
  const outcome = {
    failure: null,
    inflatedBytes: 1,
    matched: 7,
    context: 0,
    understood: true,
    unknown: 0,
    readOnlySeen: true,
    fallback: false,
  };
  for (const uri of ['s3://trail/c', 's3://trail/a', 's3://trail/b'])
    examples.add(uri, { ...outcome, dropped: { [reason]: 7 } });
  const [warning, ...others] = warnings({ dropped: { [reason]: 7 } }, examples);
  expect(others).toEqual([]);
  expect(warning).toMatch(
    new RegExp(`^7 of 200 records that match the rule .*${what}.* Example: s3://trail/a$`),
  );
  expect(isComplete({ ...READ, dropped: { [reason]: 7 } })).toBe(complete);
});

test('values that hold no record are named from one in a hundred on', () => {
  expect(warnings({ unknown: 2 })).toEqual([]);
  expect(warnings({ unknown: 3 })).toEqual([
    expect.stringMatching(/^3 values mention what the rule looks for/),
  ]);
});

test('a rule that matched nothing, or whose every match was dropped, says so', () => {
  const nothing = (coverage: object, ...rules: Parameters<typeof lossWarnings>[2]): string[] =>
    warnings(coverage, new LossExamples(), rules);
  expect(nothing({ matched: 0 }, ruled(0))).toEqual([
    'none of the records that were read matched: "Secrets" (@evt.name:GetSecretValue)',
  ]);
  expect(nothing({ matched: 5, dropped: { otherRegion: 2, notManagement: 3 } }, ruled(0))).toEqual([
    'nothing was counted by "Secrets" (@evt.name:GetSecretValue): every record that matched was dropped, or none ' +
      'matched. Dropped: 2 otherRegion, 3 notManagement',
  ]);
  expect(nothing({}, ruled(9), ruled(0, 'Passwords'))).toEqual([expect.stringContaining('"Passwords"')]);
  const many = nothing({}, ...Array.from({ length: 7 }, (_, n) => ruled(0, `Rule ${n}`)));
  expect(many).toEqual([expect.stringMatching(/"Rule 4" \(.*\) and 2 more$/)]);
});

test('a rule for data events that counted none says that a trail may not log them', () => {
  const query = '@eventSource:s3.amazonaws.com @evt.name:(GetObject OR PutObject) -@evt.name:HeadObject';
  const of = (retrievals: number): string[] =>
    warnings({}, new LossExamples(), [ruled(retrievals, 'Objects', query)]);
  expect(of(1)).toEqual([]);
  expect(of(0)[0]).toMatch(/^no GetObject, PutObject was counted: these are data events/);
});

test('a run is incomplete when an object failed', () => {
  expect(isComplete(READ)).toBe(true);
  const { matched } = READ;
  expect(isComplete({ ...READ, dropped: { noGroupValue: Math.floor(matched / 2) } })).toBe(true);
  expect(isComplete({ ...READ, dropped: { noGroupValue: Math.floor(matched / 2) + 1 } })).toBe(false);
  expect(isComplete({ ...READ, failed: { notUnderstood: 1 } })).toBe(false);
});
