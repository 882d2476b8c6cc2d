import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/detect/analysis.js';
import { ErrorBudget } from '../../src/detect/error-budget.js';
import type { Finding } from '../../src/detect/finding.js';
import { type BucketPeriod, inBuckets } from '../../src/detect/period.js';
import { Disclosure } from '../../src/detect/disclosure/disclosure.js';
import { NO_ORGANISATION } from '../../src/detect/organisation/organisation.js';
import { ANALYSES } from '../../src/detect/registry.js';
import { RoleGroup } from '../../src/detect/role-group/role-group.js';
import { DAY } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';
import { type AnalysisScenario, quiet, SCENARIOS, START, THEFT_AT } from './analysis-scenarios.js';
import { runs } from '../support/thorough.js';

const DAYS = 16;
const TOLERATED = new ErrorBudget(
  BUILT_IN_RULE.detectionTolerance,
  BUILT_IN_RULE.analyses.map((kind) => [kind, ANALYSES[kind].description]),
).tolerated('volume');

const periodOf = (to: number, from = 0): BucketPeriod =>
  inBuckets({
    rule: BUILT_IN_RULE,
    range: { from: START + from, to: START + to },
    historyFrom: START,
  });

const roleGroupOf = (sessions: readonly (readonly TestRetrieval[])[], period: BucketPeriod): RoleGroup =>
  new RoleGroup(
    sessions.map((events, n) =>
      profileView(events, { key: `arn:aws:sts::123456789012:assumed-role/worker/session-${n}` }),
    ),
    period,
    BUILT_IN_RULE,
  );

const findingsIn = (
  analysis: Analysis,
  roleGroup: RoleGroup,
  period: BucketPeriod,
  tolerated = TOLERATED,
): readonly Finding[] =>
  analysis.find({
    roleGroup,
    period,
    rule: BUILT_IN_RULE,
    disclosure: new Disclosure(roleGroup, NO_ORGANISATION),
    tolerated,
  });

const find = (
  analysis: Analysis,
  sessions: readonly (readonly TestRetrieval[])[],
  period = periodOf(DAYS * DAY),
  tolerated = TOLERATED,
): readonly Finding[] => findingsIn(analysis, roleGroupOf(sessions, period), period, tolerated);

/** A quiet session, and one with a theft of this scenario and up to four of any scenario, in random places. */
function sessionsWith({ theft, least }: AnalysisScenario): fc.Arbitrary<TestRetrieval[][]> {
  const at = fc.nat({ max: DAYS * DAY });
  const others = fc.array(
    fc.tuple(fc.constantFrom(...Object.values(SCENARIOS)), at, fc.integer({ min: 1, max: 60 })),
    { maxLength: 4 },
  );
  return fc
    .tuple(at, fc.integer({ min: least, max: 60 }), others)
    .map(([own, count, all]) => [
      quiet(DAYS),
      [...quiet(DAYS), ...theft(own, count), ...all.flatMap(([other, time, n]) => other.theft(time, n))],
    ]);
}

/** The contract of `Analysis`, which every entry of a registry must fulfil. */
export function describeAnalysis(kind: string, analysis: Analysis, scenario: AnalysisScenario): void {
  const { theft, least } = scenario;
  const sessions = sessionsWith(scenario);
  const withTheft = (count: number): TestRetrieval[] => [...quiet(DAYS), ...theft(THEFT_AT, count)];

  describe(`analysis ${kind}`, () => {
    test('a quiet role group has no finding', () => {
      expect(find(analysis, [quiet(DAYS), quiet(DAYS)])).toEqual([]);
    });

    test('a theft is a finding of its kind, attributed to its session and to its time', () => {
      const findings = find(analysis, [quiet(DAYS), withTheft(least)]);
      expect(findings.length).toBeGreaterThan(0);
      for (const { session, start, end, result } of findings) {
        expect(session).toBe(1);
        expect(result.kind).toBe(kind);
        expect(start * BUILT_IN_RULE.bucketDuration).toBeGreaterThan(START + THEFT_AT - DAY);
        expect(end * BUILT_IN_RULE.bucketDuration).toBeGreaterThan(START + THEFT_AT);
      }
    });

    test('more of the same theft never unmakes the finding', () => {
      for (let count = least; count < least + 60; count++) {
        expect(find(analysis, [quiet(DAYS), withTheft(count)]).length, `${count}`).toBeGreaterThan(0);
      }
    });

    test('a larger tolerated p-value never unmakes the finding', () => {
      for (const factor of [10, 1e3, 1e4]) {
        const findings = find(
          analysis,
          [quiet(DAYS), withTheft(least)],
          periodOf(DAYS * DAY),
          factor * TOLERATED,
        );
        expect(findings.some(({ end }) => end * 300 > START + THEFT_AT)).toBe(true);
      }
    });

    test('findings lie within the period, with no p-value or one in (0, 1] that is at most what is tolerated', () => {
      let found = 0;
      fc.assert(
        fc.property(sessions, fc.integer({ min: 0, max: 14 }), (all, from) => {
          const period = periodOf((DAYS - 1) * DAY, from * DAY);
          for (const { session, start, end, result } of find(analysis, all, period)) {
            found++;
            expect([0, 1]).toContain(session);
            expect(start).toBeGreaterThanOrEqual(period.historyFrom);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(period.to);
            // Absolute priors have no p-value.
            if (result.pValue !== null) {
              expect(result.pValue).toBeGreaterThan(0);
              expect(result.pValue).toBeLessThanOrEqual(Math.min(1, TOLERATED));
            }
            expect(result.windowSeconds).toBeGreaterThan(0);
          }
        }),
        { numRuns: runs(40) },
      );
      expect(found, 'the property proves nothing without findings').toBeGreaterThan(5);
    });

    test('the order of the input has no influence', () => {
      const shuffled = sessions.chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.tuple(...all.map((events) => fc.shuffledSubarray(events, { minLength: events.length }))),
        ),
      );
      fc.assert(
        fc.property(shuffled, ([all, reordered]) => {
          expect(find(analysis, reordered)).toEqual(find(analysis, all));
        }),
        { numRuns: 15 },
      );
    });

    test('events after the end of the period have no influence', () => {
      fc.assert(
        fc.property(sessions, fc.integer({ min: 6, max: DAYS }), (all, days) => {
          const period = periodOf(days * DAY);
          const cut = all.map((events) => events.filter(({ time }) => time < START + days * DAY));
          expect(find(analysis, all, period)).toEqual(find(analysis, cut, period));
        }),
        { numRuns: runs(40) },
      );
    });

    test('the findings do not depend on the analyses that ran before on the same role group', () => {
      fc.assert(
        fc.property(sessions, (all) => {
          const period = periodOf(DAYS * DAY);
          const roleGroup = roleGroupOf(all, period);
          for (const other of Object.values(ANALYSES)) findingsIn(other, roleGroup, period);
          expect(findingsIn(analysis, roleGroup, period)).toEqual(find(analysis, all, period));
        }),
        { numRuns: 15 },
      );
    });
  });
}
