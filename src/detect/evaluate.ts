import type { Signal } from '../model/signal.js';
import type { ProfileView } from '../profile/profile.js';
import { composeSignal } from './compose-signal.js';
import { findSpans } from './find-spans.js';
import type { Population } from './population.js';
import { type EvaluationScope, inBuckets } from './scope.js';
import { retrievalSeries } from './series.js';

export interface EvaluationContext extends EvaluationScope {
  readonly population: Population;
}

/**
 * The signals of one identity in the context's range, in time order. A pure function of the identity's state
 * and the context: other identities matter through the population alone.
 */
export function evaluateProfile(view: ProfileView, context: EvaluationContext): Signal[] {
  const scope = inBuckets(context);
  const series = retrievalSeries(view, scope.historyFrom, scope.to);
  const spans = findSpans(series, scope, context.rule, context.population);
  return spans.map((span) => composeSignal(view, span, context.rule));
}
