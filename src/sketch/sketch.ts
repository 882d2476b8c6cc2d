/**
 * A small summary of many items. Its `merge` is commutative and associative to the byte: for the same items, every
 * order and every tree of merges gives the same `serialize()`.
 */
export interface Sketch<Self, Item extends readonly unknown[]> {
  /** Adds one item. */
  update(...item: Item): void;
  /**
   * Adds all items of `other` and does not change `other`.
   * @throws TrailspikeError E_SKETCH_MISMATCH when the two have different parameters
   */
  merge(other: Self): void;
  /** Kind, format version, parameters, content. The class's own `deserialize` reads it. */
  serialize(): Uint8Array;
}

/**
 * A sketch that counts the elements of a set of 64-bit hashes, each given as two unsigned 32-bit halves. Its `merge` is
 * also idempotent, so an element counts once, however often it is added.
 */
export interface SetSketch<Self> extends Sketch<Self, [hi: number, lo: number]> {
  /** How many distinct hashes were added. */
  estimate(): number;
  /**
   * The count is at least this, with a confidence of `sigmas` standard errors.
   * @param sigmas at least 0; 1, 2 and 3 mean 68, 95 and 99.7 %
   */
  lowerBound(sigmas: number): number;
  /** The count is at most this, with a confidence of `sigmas` standard errors; Infinity when there is no bound. */
  upperBound(sigmas: number): number;
}
