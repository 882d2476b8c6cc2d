/**
 * The k-th largest value of a changing selection from a fixed list. Adding and removing take constant time. A query
 * moves a cursor along the distinct values, only a short way if little has changed since the last query.
 */
export class OrderStatistic {
  /** Distinct values, ascending. */
  readonly #distinct: Uint32Array;
  /** For each entry of the list the index of its value in `#distinct`. */
  readonly #rankOf: Uint32Array;
  /** For each distinct value the number of selected entries with it. */
  readonly #selected: Uint32Array;
  /** Index of a distinct value, and the number of selected entries with a larger value. */
  #cursor = 0;
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
    if (rank > this.#cursor) this.#above++;
  }

  /** Removes the entry at index `entry`, which must be selected, from the selection. */
  remove(entry: number): void {
    const rank = this.#rankOf[entry]!;
    this.#selected[rank]!--;
    this.#size--;
    if (rank > this.#cursor) this.#above--;
  }

  /** The k-th largest selected value, k from 1; 0 when fewer than k are selected. */
  kthLargest(k: number): number {
    if (k > this.#size) return 0;
    while (this.#above >= k) this.#above -= this.#selected[++this.#cursor]!;
    while (this.#above + this.#selected[this.#cursor]! < k) this.#above += this.#selected[this.#cursor--]!;
    return this.#distinct[this.#cursor]!;
  }
}
