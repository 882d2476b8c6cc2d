import module from 'hdr-histogram-js/dist/Int32Histogram.js';
import type { HistogramCounts } from './histogram-counts.js';

// By its file: in the bundle of the main thread it loads in 9 ms, the whole package in 95 ms (medians of 20 runs in
// turns, Node 20), which is longer than a small scan takes. test/deep-imports.test.ts checks the file.
const Histogram = module.default;

/** Lines of text for each halving of the share of values above. */
const TICKS = 5;

/**
 * An HdrHistogram with three significant digits, made from histogram counts.
 *
 * For a mean, the library visits thousands of counters; for a text, it creates four of the platform's number formats.
 * At the end of a small run that takes longer than the rest of the run. So the moments are computed here from the few
 * values, and the text is written here. Both equal the library's results.
 */
export class StageHistogram {
  readonly mean: number;
  readonly #deviation: number;
  readonly #histogram = new Histogram(1, 2, 3);

  /** @param highest larger values count as this one */
  constructor(counts: HistogramCounts, highest: number) {
    this.#histogram.autoResize = true;
    let sum = 0;
    const pairs: [value: number, count: number][] = [];
    for (let at = 0; at < counts.length; at += 2) {
      const value = Math.min(counts[at]!, highest);
      const count = counts[at + 1]!;
      this.#histogram.recordValueWithCount(value, count);
      const middle = this.#histogram.medianEquivalentValue(value);
      pairs.push([middle, count]);
      sum += middle * count;
    }
    this.mean = this.count === 0 ? 0 : sum / this.count;
    const squares = pairs.reduce((total, [value, count]) => total + (value - this.mean) ** 2 * count, 0);
    this.#deviation = this.count === 0 ? 0 : Math.sqrt(squares / this.count);
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  get max(): number {
    return this.#histogram.maxValue;
  }

  /** @param percent 0 to 100 */
  percentile(percent: number): number {
    return this.#histogram.getValueAtPercentile(percent);
  }

  /** The percentile distribution in HdrHistogram's text format, for its plotter. */
  text(): string {
    let text = '       Value     Percentile TotalCount 1/(1-Percentile)\n\n';
    const rows = this.#histogram.percentileIterator;
    rows.reset(TICKS);
    while (rows.hasNext()) {
      const { valueIteratedTo: value, percentileLevelIteratedTo: level, totalCountToThisValue } = rows.next();
      text += `${decimal(value, 3, 12)} ${decimal(level / 100, 12, 2)} ${integer(totalCountToThisValue, 10)}`;
      text += level === 100 ? '\n' : ` ${decimal(1 / (1 - level / 100), 2, 14)}\n`;
    }
    const { bucketCount, subBucketCount } = this.#histogram;
    return (
      `${text}#[Mean    = ${decimal(this.mean, 3, 12)}, StdDeviation   = ${decimal(this.#deviation, 3, 12)}]\n` +
      `#[Max     = ${decimal(this.max, 3, 12)}, Total count    = ${integer(this.count, 12)}]\n` +
      `#[Buckets = ${integer(bucketCount, 12)}, SubBuckets     = ${integer(subBucketCount, 12)}]\n`
    );
  }
}

function decimal(value: number, digits: number, width: number): string {
  return value.toFixed(digits).padStart(width);
}

function integer(value: number, width: number): string {
  return String(value).padStart(width);
}
