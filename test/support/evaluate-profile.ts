import { evaluateRoleGroup, type EvaluationContext } from '../../src/detect/evaluate.js';
import type { Signal } from '../../src/model/signal.js';
import type { ProfileView } from '../../src/profile/profile.js';

/** The signals of one identity that is alone in its role group, by its volume in the evaluation window alone, as a plain Datadog rule says. */
export function evaluateProfile(view: ProfileView, context: EvaluationContext): Signal[] {
  const { rule } = context;
  return evaluateRoleGroup([view], {
    ...context,
    rule: { ...rule, graded: false, analyses: ['volume'], windows: [rule.evaluationWindow] },
  });
}
