/** A complete code whose decoding table is as large as one can be. */
export interface LargestTable {
  /** Entries of the table, subtables included. */
  readonly entries: number;
  /** Lengths of its codes in bits, ascending. */
  readonly lengths: readonly number[];
}

const MAX_BITS = 15;

/**
 * Searches all complete codes of up to `symbols` symbols for the one that needs the most entries in a table `width`
 * bits wide, with subtables: the method of `enough.c` among zlib's examples.
 */
export function largestTable(symbols: number, width: number, above = 0): LargestTable {
  let best: LargestTable = { entries: above, lengths: [] };
  const counts = new Array<number>(MAX_BITS + 1).fill(0);
  const seen = new Set<number>();

  /**
   * Goes on with `rest` symbols to be given codes.
   * @param open beginnings of codes that are yet to be completed, of `length` bits
   * @param free entries that are left in the subtable begun last
   */
  const examine = (rest: number, open: number, length: number, entries: number, free: number): void => {
    const size = 1 << (length - width);
    if (rest === open) {
      let total = entries;
      for (let left = open, room = free; room < left; room = size) {
        left -= room;
        total += size;
      }
      if (total > best.entries) {
        counts[length] = rest;
        counts.fill(0, length + 1);
        best = { entries: total, lengths: counts.flatMap((n, bits) => new Array<number>(n).fill(bits)) };
      }
      return;
    }
    const begun = free > 0 ? size : 0;
    const more = bound(rest - free, (open - free) / size + (free > 0 ? 1 : 0), length - width, free > 0);
    if (entries - begun + more <= best.entries) return;
    const state = (((rest * 512 + open) * 16 + length) * 4096 + entries) * 512 + free;
    if (seen.has(state)) return;
    seen.add(state);
    const least = Math.max(0, 2 * open - rest);
    const below = 2 ** (MAX_BITS - length);
    const most = Math.floor((open * below - rest) / (below - 1));
    let room = free;
    let total = entries;
    for (let used = 0; used <= most; used++) {
      if (used >= least) {
        counts[length] = used;
        examine(rest - used, 2 * (open - used), length + 1, total + (room > 0 ? size : 0), 2 * room);
      }
      if (room === 0) {
        room = size;
        total += size;
      }
      room--;
    }
  };

  /**
   * No `tables` subtables have more entries, if all codes to come have `least` bits or more in them. Of one that is
   * begun, the symbols that it needs at least are not among the `rest`.
   */
  const bound = (rest: number, tables: number, least: number, begun: boolean): number => {
    const deeper = MAX_BITS - width - least;
    const spare = rest - (tables - (begun ? 1 : 0)) * (1 << least);
    // Each further level takes one more symbol, and doubles a subtable: a few deep ones give the most.
    const deepest = deeper > 0 ? Math.min(tables, Math.floor(spare / deeper)) : tables;
    if (deepest === tables) return tables << (least + deeper);
    return (
      (deepest << (least + deeper)) + (1 << (least + (spare % deeper))) + ((tables - deepest - 1) << least)
    );
  };

  // So many entries of the table lead to subtables; the others are covered by as few codes as possible.
  for (let further = 1; further < Math.min(1 << width, symbols / 2); further++) {
    counts.fill(0);
    const covered = (1 << width) - further;
    let short = 0;
    for (let bits = 1; bits <= width; bits++) {
      counts[bits] = (covered >> (width - bits)) & 1;
      short += counts[bits]!;
    }
    for (let rest = 2 * further; rest <= symbols - short; rest++)
      examine(rest, 2 * further, width + 1, 1 << width, 0);
  }
  return best;
}
