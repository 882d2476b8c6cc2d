import { lowerBound } from '../../base/lower-bound.js';
import type { Moments } from './baseline.js';
import type { BucketScope } from '../scope.js';
import type { HistogramCounts } from './window-accumulator.js';
import { upperTail } from '../probability/tail.js';

/** Variance over mean of a window's count is at least this: what is read comes in handfuls. */
const LEAST_DISPERSION = 1.5;
/** Of the most before: a record by less is growth. */
const LEAST_SHARE = 0.25;
/** Times the usual rate: as much as that is still nothing out of the ordinary. */
const WELL_ABOVE = 1.25;
/** Of fewer earlier windows nothing is known. */
const LEAST_WINDOWS = 3;

/** What is asked of all windows of one length. */
export interface RecordHighTest {
  /** In buckets. */
  readonly length: number;
  /** By how much a window must exceed every earlier one, at least; and by a quarter of the most in one. */
  readonly least: number;
  readonly tolerated: number;
  /** The variance is taken to be so many times what the earlier windows show. */
  readonly caution: number;
  /** What is expected of a window, given the moments of earlier ones. */
  readonly expect: (moments: Moments) => Moments;
}

export interface RecordHigh {
  /** Buckets `[start, end)`, without the quiet at their beginning. */
  readonly start: number;
  readonly end: number;
  /** Of the whole window. */
  readonly observed: number;
  /** The most in any earlier window. */
  readonly upperBound: number;
  /** Of the window alone. */
  readonly pValue: number;
  /** What was expected of it. */
  readonly mean: number;
  readonly variance: number;
}

/**
 * Windows with more in them than every earlier one of up to `scope.lookback` buckets had, and so much more that a
 * negative binomial with the moments of the earlier disjoint windows makes it as improbable as is tolerated. Windows
 * end with each bucket that has anything in it, and a peak goes on for as long as they hold more and more. What has
 * signalled is history no more, and no part of a later window.
 *
 * Takes time in proportion to what there is, but for windows that exceed all before them.
 * @param tally what is counted in a window; empty
 * @param judgedFrom no window that begins before this bucket is judged
 */
export function findRecordHighs(
  accumulator: HistogramCounts,
  evaluableFrom: number,
  scope: BucketScope,
  question: RecordHighTest,
): RecordHigh[] {
  const { length, least, tolerated, caution, expect } = question;
  const { buckets } = accumulator;
  const recordHighs: RecordHigh[] = [];
  const begins = lowerBound(buckets, scope.historyFrom);
  const totals = accumulator.totals(length, begins);
  const most = new SlidingMost(totals);
  const ends = lowerBound(buckets, scope.to);
  let [known, oldest] = [begins, begins];
  /** The last window that was tested and found to be nothing. */
  let usual = { bucket: -Infinity, observed: 0 };
  let last: RecordHigh | undefined;
  for (let high = begins; high < ends; high++) {
    const bucket = buckets[high]!;
    let start = bucket - length + 1;
    let observed = totals[high]!;
    if (last !== undefined && start < last.end) {
      const grown = grownBy(last, high, length, scope, accumulator);
      if (grown !== undefined) {
        recordHighs[recordHighs.length - 1] = last = grown;
        totals[high] = 0;
        continue;
      }
      start = last.end;
      observed = totals[high] = totalOf(accumulator, lowerBound(buckets, start), high + 1);
    }
    while (buckets[known]! < start) most.add(known++);
    if (start < evaluableFrom) continue;
    const from = Math.max(buckets[begins]!, start - scope.lookback);
    while (buckets[oldest]! < from) oldest++;
    most.dropBefore(oldest);
    if (observed - most.value < Math.max(least, LEAST_SHARE * most.value)) continue; // Nearly all windows end here.
    // What was found usual a moment ago is usual still.
    if (observed <= usual.observed && bucket - usual.bucket < length) continue;
    const past = momentsBefore(start, from, length, recordHighs, accumulator);
    if (past.windows < LEAST_WINDOWS) continue;
    const { mean, variance, windows } = expect(past);
    // Of few windows the mean is hardly known.
    const spread = caution * Math.max(LEAST_DISPERSION * mean, variance) + (mean * mean) / windows;
    const pValue = upperTail(observed, mean, spread);
    if (pValue > tolerated) {
      usual = { bucket, observed };
      continue;
    }
    const first = beginning(lowerBound(buckets, start), high, past.mean / length, accumulator);
    last = {
      start: buckets[first]!,
      end: bucket + 1,
      observed,
      upperBound: most.value,
      pValue,
      mean,
      variance: spread,
    };
    recordHighs.push(last);
    totals.fill(0, first, high + 1); // never history
  }
  return recordHighs.filter(({ end }) => end > scope.from);
}

/** The peak with one more entry, where what made it goes on: the window that ends with it holds still more. */
function grownBy(
  recordHigh: RecordHigh,
  high: number,
  length: number,
  { keepAlive, maxSignal }: BucketScope,
  accumulator: HistogramCounts,
): RecordHigh | undefined {
  const { buckets } = accumulator;
  const bucket = buckets[high]!;
  if (bucket - recordHigh.end > keepAlive || bucket + 1 - recordHigh.start > maxSignal) return undefined;
  const observed = totalOf(
    accumulator,
    lowerBound(buckets, Math.max(recordHigh.start, bucket - length + 1)),
    high + 1,
  );
  if (observed <= recordHigh.observed) return undefined;
  const pValue = Math.min(recordHigh.pValue, upperTail(observed, recordHigh.mean, recordHigh.variance));
  return { ...recordHigh, end: bucket + 1, observed, pValue };
}

/**
 * Where what is out of the ordinary began: of entries `[low, high]` the one from which to the last most lies well above
 * the usual rate, so that the quiet before it is left out.
 * @param rate in a bucket
 */
function beginning(low: number, high: number, rate: number, accumulator: HistogramCounts): number {
  const { buckets } = accumulator;
  const end = buckets[high]! + 1;
  let [best, most] = [high, -Infinity];
  for (let entry = high; entry >= low; entry--) {
    accumulator.enter(entry);
    const excess = accumulator.total - WELL_ABOVE * rate * (end - buckets[entry]!);
    if (excess > most) [best, most] = [entry, excess];
  }
  for (let entry = high; entry >= low; entry--) accumulator.leave(entry);
  return best;
}

/** Moments of the disjoint windows that follow one another back from bucket `to` to `from`, but for those with peaks. */
function momentsBefore(
  to: number,
  from: number,
  length: number,
  recordHighs: readonly RecordHigh[],
  accumulator: HistogramCounts,
): Moments {
  const { buckets } = accumulator;
  let [windows, sum, squares] = [0, 0, 0];
  let after = lowerBound(buckets, to);
  let recordHigh = recordHighs.length - 1;
  for (let end = to; end > from; end -= length) {
    const begin = Math.max(from, end - length);
    let first = after;
    while (first > 0 && buckets[first - 1]! >= begin) first--;
    const total = totalOf(accumulator, first, after);
    after = first;
    while (recordHigh >= 0 && recordHighs[recordHigh]!.start >= end) recordHigh--;
    if (recordHigh >= 0 && recordHighs[recordHigh]!.end > begin) continue;
    windows++;
    sum += total;
    squares += total * total;
  }
  const mean = windows === 0 ? 0 : sum / windows;
  const variance = windows < 2 ? 0 : Math.max(0, (squares - sum * mean) / (windows - 1));
  return { windows, mean, variance };
}

/** What entries `[first, after)` come to. */
function totalOf(accumulator: HistogramCounts, first: number, after: number): number {
  for (let entry = first; entry < after; entry++) accumulator.enter(entry);
  const { total } = accumulator;
  for (let entry = first; entry < after; entry++) accumulator.leave(entry);
  return total;
}

/** The greatest of an array's values in a range of entries whose ends only move on. */
class SlidingMost {
  readonly #values: Float64Array;
  /** Entries that none after them equals or exceeds: those in `[#first, #after)`. */
  readonly #entries: Uint32Array;
  #first = 0;
  #after = 0;

  constructor(values: Float64Array) {
    this.#values = values;
    this.#entries = new Uint32Array(values.length);
  }

  /** 0 where there are none. */
  get value(): number {
    return this.#first < this.#after ? this.#values[this.#entries[this.#first]!]! : 0;
  }

  add(entry: number): void {
    const value = this.#values[entry]!;
    while (this.#after > this.#first && this.#values[this.#entries[this.#after - 1]!]! <= value)
      this.#after--;
    this.#entries[this.#after++] = entry;
  }

  /** Lets entries before `entry` go. */
  dropBefore(entry: number): void {
    while (this.#first < this.#after && this.#entries[this.#first]! < entry) this.#first++;
  }
}
