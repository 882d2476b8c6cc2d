import type { AnalysisDescription } from '../model/analysis-kinds.js';
import type { AnalysisResult } from '../model/signal.js';
import { corrected } from './probability/correction.js';

/**
 * How a rule divides the probability of a false signal among the analyses that it asks for.
 *
 * The core budget is B = 10^-(detectionTolerance + 1). By Bonferroni's inequality, the probability that any of several
 * tests is wrong is at most the sum of the probabilities of each, however the tests depend on each other. So an
 * analysis gets a part of B and makes a finding only where its p-value is at most that part:
 *
 *     core analysis         B · share / (shares of all core analyses that the rule asks for, added up)
 *     additional analysis   B · share
 *
 * The four core analyses have a share of 1/4 each: a rule with all four gives each of them B/4, a rule with `volume`
 * alone gives it B. The core is closed, its shares add up to 1. An analysis that is added later brings an additional
 * budget instead of taking from the core: the rule then tolerates up to B · (1 + additional shares) in all, and no
 * threshold and no p-value of any other analysis changes.
 */
export class ErrorBudget {
  readonly #core: number;
  /** B divided by the part of each kind. */
  readonly #divisors = new Map<string, number>();

  /**
   * @param detectionTolerance of the rule, 1 to 5
   * @param asked the analyses that the rule asks for, by kind
   */
  constructor(detectionTolerance: number, asked: Iterable<readonly [kind: string, AnalysisDescription]>) {
    this.#core = 10 ** -(detectionTolerance + 1);
    const analyses = [...asked];
    const coreShares = analyses.reduce((sum, [, one]) => sum + (one.budget === 'core' ? one.share : 0), 0);
    for (const [kind, { budget, share }] of analyses) {
      this.#divisors.set(kind, (budget === 'core' ? coreShares : 1) / share);
    }
  }

  /** The largest p-value of this kind of analysis that is a finding. */
  tolerated(kind: string): number {
    return this.#core / this.#divisorOf(kind);
  }

  /**
   * The p-value of a signal with these results: the smallest after each was multiplied by B divided by the part of
   * its analysis, so it is at most B. `null` when no result was tested.
   */
  combined(results: readonly AnalysisResult[]): number | null {
    let least: number | null = null;
    for (const { kind, pValue } of results) {
      if (pValue === null) continue;
      least = Math.min(least ?? 1, corrected(pValue, this.#divisorOf(kind)));
    }
    return least;
  }

  #divisorOf(kind: string): number {
    const divisor = this.#divisors.get(kind);
    if (divisor === undefined) throw new RangeError(`the rule does not ask for ${kind}`);
    return divisor;
  }
}
