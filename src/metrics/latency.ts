import { Distribution } from './distribution.js';
import { DELIVERY_LAG, STAGES, type EncodedLatency, type Series, type Stage } from './stages.js';
import { TallyCounter, type Tally } from './tally.js';

export interface LatencySummary {
  /** `us` for stages, `s` for the delivery lag. */
  readonly unit: 'us' | 's';
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** One hour in microseconds: longer than any stage; what is longer still is recorded as this. */
const HIGHEST = 3_600_000_000;

/**
 * One distribution a stage, kept by the thread that does the work and merged at the end. Values are kept to three
 * significant digits.
 */
export class LatencyRecorder {
  readonly #counters = new Map<Series, TallyCounter>();

  /** Records a duration in milliseconds, as `performance.now()` differences are. */
  record(stage: Stage, milliseconds: number): void {
    this.#of(stage).add(Math.min(milliseconds * 1000, HIGHEST));
  }

  /** Sum of all that was recorded of a stage. */
  seconds(stage: Stage): number {
    const tally = this.#counters.get(stage)?.pack() ?? [];
    let sum = 0;
    for (let at = 0; at < tally.length; at += 2) sum += tally[at]! * tally[at + 1]!;
    return sum / 1e6;
  }

  encode(): EncodedLatency {
    const encoded: EncodedLatency = {};
    for (const [series, counter] of this.#counters) encoded[series] = counter.pack();
    return encoded;
  }

  merge(encoded: EncodedLatency): void {
    for (const [series, tally] of Object.entries(encoded) as [Series, Tally][]) {
      if (tally.length > 0) this.#of(series).merge(tally);
    }
  }

  summaries(): Partial<Record<Series, LatencySummary>> {
    const summaries: Partial<Record<Series, LatencySummary>> = {};
    for (const [series, distribution] of this.#distributions()) {
      summaries[series] = {
        unit: series === DELIVERY_LAG ? 's' : 'us',
        count: distribution.count,
        mean: Math.round(distribution.mean),
        p50: distribution.perMille(500),
        p90: distribution.perMille(900),
        p99: distribution.perMille(990),
        p999: distribution.perMille(999),
        max: distribution.max,
      };
    }
    return summaries;
  }

  /** Percentile distributions in HdrHistogram's own text form, for its plotter. */
  *distributions(): Generator<{ readonly name: string; readonly text: string }> {
    for (const [name, distribution] of this.#distributions()) yield { name, text: distribution.text() };
  }

  *#distributions(): Generator<[Series, Distribution]> {
    for (const series of [...STAGES, DELIVERY_LAG] as const) {
      const tally = this.#counters.get(series)?.pack();
      if (tally !== undefined) yield [series, new Distribution(tally, HIGHEST)];
    }
  }

  #of(series: Series): TallyCounter {
    let counter = this.#counters.get(series);
    if (counter === undefined) {
      counter = new TallyCounter();
      this.#counters.set(series, counter);
    }
    return counter;
  }
}
