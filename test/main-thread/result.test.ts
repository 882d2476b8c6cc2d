import { describe, expect, test } from 'vitest';
import { emptyCoverage } from '../../src/model/coverage.js';
import { warningsOf } from '../../src/main-thread/result.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { madeRun } from '../output/made-run.js';

const { totals } = madeRun();

describe('the warning of a trail without read events', () => {
  const warning = (query: string, coverage: object): string =>
    warningsOf({ ...emptyCoverage(), listed: 3, decoded: 3, ...coverage }, totals, 'arn', {
      ...BUILT_IN_RULE.events,
      query,
    }).join();

  test('speaks of the rule’s own events', () => {
    expect(warning(BUILT_IN_RULE.events.query, {})).toContain(
      'cannot show retrievals at all (GetSecretValue is a read event)',
    );
    const other = warning('service:ssm @evt.name:GetParameter', {});
    expect(other).toContain('what the rule is about (service:ssm @evt.name:GetParameter)');
    expect(other).not.toContain('GetSecretValue');
  });

  test('is given only where there is reason: nothing read-only, and nothing that the rule is about', () => {
    for (const coverage of [
      { readOnlyObjects: 1 },
      { matched: 1 },
      { decoded: 0, failed: { truncatedJson: 3 } },
    ]) {
      expect(warning(BUILT_IN_RULE.events.query, coverage)).toBe('');
    }
  });
});
