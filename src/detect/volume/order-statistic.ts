/**
 * The k-th largest of a changing selection from a fixed list of values. Adding and removing take constant
 * time; asking moves a finger along the distinct values, a short way when little has changed since.
 */
export class OrderStatistic {
  /** Distinct values, ascending. */
  readonly #distinct: Uint32Array;
  /** For each entry of the list, where its value stands among the distinct ones. */
  readonly #rankOf: Uint32Array;
  /** How many selected entries have each distinct value. */
  readonly #selected: Uint32Array;
  /** The finger, and how many selected entries are larger than the value under it. */
  #finger = 0;
  #above = 0;
  #size = 0;

  constructor(values: Uint32Array) {
    const sorted = values.slice().sort();
    let distinct = 0;
    for (let at = 0; at < sorted.length; at++) {
      if (at === 0 || sorted[at] !== sorted[distinct - 1]) sorted[distinct++] = sorted[at]!;
    }
    this.#distinct = sorted.subarray(0, distinct);
    const rank = new Map<number, number>();
    this.#distinct.forEach((value, at) => rank.set(value, at));
    this.#rankOf = values.map((value) => rank.get(value)!);
    this.#selected = new Uint32Array(distinct);
  }

  /** Selects the entry at index `entry`, which must not be selected already. */
  add(entry: number): void {
    const rank = this.#rankOf[entry]!;
    this.#selected[rank]!++;
    this.#size++;
    if (rank > this.#finger) this.#above++;
  }

  /** Takes the entry at index `entry`, which must be selected, out of the selection. */
  remove(entry: number): void {
    const rank = this.#rankOf[entry]!;
    this.#selected[rank]!--;
    this.#size--;
    if (rank > this.#finger) this.#above--;
  }

  /** The k-th largest selected value, k from 1; 0 when fewer than k are selected. */
  kthLargest(k: number): number {
    if (k > this.#size) return 0;
    while (this.#above >= k) this.#above -= this.#selected[++this.#finger]!;
    while (this.#above + this.#selected[this.#finger]! < k) this.#above += this.#selected[this.#finger--]!;
    return this.#distinct[this.#finger]!;
  }
}
