import { DAY } from '../model/time.js';
import type { ProfileView } from '../profile/profile.js';
import { QuantileSketch } from '../sketch/quantile.js';
import { type EvaluationScope, inBuckets } from './scope.js';
import { retrievalSeries } from './series.js';

/** What all identities together say about one that is little known. Plain data, so it crosses threads. */
export interface Population {
  /** Mean retrievals in an evaluation window of the median identity, within 1 %; 0 when there is none. */
  readonly peerMean: number;
}

/**
 * What some of the identities contribute to the population. Parts are merged in any order and grouping and
 * give the same bytes; each identity must be added to one part only.
 */
export class PopulationPart {
  readonly #windowMeans: QuantileSketch;

  constructor(windowMeans = new QuantileSketch()) {
    this.#windowMeans = windowMeans;
  }

  /**
   * Adds an identity's mean retrievals in an evaluation window, from its first bucket in scope to the scope's
   * end, or over one day where that is shorter. One without retrievals in scope is no peer.
   */
  add(view: ProfileView, scope: EvaluationScope): void {
    const { historyFrom, to, windowLength } = inBuckets(scope);
    const { buckets, counts } = retrievalSeries(view, historyFrom, to, scope.rule.aggregation);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return;
    const observed = Math.max(to - buckets[0]!, DAY / scope.rule.bucketDuration);
    this.#windowMeans.update((total * windowLength) / observed);
  }

  /** Takes in all that `other` holds and leaves `other` as it is. */
  merge(other: PopulationPart): void {
    this.#windowMeans.merge(other.#windowMeans);
  }

  serialize(): Uint8Array {
    return this.#windowMeans.serialize();
  }

  /** @throws TrailspikeError E_SKETCH_BYTES */
  static deserialize(bytes: Uint8Array): PopulationPart {
    return new PopulationPart(QuantileSketch.deserialize(bytes));
  }

  population(): Population {
    return { peerMean: this.#windowMeans.quantile(0.5) ?? 0 };
  }
}
