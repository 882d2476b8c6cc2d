import type { Activity } from '../model/activity.js';
import type { Signal } from '../model/signal.js';
import { overviewStep, overviewSteps, stepsOf } from '../triage/activity/activity-steps.js';
import type { PlannedRule } from './options.js';
import type { RuleResult } from './result.js';
import type { ShardPool } from './threads/shard-pool.js';

/** What was counted over time by each rule: of all identities, then of those of each signal. */
export async function activityOf(
  shards: ShardPool,
  rules: readonly PlannedRule[],
  results: readonly RuleResult[],
): Promise<Activity[]> {
  const lines: Activity[] = [];
  for (const [index, { rule, signals, range }] of results.entries()) {
    const step = overviewStep(range.to - range.from, rule.bucketDuration);
    const groups = groupsOf(signals);
    const part = await shards.activity(rules[index]!.measure, { range, overviewStep: step, groups });
    lines.push({ kind: 'rule', rule: rule.id, ...overviewSteps(part.overview, step) });
    for (const [at, identities] of groups.entries()) {
      const { own, role, sessions } = part.groups[at]!;
      const hasOthers = sessions > identities.length;
      lines.push({
        kind: 'identities',
        rule: rule.id,
        identities,
        own: stepsOf(own, rule.bucketDuration),
        role: hasOthers ? stepsOf(role, rule.bucketDuration) : null,
      });
    }
  }
  return lines;
}

/** The identities of the signals, each group once. */
function groupsOf(signals: readonly Signal[]): (readonly string[])[] {
  return [...new Map(signals.map(({ identities }) => [identities.join('\n'), identities])).values()];
}
