/** How often each value occurred: value, count, value, count, … Values are whole numbers from 0 to 2³² − 1. */
export type HistogramCounts = Uint32Array<ArrayBuffer>;

const LARGEST = 0xffff_ffff;
/**
 * Smaller values are exact; each range between two powers of two above is divided into half as many parts, as in an
 * HdrHistogram of 3 digits.
 */
const PARTS = 2048;

/**
 * Counts values with three significant digits. Small objects take nearly the same time again and again, so there are
 * few different values, and few numbers cross threads.
 */
export class HistogramCounter {
  readonly #counts = new Map<number, number>();

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** @param value rounded to a whole number, then limited to 0 … 2³² − 1 */
  add(value: number): void {
    const whole = Math.round(value);
    this.#add(whole < PARTS ? Math.max(0, whole) : rounded(Math.min(whole, LARGEST)), 1);
  }

  merge(counts: HistogramCounts): void {
    for (let at = 0; at < counts.length; at += 2) this.#add(rounded(counts[at]!), counts[at + 1]!);
  }

  pack(): HistogramCounts {
    const packed = new Uint32Array(this.#counts.size * 2);
    let at = 0;
    for (const [value, count] of this.#counts) {
      packed[at++] = value;
      packed[at++] = count;
    }
    return packed;
  }

  #add(value: number, count: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + count);
  }
}

/** The least value of the part that a value is in. */
function rounded(value: number): number {
  const shift = Math.max(0, Math.clz32(PARTS - 1) - Math.clz32(value));
  return ((value >>> shift) << shift) >>> 0;
}
