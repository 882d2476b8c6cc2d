import { evaluateRoleGroup, type EvaluationContext } from '../../src/detect/evaluate.js';
import type { Signal } from '../../src/model/signal.js';
import type { ProfileView } from '../../src/profile/profile.js';

/** The signals of an identity without a role group, by its own volume in the evaluation window only. */
export function evaluateProfile(view: ProfileView, context: EvaluationContext): Signal[] {
  const { rule } = context;
  return evaluateRoleGroup([view], {
    ...context,
    rule: { ...rule, analyses: ['volume'], windows: [rule.evaluationWindow] },
  });
}
