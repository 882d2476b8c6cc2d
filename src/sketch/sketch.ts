/**
 * A small summary of many items, whose `merge` is commutative and associative to the byte: any order and any
 * tree of merges over the same items gives equal `serialize()`.
 */
export interface Sketch<Self, Item extends readonly unknown[]> {
  /** Takes one item in. */
  update(...item: Item): void;
  /**
   * Takes in all that `other` has seen and leaves `other` as it is.
   * @throws TrailspikeError E_SKETCH_MISMATCH when the two were made with different parameters.
   */
  merge(other: Self): void;
  /** Family, format version, parameters, content; read back by the class's own `deserialize`. */
  serialize(): Uint8Array;
}

/**
 * A sketch of a set of 64-bit hashes, each given as two unsigned 32-bit halves, that counts its elements. Its
 * `merge` is idempotent too, so an element counts once however often and wherever it is seen.
 */
export interface SetSketch<Self> extends Sketch<Self, [hi: number, lo: number]> {
  /** How many distinct hashes it has seen. */
  estimate(): number;
  /**
   * The count is not below this, at a confidence of `sigmas` standard errors.
   * @param sigmas at least 0; 1, 2 and 3 stand for 68, 95 and 99.7 %.
   */
  lowerBound(sigmas: number): number;
  /** The count is not above this, at a confidence of `sigmas` standard errors; Infinity when they exceed it. */
  upperBound(sigmas: number): number;
}
