/** How often each value came: value, count, value, count, … Values are whole numbers from 0 to 2³² - 1. */
export type HistogramCounts = Uint32Array<ArrayBuffer>;

const LARGEST = 0xffff_ffff;
/** Smaller values are kept as they are, larger ones to as many parts. A histogram of three digits has the same. */
const PARTS = 2048;

/**
 * Counts values to three significant digits. Of times that are much the same again and again, such as small
 * objects take, that is a handful of numbers, and a handful is what crosses threads.
 */
export class HistogramCounter {
  readonly #counts = new Map<number, number>();

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** @param value rounded, and cut to what a tally holds */
  add(value: number): void {
    const whole = Math.round(value);
    this.#add(whole < PARTS ? Math.max(0, whole) : rounded(Math.min(whole, LARGEST)), 1);
  }

  merge(tally: HistogramCounts): void {
    for (let at = 0; at < tally.length; at += 2) this.#add(rounded(tally[at]!), tally[at + 1]!);
  }

  pack(): HistogramCounts {
    const tally = new Uint32Array(this.#counts.size * 2);
    let at = 0;
    for (const [value, count] of this.#counts) {
      tally[at++] = value;
      tally[at++] = count;
    }
    return tally;
  }

  #add(value: number, count: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + count);
  }
}

/** Down to the beginning of its part. */
function rounded(value: number): number {
  const shift = Math.max(0, Math.clz32(PARTS - 1) - Math.clz32(value));
  return ((value >>> shift) << shift) >>> 0;
}
