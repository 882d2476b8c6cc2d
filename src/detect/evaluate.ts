import type { Signal } from '../model/signal.js';
import type { ProfileView } from '../profile/profile.js';
import type { Analysis, AnalysisInput, AnalysisRegistry } from './analysis.js';
import { composeSignal } from './compose-signal.js';
import { ErrorBudget } from './error-budget.js';
import type { Finding } from './finding.js';
import { joinFindings } from './join-findings.js';
import { type EvaluationPeriod, inBuckets } from './period.js';
import type { Organisation } from './organisation/organisation.js';
import { Disclosure } from './disclosure/disclosure.js';
import { ANALYSES } from './registry.js';
import { gradeRecurring } from './recurring.js';
import { RoleGroup } from './role-group/role-group.js';
import { newValueFindings } from './new-values.js';
import { thresholdFindings } from './thresholds.js';

export interface EvaluationContext extends EvaluationPeriod {
  readonly organisation: Organisation;
}

/**
 * The signals of a role group: a role with all its sessions, or a user alone. Runs the analyses that the rule asks
 * for and its threshold cases, and joins the findings of each session to signals.
 *
 * A pure function of its arguments. Other role groups have an influence through the organisation alone: on what explains
 * its origins and on whose items it read, never on what it learnt itself.
 * @param views the sessions in the order of their keys, at least one
 * @param registry the implementations of the analyses; tests replace it
 * @returns session by session, in time order for each
 */
export function evaluateRoleGroup(
  views: readonly ProfileView[],
  context: EvaluationContext,
  registry: AnalysisRegistry = ANALYSES,
): Signal[] {
  const { rule, organisation } = context;
  const period = inBuckets(context);
  const roleGroup = new RoleGroup(views, period, rule);
  const disclosure = new Disclosure(roleGroup, organisation);
  const asked = Object.entries<Analysis>(registry).filter(([kind]) =>
    rule.analyses.some((one) => one === kind),
  );
  const budget = new ErrorBudget(
    rule.detectionTolerance,
    asked.map(([kind, { description }]) => [kind, description]),
  );
  const inputOf = (kind: string): AnalysisInput => ({
    roleGroup,
    period,
    rule,
    disclosure,
    tolerated: budget.tolerated(kind),
  });
  const findAll = (level: Analysis['level']): Finding[] =>
    asked.flatMap(([kind, analysis]) => (analysis.level === level ? analysis.find(inputOf(kind)) : []));

  const findings = views.map((): Finding[] => []);
  for (const finding of [
    ...findAll('session'),
    ...thresholdFindings(views, period, rule),
    ...newValueFindings(views, period, rule),
    ...findAll('roleGroup'),
  ]) {
    findings[finding.session]!.push(finding);
  }
  const signals = views.flatMap((view, session) =>
    joinFindings(findings[session]!, period.maxSignal)
      .filter(({ end }) => end > period.from)
      .map((span) => composeSignal(view, span, rule, budget, disclosure)),
  );
  return rule.graded ? gradeRecurring(signals, rule.severity?.recurring) : signals;
}
