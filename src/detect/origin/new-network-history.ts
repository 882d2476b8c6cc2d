import { upperTail } from '../probability/tail.js';

/** Variance over mean of a window's count is at least this. */
const LEAST_DISPERSION = 1.5;

/** What earlier new origins of a family brought, in their busiest windows. */
export class NewNetworkHistory<Who> {
  readonly #past: {
    readonly who: Who;
    readonly bucket: number;
    readonly count: number;
    readonly isWhollyNew: boolean;
  }[] = [];
  readonly #forgotten = new Set<Who>();

  /** @param bucket of the window's start */
  note(who: Who, bucket: number, count: number, isWhollyNew: boolean): void {
    this.#past.push({ who, bucket, count, isWhollyNew });
  }

  /** What has signalled is no history. */
  forget(who: Who): void {
    this.#forgotten.add(who);
  }

  /** The counts from bucket `from` to before `to`; for a wholly new origin those of wholly new ones alone. */
  between(from: number, to: number, isWhollyNew: boolean): number[] {
    return this.#past
      .filter(({ who, bucket }) => bucket >= from && bucket < to && !this.#forgotten.has(who))
      .filter((one) => !isWhollyNew || one.isWhollyNew)
      .map(({ count }) => count);
  }
}

/**
 * Probability of at least `count` in a window, by a negative binomial with the moments of `windows` earlier ones in
 * which new origins brought the counts `earlier`, and nothing else did.
 * @param prior what is taken to have been in them besides
 */
export function tailAfter(count: number, earlier: readonly number[], prior: number, windows: number): number {
  const sum = earlier.reduce((a, b) => a + b, 0);
  const squares = earlier.reduce((a, b) => a + b * b, 0);
  const mean = (sum + prior) / windows;
  return upperTail(count, mean, Math.max(LEAST_DISPERSION * mean, squares / windows - (sum / windows) ** 2));
}
