import type Int32Histogram from 'hdr-histogram-js/dist/Int32Histogram.js';

/** Lines for each time that the share of values above halves. */
const TICKS = 5;

/**
 * A histogram's percentile distribution in HdrHistogram's own text form, for its plotter. The library's own method
 * makes four of the platform's number formats for each histogram, which at the end of a small run take longer than
 * all the rest of it.
 */
export function percentileText(histogram: Int32Histogram.default): string {
  let text = '       Value     Percentile TotalCount 1/(1-Percentile)\n\n';
  const rows = histogram.percentileIterator;
  rows.reset(TICKS);
  while (rows.hasNext()) {
    const { valueIteratedTo: value, percentileLevelIteratedTo: level, totalCountToThisValue } = rows.next();
    text += `${decimal(value, 3, 12)} ${decimal(level / 100, 12, 2)} ${String(totalCountToThisValue).padStart(10)}`;
    text += level === 100 ? '\n' : ` ${decimal(1 / (1 - level / 100), 2, 14)}\n`;
  }
  const { mean, stdDeviation, maxValue, totalCount, bucketCount, subBucketCount } = histogram;
  return (
    `${text}#[Mean    = ${decimal(mean, 3, 12)}, StdDeviation   = ${decimal(stdDeviation, 3, 12)}]\n` +
    `#[Max     = ${decimal(maxValue, 3, 12)}, Total count    = ${String(totalCount).padStart(12)}]\n` +
    `#[Buckets = ${String(bucketCount).padStart(12)}, SubBuckets     = ${String(subBucketCount).padStart(12)}]\n`
  );
}

function decimal(value: number, digits: number, width: number): string {
  return value.toFixed(digits).padStart(width);
}
