import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from 'hdr-histogram-js';
import type { Tally } from './tally.js';

/** Stages of a run that are timed, one histogram each. */
export const STAGES = [
  'list',
  'first-byte',
  'body',
  'queue-wait',
  'inflate',
  'match',
  'route',
  'ingest',
  'snapshot',
  'evaluate',
] as const;
export type Stage = (typeof STAGES)[number];

/** Not a stage of the run but of CloudTrail: from an event to the delivery of its object, in seconds. */
export const DELIVERY_LAG = 'delivery-lag';
export type Series = Stage | typeof DELIVERY_LAG;

/** Histograms of a thread on their way to another, HdrHistogram V2 compressed base64 each. */
export type EncodedLatency = Partial<Record<Series, string>>;

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
 * HDR histograms, one a stage, kept by the thread that does the work and merged at the end. Values are kept to
 * three significant digits. JavaScript histograms throughout: `add` refuses to mix them with WebAssembly ones.
 */
export class LatencyRecorder {
  readonly #histograms = new Map<Series, Histogram>();

  /** Records a duration in milliseconds, as `performance.now()` differences are. */
  record(stage: Stage, milliseconds: number): void {
    this.#of(stage).recordValue(Math.min(Math.max(0, Math.round(milliseconds * 1000)), HIGHEST));
  }

  /**
   * Records what another thread has counted.
   * @param tally microseconds of a stage, seconds of the delivery lag
   */
  recordTally(series: Series, tally: Tally): void {
    if (tally.length === 0) return;
    const histogram = this.#of(series);
    for (let at = 0; at < tally.length; at += 2) {
      histogram.recordValueWithCount(Math.min(tally[at]!, HIGHEST), tally[at + 1]!);
    }
  }

  encode(): EncodedLatency {
    const encoded: EncodedLatency = {};
    for (const [series, histogram] of this.#histograms) {
      encoded[series] = encodeIntoCompressedBase64(histogram);
    }
    return encoded;
  }

  merge(encoded: EncodedLatency): void {
    for (const [series, text] of Object.entries(encoded) as [Series, string][]) {
      this.#of(series).add(decodeFromCompressedBase64(text, 32, false));
    }
  }

  summaries(): Partial<Record<Series, LatencySummary>> {
    const summaries: Partial<Record<Series, LatencySummary>> = {};
    for (const series of [...STAGES, DELIVERY_LAG] as const) {
      const histogram = this.#histograms.get(series);
      if (histogram === undefined) continue;
      summaries[series] = {
        unit: series === DELIVERY_LAG ? 's' : 'us',
        count: histogram.totalCount,
        mean: Math.round(histogram.mean),
        p50: histogram.getValueAtPercentile(50),
        p90: histogram.getValueAtPercentile(90),
        p99: histogram.getValueAtPercentile(99),
        p999: histogram.getValueAtPercentile(99.9),
        max: histogram.maxValue,
      };
    }
    return summaries;
  }

  /** Percentile distributions in HdrHistogram's own text form, for its plotter. */
  *distributions(): Generator<{ readonly name: string; readonly text: string }> {
    for (const [name, histogram] of this.#histograms) {
      yield { name, text: histogram.outputPercentileDistribution(5, 1) };
    }
  }

  #of(series: Series): Histogram {
    let histogram = this.#histograms.get(series);
    if (histogram === undefined) {
      histogram = build({
        bitBucketSize: 32,
        autoResize: true,
        lowestDiscernibleValue: 1,
        highestTrackableValue: 2,
        numberOfSignificantValueDigits: 3,
        useWebAssembly: false,
      });
      this.#histograms.set(series, histogram);
    }
    return histogram;
  }
}
