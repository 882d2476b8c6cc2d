import module from 'hdr-histogram-js/dist/Int32Histogram.js';
import type { HistogramCounts } from './histogram-counts.js';

// By its file: in the bundle of the main thread it loads in 9 ms, the whole package in 95 ms (medians of 20 runs in
// turns, Node 20), which is longer than a small scan takes. test/deep-imports.test.ts checks the file.
const Histogram = module.default;

/** Lines for each time that the share of values above halves. */
const TICKS = 5;

/**
 * An HdrHistogram of three significant digits, made of a tally.
 *
 * The library goes through thousands of counters for a mean, and makes four of the platform's number formats for a
 * text, which at the end of a small run takes longer than all the rest of it. So moments are taken of the tally's few
 * values, and the text is written here: both are what the library would say.
 */
export class StageHistogram {
  readonly mean: number;
  readonly #deviation: number;
  readonly #histogram = new Histogram(1, 2, 3);

  /** @param highest larger values count as this */
  constructor(tally: HistogramCounts, highest: number) {
    this.#histogram.autoResize = true;
    let sum = 0;
    const pairs: [value: number, count: number][] = [];
    for (let at = 0; at < tally.length; at += 2) {
      const value = Math.min(tally[at]!, highest);
      const count = tally[at + 1]!;
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

  /** The percentile distribution in HdrHistogram's own text form, for its plotter. */
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
