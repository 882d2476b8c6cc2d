import { upperTail } from '../probability/tail.js';

/** Variance over mean of a window's count is at least this. */
const LEAST_DISPERSION = 1.5;

/** What earlier new origins of a family brought, in their busiest windows. */
export class StrangerHistory {
  readonly #past: { readonly bucket: number; readonly count: number; readonly isWhollyNew: boolean }[] = [];

  /** @param bucket of the window's start */
  note(bucket: number, count: number, isWhollyNew: boolean): void {
    this.#past.push({ bucket, count, isWhollyNew });
  }

  /** The counts from bucket `from` on; for a wholly new origin those of wholly new ones alone. */
  since(from: number, isWhollyNew: boolean): number[] {
    return this.#past
      .filter((one) => one.bucket >= from && (!isWhollyNew || one.isWhollyNew))
      .map((one) => one.count);
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
