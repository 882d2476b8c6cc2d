import { lowerBound } from '../profile/lower-bound.js';
import type { Moments } from './baseline.js';
import type { BucketScope } from './scope.js';
import { type Series, totalIn } from './series.js';
import { upperTail } from './tail.js';

/** Variance over mean of a window's count is at least this: what is read comes in handfuls. */
const LEAST_DISPERSION = 1.5;
/** Times the usual rate: as much as that is still nothing out of the ordinary. */
const WELL_ABOVE = 1.25;
/** Of fewer earlier windows nothing is known. */
const LEAST_WINDOWS = 3;

/** What is asked of all windows of one length. */
export interface PeakQuestion {
  /** In buckets. */
  readonly length: number;
  /** By how much a window must exceed every earlier one. */
  readonly least: number;
  readonly tolerated: number;
  /** The variance is taken to be so many times what the earlier windows show. */
  readonly caution: number;
  /**
   * What is counted in buckets `[from, to)`: at most what the series has in them, at least what it has in any one.
   * Absent: the series' own sum.
   */
  readonly measure?: (from: number, to: number) => number;
  /** What is expected of a window, given the moments of earlier ones. */
  readonly expect: (moments: Moments) => Moments;
}

export interface Peak {
  /** Buckets `[start, end)`, from the first in the window with anything in it. */
  readonly start: number;
  readonly end: number;
  readonly observed: number;
  /** The most in any earlier window. */
  readonly upperBound: number;
  /** Of the window alone. */
  readonly pValue: number;
}

/**
 * Windows with more in them than in every earlier one of up to `scope.lookback` buckets, and so much more that a
 * negative binomial with the moments of the earlier disjoint windows makes it as improbable as is tolerated. Windows
 * end with each bucket of the series, and a peak goes on for as long as they hold more and more. What has signalled is history no more, and no part of a later window.
 * @param judgedFrom no window that begins before this bucket is judged
 */
export function findPeaks(
  series: Series,
  judgedFrom: number,
  scope: BucketScope,
  question: PeakQuestion,
): Peak[] {
  const { buckets, counts } = series;
  const { length, least, tolerated, caution, measure, expect } = question;
  const peaks: Peak[] = [];
  const most = new SlidingMost();
  let [low, known, sum] = [0, 0, 0];
  /** What is known to have been in the window that ends with an entry, at least. */
  const atLeast = new Float64Array(buckets.length);
  for (const [high, bucket] of buckets.entries()) {
    if (bucket >= scope.to) break;
    sum += counts[high]!;
    const covered = peaks.at(-1)?.end ?? 0;
    const start = Math.max(bucket - length + 1, covered);
    while (buckets[low]! < start) sum -= counts[low++]!;
    atLeast[high] = measure === undefined ? sum : counts[high]!;
    for (; buckets[known]! < start; known++) most.add(buckets[known]!, atLeast[known]!);
    const grown = grownBy(peaks.at(-1), bucket, length, scope, series, measure);
    if (grown !== undefined) {
      peaks[peaks.length - 1] = grown;
      atLeast[high] = 0;
      continue;
    }
    if (start < judgedFrom) continue;
    const from = Math.max(buckets[0]!, start - scope.lookback);
    most.dropBefore(from);
    if (sum - most.value < least) continue;
    const observed = measure === undefined ? sum : measure(start, bucket + 1);
    atLeast[high] = Math.max(atLeast[high], observed);
    if (observed - most.value < least) continue;
    const past = pastWindows(series, from, start, length, peaks, measure);
    if (observed - past.most < least) {
      most.add(start - 1, past.most);
      continue;
    }
    if (past.windows < LEAST_WINDOWS) continue;
    const { mean, variance, windows } = expect(past);
    // Of few windows the mean is hardly known.
    const spread = caution * Math.max(LEAST_DISPERSION * mean, variance) + (mean * mean) / windows;
    const pValue = upperTail(observed, mean, spread);
    if (pValue > tolerated) continue;
    const upperBound = Math.max(past.most, most.value);
    const first = beginning(series, low, high, past.rate);
    peaks.push({ start: buckets[first]!, end: bucket + 1, observed, upperBound, pValue });
    atLeast.fill(0, first, high + 1); // never history
  }
  return peaks.filter(({ end }) => end > scope.from);
}

/** The peak with one more bucket, where what made it goes on: the window that ends with it holds still more. */
function grownBy(
  peak: Peak | undefined,
  bucket: number,
  length: number,
  { keepAlive, maxSignal }: BucketScope,
  series: Series,
  measure: PeakQuestion['measure'],
): Peak | undefined {
  if (peak === undefined || bucket - peak.end > keepAlive || bucket + 1 - peak.start > maxSignal)
    return undefined;
  const from = Math.max(peak.start, bucket - length + 1);
  const atMost = totalIn(series, from, bucket + 1);
  if (atMost <= peak.observed) return undefined;
  const observed = measure === undefined ? atMost : measure(from, bucket + 1);
  return observed > peak.observed ? { ...peak, end: bucket + 1, observed } : undefined;
}

/**
 * Where what is out of the ordinary began: of entries `[low, high]` the one from which to the last most lies well above
 * the usual rate, so that the quiet before it is left out.
 * @param rate of the series, a bucket
 */
function beginning({ buckets, counts }: Series, low: number, high: number, rate: number): number {
  const end = buckets[high]! + 1;
  let [best, most, sum] = [high, -Infinity, 0];
  for (let entry = high; entry >= low; entry--) {
    sum += counts[entry]!;
    const excess = sum - WELL_ABOVE * rate * (end - buckets[entry]!);
    if (excess > most) [best, most] = [entry, excess];
  }
  return best;
}

/**
 * Moments of the disjoint windows that follow one another back from bucket `to` to `from`, the most in one, and the
 * series' mean in a bucket of them.
 */
function pastWindows(
  { buckets, counts }: Series,
  from: number,
  to: number,
  length: number,
  peaks: readonly Peak[],
  measure: PeakQuestion['measure'],
): Moments & { readonly most: number; readonly rate: number } {
  let [windows, sum, squares, most, whole] = [0, 0, 0, 0, 0];
  let entry = lowerBound(buckets, to) - 1;
  let peak = peaks.length - 1;
  for (let end = to; end > from; end -= length) {
    const begin = Math.max(from, end - length);
    let count = 0;
    for (; entry >= 0 && buckets[entry]! >= begin; entry--) count += counts[entry]!;
    while (peak >= 0 && peaks[peak]!.start >= end) peak--;
    if (peak >= 0 && peaks[peak]!.end > begin) continue;
    whole += count;
    if (count > 0 && measure !== undefined) count = measure(begin, end);
    windows++;
    sum += count;
    squares += count * count;
    most = Math.max(most, count);
  }
  const mean = windows === 0 ? 0 : sum / windows;
  const variance = windows < 2 ? 0 : Math.max(0, (squares - sum * mean) / (windows - 1));
  return { windows, mean, variance, most, rate: windows === 0 ? 0 : whole / (windows * length) };
}

/** The greatest of values that come, in order of their buckets, and go. */
class SlidingMost {
  readonly #kept: { readonly bucket: number; readonly value: number }[] = [];
  #first = 0;

  get value(): number {
    return this.#kept[this.#first]?.value ?? 0;
  }

  add(bucket: number, value: number): void {
    while (this.#kept.length > this.#first && this.#kept.at(-1)!.value <= value) this.#kept.pop();
    this.#kept.push({ bucket, value });
  }

  dropBefore(bucket: number): void {
    while (this.#first < this.#kept.length && this.#kept[this.#first]!.bucket < bucket) this.#first++;
  }
}
