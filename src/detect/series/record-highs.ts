import { lowerBound } from '../../base/lower-bound.js';
import type { BucketPeriod } from '../period.js';
import { upperTail } from '../probability/tail.js';
import type { Moments } from './baseline.js';
import type { WindowAccumulator } from './window-accumulator.js';

/** The variance of a window count is taken as at least this many times the mean: retrievals come in groups. */
const MIN_DISPERSION = 1.5;
/** Share of the largest earlier count by which a record must exceed it; less than that is growth. */
const MIN_SHARE = 0.25;
/** Factor on the usual rate: up to that rate a bucket is not part of a burst. */
const BURST_RATE = 1.25;
/** With fewer earlier windows nothing is tested. */
const MIN_WINDOWS = 3;

/** How the windows of one length are tested. */
export interface RecordHighTest {
  /** In buckets. */
  readonly length: number;
  /** A window must exceed every earlier one by at least this, and by a quarter of the largest earlier one. */
  readonly least: number;
  /** The largest p-value of a record high. */
  readonly tolerated: number;
  /** Factor on the variance of the earlier windows. */
  readonly caution: number;
  /** The moments that are expected of a window, given those of the earlier ones. */
  readonly expect: (moments: Moments) => Moments;
}

export interface RecordHigh {
  /** Buckets `[start, end)`, without the quiet buckets before the burst. */
  readonly start: number;
  readonly end: number;
  /** Count of the whole window. */
  readonly observed: number;
  /** Largest count of an earlier window. */
  readonly upperBound: number;
  /** Of this window alone, without correction for other windows. */
  readonly pValue: number;
  /** The moments that were expected of the window. */
  readonly mean: number;
  readonly variance: number;
}

/**
 * Record highs: windows whose count exceeds that of every earlier window in the last `period.lookback` buckets, by so
 * much that the p-value is at most `test.tolerated`. The p-value is that of a negative binomial distribution with the
 * moments of the earlier adjacent windows. A window ends with each bucket that has an entry, and a record high is
 * extended as long as the count still grows. Buckets of a record high are excluded from the history and from later
 * windows.
 *
 * Takes time in proportion to the number of entries, except for windows that exceed all earlier ones.
 * @param accumulator what is counted in a window; empty
 * @param evaluableFrom windows that begin before this bucket are not tested
 * @returns in time order, without overlap, those that end after `period.from`
 */
export function findRecordHighs(
  accumulator: WindowAccumulator,
  evaluableFrom: number,
  period: BucketPeriod,
  test: RecordHighTest,
): RecordHigh[] {
  const { length, least, tolerated, caution, expect } = test;
  const { buckets } = accumulator;
  const recordHighs: RecordHigh[] = [];
  const begins = lowerBound(buckets, period.historyFrom);
  const totals = accumulator.totals(length, begins);
  const most = new SlidingMaximum(totals);
  const ends = lowerBound(buckets, period.to);
  let [known, oldest] = [begins, begins];
  /** The last window that was tested without being a record high. */
  let lastTested = { bucket: -Infinity, observed: 0 };
  let last: RecordHigh | undefined;
  for (let high = begins; high < ends; high++) {
    const bucket = buckets[high]!;
    let start = bucket - length + 1;
    let observed = totals[high]!;
    if (last !== undefined && start < last.end) {
      const grown = extended(last, high, length, period, accumulator);
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
    const from = Math.max(buckets[begins]!, start - period.lookback);
    while (buckets[oldest]! < from) oldest++;
    most.dropBefore(oldest);
    if (observed - most.value < Math.max(least, MIN_SHARE * most.value)) continue; // nearly all windows end here
    // No larger than an overlapping window that was just tested.
    if (observed <= lastTested.observed && bucket - lastTested.bucket < length) continue;
    const past = momentsBefore(start, from, length, recordHighs, accumulator);
    if (past.windows < MIN_WINDOWS) continue;
    const { mean, variance, windows } = expect(past);
    // With few windows the mean itself is uncertain.
    const spread = caution * Math.max(MIN_DISPERSION * mean, variance) + (mean * mean) / windows;
    const pValue = upperTail(observed, mean, spread);
    if (pValue > tolerated) {
      lastTested = { bucket, observed };
      continue;
    }
    const first = burstStart(lowerBound(buckets, start), high, past.mean / length, accumulator);
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
    totals.fill(0, first, high + 1); // excluded from the history
  }
  return recordHighs.filter(({ end }) => end > period.from);
}

/** The record high with one more entry, if the window that ends with this entry holds still more; else undefined. */
function extended(
  recordHigh: RecordHigh,
  high: number,
  length: number,
  { keepAlive, maxSignal }: BucketPeriod,
  accumulator: WindowAccumulator,
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
 * The entry with which a burst begins: of entries `[low, high]` the one from which the sum up to the last entry exceeds
 * the usual rate most. This leaves out the quiet buckets before the burst.
 * @param rate usual count of a bucket
 */
function burstStart(low: number, high: number, rate: number, accumulator: WindowAccumulator): number {
  const { buckets } = accumulator;
  const end = buckets[high]! + 1;
  let [best, most] = [high, -Infinity];
  for (let entry = high; entry >= low; entry--) {
    accumulator.enter(entry);
    const excess = accumulator.total - BURST_RATE * rate * (end - buckets[entry]!);
    if (excess > most) [best, most] = [entry, excess];
  }
  for (let entry = high; entry >= low; entry--) accumulator.leave(entry);
  return best;
}

/** Moments of the adjacent windows from bucket `to` back to `from`, without those that touch a record high. */
function momentsBefore(
  to: number,
  from: number,
  length: number,
  recordHighs: readonly RecordHigh[],
  accumulator: WindowAccumulator,
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

/** The total of entries `[first, after)`. */
function totalOf(accumulator: WindowAccumulator, first: number, after: number): number {
  for (let entry = first; entry < after; entry++) accumulator.enter(entry);
  const { total } = accumulator;
  for (let entry = first; entry < after; entry++) accumulator.leave(entry);
  return total;
}

/** The largest value of an array in a range of entries whose ends only move forward. */
class SlidingMaximum {
  readonly #values: Float64Array;
  /** The candidates, in `[#first, #after)`: entries larger than all later ones in the range. */
  readonly #entries: Uint32Array;
  #first = 0;
  #after = 0;

  constructor(values: Float64Array) {
    this.#values = values;
    this.#entries = new Uint32Array(values.length);
  }

  /** 0 for an empty range. */
  get value(): number {
    return this.#first < this.#after ? this.#values[this.#entries[this.#first]!]! : 0;
  }

  add(entry: number): void {
    const value = this.#values[entry]!;
    while (this.#after > this.#first && this.#values[this.#entries[this.#after - 1]!]! <= value)
      this.#after--;
    this.#entries[this.#after++] = entry;
  }

  /** Removes the entries before `entry` from the range. */
  dropBefore(entry: number): void {
    while (this.#first < this.#after && this.#entries[this.#first]! < entry) this.#first++;
  }
}
