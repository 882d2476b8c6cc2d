/** How often each value came: value, count, value, count, … Values are whole numbers from 0 to 2³² - 1. */
export type Tally = Uint32Array<ArrayBuffer>;

/**
 * Counts values that are much the same again and again, such as the microseconds that small objects take, so that
 * a handful of numbers crosses threads and meets a histogram in place of one an object.
 */
export class TallyCounter {
  readonly #counts = new Map<number, number>();

  /** @param value rounded, and cut to what a tally holds */
  add(value: number): void {
    const whole = Math.min(Math.max(0, Math.round(value)), 0xffff_ffff);
    this.#counts.set(whole, (this.#counts.get(whole) ?? 0) + 1);
  }

  pack(): Tally {
    const tally = new Uint32Array(this.#counts.size * 2);
    let at = 0;
    for (const [value, count] of this.#counts) {
      tally[at++] = value;
      tally[at++] = count;
    }
    return tally;
  }
}
