import { describe, expect, test } from 'vitest';
import type { Analysis, AnalysisRegistry } from '../../src/detect/analysis.js';
import { evaluateRoleGroup, type EvaluationContext } from '../../src/detect/evaluate.js';
import { FIRST_CASE } from '../../src/detect/finding.js';
import { NO_ORGANISATION } from '../../src/detect/organisation/organisation.js';
import { ANALYSES } from '../../src/detect/registry.js';
import { volume } from '../../src/detect/volume/volume.js';
import {
  ANALYSIS_DESCRIPTIONS,
  ANALYSIS_KINDS,
  type AnalysisDescription,
  type AnalysisKind,
} from '../../src/model/analysis-kinds.js';
import type { Signal } from '../../src/model/signal.js';
import { DAY } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { ruleJsonSchema } from '../../src/rule/rule-json-schema.js';
import { profileView } from '../support/profile-view.js';
import { quiet, SCENARIOS, START, THEFT_AT } from './analysis-scenarios.js';
import { describeAnalysis } from './analysis-suite.js';

for (const [kind, scenario] of Object.entries(SCENARIOS)) {
  describeAnalysis(kind, ANALYSES[kind as keyof typeof SCENARIOS], scenario);
}

describe('the registry', () => {
  test('has an implementation for each described kind, in the same order', () => {
    expect(Object.keys(ANALYSES)).toEqual(ANALYSIS_KINDS);
    for (const kind of ANALYSIS_KINDS) expect(ANALYSES[kind].description).toBe(ANALYSIS_DESCRIPTIONS[kind]);
    // @ts-expect-error a kind without implementation does not compile
    const incomplete: AnalysisRegistry = { volume };
    expect(Object.keys(incomplete)).toEqual(['volume']);
  });

  test('the JSON schema of a rule explains each kind', () => {
    const schema = JSON.stringify(ruleJsonSchema());
    for (const kind of ANALYSIS_KINDS) {
      expect(schema).toContain(`${kind}: ${ANALYSIS_DESCRIPTIONS[kind].meaning}`);
    }
  });

  test('the shares of the core analyses add up to the whole budget', () => {
    const core = Object.values<AnalysisDescription>(ANALYSIS_DESCRIPTIONS).filter(
      ({ budget }) => budget === 'core',
    );
    expect(core.reduce((sum, { share }) => sum + share, 0)).toBe(1);
  });
});

describe('one more analysis', () => {
  const views = [
    profileView([
      ...quiet(20),
      ...SCENARIOS.breadth.theft(THEFT_AT, 45),
      ...SCENARIOS.novelty.theft(THEFT_AT + 2 * DAY, 30),
      ...SCENARIOS.origin.theft(THEFT_AT + 4 * DAY, 30),
    ]),
  ];
  /** Finds the first bucket of day 10 and, in the same buckets as other analyses, the beginning of the theft. */
  const fifthWith = (budget: AnalysisDescription['budget']): Analysis => ({
    description: { meaning: 'A test.', budget, share: 1 / 4 },
    level: 'roleGroup',
    find: ({ tolerated }) =>
      [START + 10 * DAY, START + THEFT_AT].map((time) => ({
        session: 0,
        start: Math.floor(time / 300),
        end: Math.floor(time / 300) + 1,
        result: { kind: FIFTH, windowSeconds: 300, observed: 1, upperBound: 0, pValue: tolerated },
        severity: FIRST_CASE,
      })),
  });
  // Not a real kind, hence the assertion.
  const FIFTH = 'fifth' as AnalysisKind;

  /** The signals, and the tolerated p-value of each analysis. */
  function evaluate(fifth?: Analysis): { signals: Signal[]; tolerated: Map<string, number> } {
    const tolerated = new Map<string, number>();
    const entries = Object.entries<Analysis>({ ...ANALYSES, ...(fifth && { fifth }) }).map(
      ([kind, analysis]): [string, Analysis] => [
        kind,
        {
          ...analysis,
          find: (input) => {
            tolerated.set(kind, input.tolerated);
            return analysis.find(input);
          },
        },
      ],
    );
    const context: EvaluationContext = {
      rule: { ...BUILT_IN_RULE, analyses: [...BUILT_IN_RULE.analyses, ...(fifth ? [FIFTH] : [])] },
      range: { from: START, to: START + 20 * DAY },
      historyFrom: START,
      organisation: NO_ORGANISATION,
    };
    const registry = Object.fromEntries(entries) as AnalysisRegistry;
    return { signals: evaluateRoleGroup(views, context, registry), tolerated };
  }
  const withoutFifth = (signals: readonly Signal[]) =>
    signals
      .map(({ analyses, ...signal }) => ({
        ...signal,
        analyses: analyses.filter(({ kind }) => kind !== FIFTH),
      }))
      .filter(({ analyses }) => analyses.length > 0);

  test('with a budget of its own changes no threshold and no p-value of the others', () => {
    const before = evaluate();
    const after = evaluate(fifthWith('additional'));
    expect(new Set(before.signals.flatMap(({ analyses }) => analyses.map(({ kind }) => kind))).size).toBe(4);
    expect(withoutFifth(after.signals)).toEqual(before.signals);
    for (const [kind, tolerated] of before.tolerated) expect(after.tolerated.get(kind), kind).toBe(tolerated);
    // It has been asked and its findings are signals: one alone, one joined with others.
    const fifths = after.signals.filter(({ analyses }) => analyses.some(({ kind }) => kind === FIFTH));
    expect(fifths.map(({ analyses }) => analyses.length > 1)).toEqual([false, true]);
    expect(fifths[0]!.pValue).toBeCloseTo(1e-4, 12);
    expect(after.tolerated.get('fifth')).toBeCloseTo(1e-4 / 4, 15);
  });

  test('as part of the core budget would change them', () => {
    const before = evaluate();
    const after = evaluate(fifthWith('core'));
    expect(after.tolerated.get('volume')).toBeLessThan(before.tolerated.get('volume')!);
    expect(withoutFifth(after.signals)).not.toEqual(before.signals);
  });
});
