import { ByteReader, ByteWriter } from './codec.js';
import { readPreamble, requireSame, writePreamble } from './preamble.js';
import type { Sketch } from './sketch.js';

const VERSION = 1;

/**
 * Quantiles of non-negative values with a relative error of at most `alpha`, after DDSketch (C. Masson, J. E. Rim,
 * H. K. Lee, PVLDB 12(12), 2019). Bin i counts the values in (γ^(i−1), γ^i] with γ = (1 + α)/(1 − α); zeros have
 * a bin of their own; no bins are ever joined, so the error holds for every quantile (of values from
 * 1e-300 to 1e300; near the ends of their range doubles lose digits). With the default α the values 1 to 1,000,000 need 692 bins.
 *
 * `merge` adds whole numbers: commutative and associative to the byte, but not idempotent. Merge parts that
 * have no value in common.
 */
export class QuantileSketch implements Sketch<QuantileSketch, [value: number, count?: number]> {
  readonly alpha: number;
  readonly #logGamma: number;
  /** Values by bin index. */
  readonly #bins = new Map<number, number>();
  #zeros = 0;
  #count = 0;

  /** @param alpha relative error, from a millionth to below 1. @default 0.01 */
  constructor(alpha = 0.01) {
    if (!isAlpha(alpha)) throw new RangeError(`Expected an alpha from 1e-6 to below 1, got ${alpha}`);
    this.alpha = alpha;
    this.#logGamma = logGammaOf(alpha);
  }

  /** How many values it has seen. */
  get count(): number {
    return this.#count;
  }

  /**
   * Takes in a value, `count` times.
   * @param value finite, at least 0.
   * @param count a whole number, at least 1. @default 1
   * @throws RangeError for any other.
   */
  update(value: number, count = 1): void {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`Expected a finite value of at least 0, got ${value}`);
    }
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`Expected a whole count of at least 1, got ${count}`);
    }
    this.#add(value === 0 ? undefined : this.#binOf(value), count);
  }

  merge(other: QuantileSketch): void {
    requireSame('quantile', 'alpha', this.alpha, other.alpha);
    const zeros = other.#zeros;
    for (const [bin, count] of [...other.#bins]) this.#add(bin, count);
    if (zeros > 0) this.#add(undefined, zeros);
  }

  /**
   * The value at rank ⌊q·(count − 1)⌋ of all values in ascending order, within a relative error of alpha;
   * `undefined` when there are none.
   * @param q 0 (the least value) to 1 (the greatest).
   */
  quantile(q: number): number | undefined {
    // The point at which both ends of the bin are at the same relative distance.
    return this.#read(q, (bin) => this.#edge(bin) * (2 / (1 + Math.exp(this.#logGamma))));
  }

  /** The quantile's bin begins here: the true value is not below this. */
  lowerBound(q: number): number | undefined {
    return this.#read(q, (bin) => this.#edge(bin - 1));
  }

  /** The quantile's bin ends here: the true value is not above this. */
  upperBound(q: number): number | undefined {
    return this.#read(q, (bin) => this.#edge(bin));
  }

  /** Preamble, alpha f64, zeros varint, bins varint; then each bin's index (the first zigzag, the others as steps) and count. */
  serialize(): Uint8Array {
    const writer = new ByteWriter(32 + this.#bins.size * 3);
    writePreamble(writer, 'quantile', VERSION);
    writer.f64(this.alpha);
    writer.varint(this.#zeros);
    writer.varint(this.#bins.size);
    let last: number | undefined;
    for (const bin of this.#sortedBins()) {
      writer.varint(last === undefined ? zigzag(bin) : bin - last);
      writer.varint(this.#bins.get(bin)!);
      last = bin;
    }
    return writer.finish();
  }

  /** @throws TrailspikeError E_SKETCH_BYTES */
  static deserialize(bytes: Uint8Array): QuantileSketch {
    const reader = new ByteReader(bytes);
    readPreamble(reader, 'quantile', VERSION);
    const alpha = reader.f64();
    if (!isAlpha(alpha)) reader.fail(`has alpha ${alpha}, expected one from 1e-6 to below 1`);
    const sketch = new QuantileSketch(alpha);
    sketch.#readBins(reader);
    reader.end();
    return sketch;
  }

  #readBins(reader: ByteReader): void {
    const zeros = reader.varint();
    const bins = reader.varint();
    const [least, greatest] = [this.#binOf(Number.MIN_VALUE), this.#binOf(Number.MAX_VALUE)];
    let total = zeros;
    let bin = 0;
    for (let i = 0; i < bins; i++) {
      const step = reader.varint();
      if (i > 0 && step === 0) reader.fail('has the same bin twice');
      bin = i === 0 ? unzigzag(step) : bin + step;
      if (bin < least || bin > greatest) reader.fail(`has bin ${bin}, expected ${least} to ${greatest}`);
      const count = reader.varint();
      if (count === 0) reader.fail('has an empty bin');
      total += count;
      if (!Number.isSafeInteger(total)) reader.fail('has more than 2^53 - 1 values');
      this.#bins.set(bin, count);
    }
    this.#zeros = zeros;
    this.#count = total;
  }

  #add(bin: number | undefined, count: number): void {
    if (this.#count + count > Number.MAX_SAFE_INTEGER) {
      throw new RangeError('A quantile sketch holds at most 2^53 - 1 values');
    }
    this.#count += count;
    if (bin === undefined) this.#zeros += count;
    else this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
  }

  #read(q: number, valueOf: (bin: number) => number): number | undefined {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`Expected a quantile from 0 to 1, got ${q}`);
    if (this.#count === 0) return undefined;
    const rank = Math.floor(q * (this.#count - 1));
    let below = this.#zeros;
    if (rank < below) return 0;
    let last = 0;
    for (const bin of this.#sortedBins()) {
      below += this.#bins.get(bin)!;
      last = bin;
      if (rank < below) break;
    }
    return valueOf(last);
  }

  #binOf(value: number): number {
    return Math.ceil(Math.log(value) / this.#logGamma);
  }

  #edge(bin: number): number {
    return Math.min(Math.exp(bin * this.#logGamma), Number.MAX_VALUE);
  }

  #sortedBins(): number[] {
    return [...this.#bins.keys()].sort((a, b) => a - b);
  }
}

function isAlpha(alpha: number): boolean {
  return alpha >= 1e-6 && alpha < 1;
}

/** ln γ, without the rounding of 1 ± α. */
function logGammaOf(alpha: number): number {
  return Math.log1p(alpha) - Math.log1p(-alpha);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(code: number): number {
  return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
}
