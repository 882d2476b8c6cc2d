import { evaluateFamily, type EvaluationContext } from '../../src/detect/evaluate.js';
import type { Signal } from '../../src/model/signal.js';
import type { ProfileView } from '../../src/profile/profile.js';

/** The signals of an identity that has no family, by its own volume alone. */
export function evaluateProfile(view: ProfileView, context: EvaluationContext): Signal[] {
  return evaluateFamily([view], { ...context, rule: { ...context.rule, analyses: ['volume'] } });
}
