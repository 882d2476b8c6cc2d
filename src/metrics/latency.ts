import { StageHistogram } from './stage-histogram.js';
import { DELIVERY_LAG, STAGES, type EncodedLatency, type Series, type Stage } from './stages.js';
import { HistogramCounter, type HistogramCounts } from './histogram-counts.js';

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

/** One hour in microseconds, longer than any stage. Larger values are recorded as this. */
const HIGHEST = 3_600_000_000;

/**
 * One distribution for each stage. The thread that does the work records it; the main thread merges all of them at
 * the end and makes HDR histograms. Values have three significant digits.
 */
export class LatencyRecorder {
  readonly #counters = new Map<Series, HistogramCounter>();

  /** Records a duration in milliseconds, the unit of `performance.now()`. */
  record(stage: Stage, milliseconds: number): void {
    this.#of(stage).add(Math.min(milliseconds * 1000, HIGHEST));
  }

  /** Sum of all recorded durations of a stage, in seconds. */
  seconds(stage: Stage): number {
    const counts = this.#counters.get(stage)?.pack() ?? [];
    let sum = 0;
    for (let at = 0; at < counts.length; at += 2) sum += counts[at]! * counts[at + 1]!;
    return sum / 1e6;
  }

  encode(): EncodedLatency {
    const encoded: EncodedLatency = {};
    for (const [series, counter] of this.#counters) encoded[series] = counter.pack();
    return encoded;
  }

  merge(encoded: EncodedLatency): void {
    for (const [series, counts] of Object.entries(encoded) as [Series, HistogramCounts][]) {
      if (counts.length > 0) this.#of(series).merge(counts);
    }
  }

  summaries(): Partial<Record<Series, LatencySummary>> {
    const summaries: Partial<Record<Series, LatencySummary>> = {};
    for (const { series, histogram } of this.#histograms()) summaries[series] = summaryOf(series, histogram);
    return summaries;
  }

  /** The summary of one series; undefined where nothing was recorded. */
  summary(series: Series): LatencySummary | undefined {
    const counts = this.#counters.get(series)?.pack();
    return counts && summaryOf(series, new StageHistogram(counts, HIGHEST));
  }

  /** Percentile distributions in HdrHistogram's text format, for its plotter. */
  *distributions(): Generator<{ readonly name: string; readonly text: string }> {
    for (const { series, histogram } of this.#histograms()) yield { name: series, text: histogram.text() };
  }

  /** How often each value occurred: microseconds for stages, seconds for the delivery lag. */
  *counts(): Generator<{ readonly series: Series; readonly counts: HistogramCounts }> {
    for (const series of [...STAGES, DELIVERY_LAG] as const) {
      const counts = this.#counters.get(series)?.pack();
      if (counts !== undefined) yield { series, counts };
    }
  }

  *#histograms(): Generator<{ readonly series: Series; readonly histogram: StageHistogram }> {
    for (const { series, counts } of this.counts()) {
      yield { series, histogram: new StageHistogram(counts, HIGHEST) };
    }
  }

  #of(series: Series): HistogramCounter {
    let counter = this.#counters.get(series);
    if (counter === undefined) {
      counter = new HistogramCounter();
      this.#counters.set(series, counter);
    }
    return counter;
  }
}

function summaryOf(series: Series, histogram: StageHistogram): LatencySummary {
  return {
    unit: series === DELIVERY_LAG ? 's' : 'us',
    count: histogram.count,
    mean: Math.round(histogram.mean),
    p50: histogram.percentile(50),
    p90: histogram.percentile(90),
    p99: histogram.percentile(99),
    p999: histogram.percentile(99.9),
    max: histogram.max,
  };
}
