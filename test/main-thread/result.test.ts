import { describe, expect, test } from 'vitest';
import { emptyCoverage } from '../../src/model/coverage.js';
import { decoderWarnings, warningsOf } from '../../src/main-thread/result.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { subjectOf } from '../../src/rule/rule-subject.js';
import { madeRun } from '../output/made-run.js';

const { totals } = madeRun();

describe('the warning of a trail without read events', () => {
  const warning = (query: string, coverage: object): string =>
    warningsOf(
      { ...emptyCoverage(), listed: 3, decoded: 3, understoodObjects: 3, ...coverage },
      totals,
      'arn',
      [
        {
          rule: { ...BUILT_IN_RULE, events: { ...BUILT_IN_RULE.events, query } },
          subject: subjectOf({ query }),
        },
      ],
    ).join();

  test('names the events of the rule', () => {
    expect(warning(BUILT_IN_RULE.events.query, {})).toContain(
      'cannot show any retrievals (GetSecretValue is a read event)',
    );
    expect(warning('@evt.name:(GetParameter OR GetParameters)', {})).toContain(
      'cannot show any retrievals (GetParameter, GetParameters are read events)',
    );
    const other = warning('service:kms @evt.name:Decrypt', {});
    expect(other).toContain('the read events that the rule asks for (service:kms @evt.name:Decrypt)');
    expect(other).not.toContain('GetSecretValue');
  });

  test('is given only when there is no read event and no event of the rule', () => {
    for (const coverage of [
      { readOnlyObjects: 1 },
      { matched: 1 },
      { decoded: 0, understoodObjects: 0, failed: { truncatedJson: 3 } },
      { understoodObjects: 0, failed: { notUnderstood: 3 } },
    ]) {
      expect(warning(BUILT_IN_RULE.events.query, coverage)).toBe('');
    }
  });
});

test.each([
  [{ fallbackObjects: 99, decoded: 99 }, null, []],
  [{ fallbackObjects: 100, decoded: 200 }, null, []],
  [
    { fallbackObjects: 101, decoded: 200 },
    null,
    [expect.stringContaining('101 of 200 objects are not in the form')],
  ],
  [
    { fallbackObjects: 0, decoded: 1 },
    'this Node runs without WebAssembly',
    [expect.stringContaining('cannot be used here: this Node runs without WebAssembly.')],
  ],
] as const)('%j with the fast path unavailable because of %j', (coverage, fastPathUnavailable, expected) => {
  expect(decoderWarnings(coverage, { fastPathUnavailable })).toEqual(expected);
});
