import type { Finding } from '../finding.js';
import type { Detector } from '../rival.js';
import { countSeries } from './count-series.js';

const BUCKET = 300;
const WINDOW = 6;
const LEARNING = 288;
const LOOKBACK = 14 * 288;
const PERCENTILE = 0.995;
const EXCESS = 10;

/**
 * At least ten retrievals in half an hour above the 99.5th percentile of the identity: that of its buckets of five
 * minutes in the two weeks before.
 */
export const percentileExcess: Detector = {
  name: 'percentile',
  detect(organisation) {
    const findings: Finding[] = [];
    organisation.identities.forEach(({ key }, identity) => {
      const { first, counts } = countSeries(organisation, identity, BUCKET);
      const history = new Histogram();
      let added = 0;
      for (let last = 0; last < counts.length; last++) {
        if (counts[last] === 0) continue; // The excess grows only when a bucket with retrievals enters the window.
        const start = Math.max(0, last - WINDOW + 1);
        for (; added < start; added++) {
          history.add(counts[added]!, 1);
          if (added >= LOOKBACK) history.add(counts[added - LOOKBACK]!, -1);
        }
        if (start < LEARNING) continue;
        const size = Math.min(start, LOOKBACK);
        const bound = history.largest(size - Math.ceil(PERCENTILE * size - 1e-9) + 1);
        let excess = 0;
        let from = -1;
        for (let bucket = start; bucket <= last; bucket++) {
          if (counts[bucket]! <= bound) continue;
          excess += counts[bucket]! - bound;
          if (from < 0) from = bucket;
        }
        if (excess < EXCESS) continue;
        const end = (first + last + 1) * BUCKET;
        findings.push({ key, start: (first + from) * BUCKET, end, alertAt: end });
      }
    });
    return findings;
  },
};

/** How often each value occurs, without zeros. */
class Histogram {
  readonly #occurrences: number[] = [];

  add(value: number, times: number): void {
    if (value === 0) return;
    while (this.#occurrences.length <= value) this.#occurrences.push(0);
    this.#occurrences[value]! += times;
  }

  /** The value with this rank; rank 1 is the largest value. */
  largest(rank: number): number {
    let remaining = rank;
    for (let value = this.#occurrences.length - 1; value > 0; value--) {
      remaining -= this.#occurrences[value]!;
      if (remaining <= 0) return value;
    }
    return 0;
  }
}
