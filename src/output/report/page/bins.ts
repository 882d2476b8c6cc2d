import type { ActivitySteps } from '../../../model/activity.js';

/** Counts in bins of equal length, without gaps. */
export interface Bins {
  /** Epoch seconds. */
  readonly from: number;
  readonly seconds: number;
  readonly retrievals: readonly number[];
  readonly failures: readonly number[];
  readonly newItems: readonly number[];
}

const LENGTHS = [60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 604_800];

/** The shortest bins, of the length of a step or more, of which a span has at most so many. */
export function binLength(span: number, { seconds }: Pick<ActivitySteps, 'seconds'>, most: number): number {
  const fitting = LENGTHS.filter((one) => one >= seconds && one % seconds === 0);
  return fitting.find((one) => span / one <= most) ?? Math.max(seconds, fitting.at(-1) ?? seconds);
}

/** The steps that begin in a range of time, in bins. */
export function bins(activity: ActivitySteps, from: number, to: number, seconds: number): Bins {
  const first = Math.floor(from / seconds);
  const length = Math.max(1, Math.ceil(to / seconds) - first);
  const [retrievals, failures, newItems] = [0, 0, 0].map(() => new Array<number>(length).fill(0));
  for (const [index, step] of activity.steps.entries()) {
    const bin = Math.floor((activity.from + step * activity.seconds) / seconds) - first;
    if (bin < 0 || bin >= length) continue;
    retrievals![bin]! += activity.retrievals[index]!;
    failures![bin]! += activity.failures[index]!;
    newItems![bin]! += activity.newItems?.[index] ?? 0;
  }
  return {
    from: first * seconds,
    seconds,
    retrievals: retrievals!,
    failures: failures!,
    newItems: newItems!,
  };
}

/** What was usual before each bin: of the bins in two weeks before it that have any retrievals. */
export interface Usual {
  /** 5th and 95th percentile; null where there is nothing before. */
  readonly low: (number | null)[];
  readonly high: (number | null)[];
  /** The largest. */
  readonly most: (number | null)[];
}

const HISTORY = 14 * 86_400;

/**
 * @param first bin to answer for, as an index
 * @param end of what counts: the bins from it on have the usual of that one
 */
export function usualBefore({ retrievals, seconds }: Bins, first: number, end: number): Usual {
  const usual: Usual = { low: [], high: [], most: [] };
  const length = Math.ceil(HISTORY / seconds);
  const active = retrievals.flatMap((count, bin) => (count > 0 ? [bin] : []));
  for (let bin = first; bin < retrievals.length; bin++) {
    const until = Math.min(bin, end);
    const counts = active
      .filter((one) => one < until && one >= until - length)
      .map((one) => retrievals[one]!)
      .sort((a, b) => a - b);
    const at = (share: number): number | null =>
      counts.length === 0 ? null : counts[Math.min(counts.length - 1, Math.floor(share * counts.length))]!;
    usual.low.push(at(0.05));
    usual.high.push(at(0.95));
    usual.most.push(counts.at(-1) ?? null);
  }
  return usual;
}
