/** Rows of a table grouped by owner: a counting sort, four bytes a row and four an owner. */
export interface OwnerIndex {
  /** The rows of `owner`, a view; sort it in place if an order is needed. */
  rowsOf(owner: number): Uint32Array;
}

export function indexByOwner(owners: number, rows: number, ownerOf: (row: number) => number): OwnerIndex {
  const starts = new Uint32Array(owners + 1);
  for (let row = 0; row < rows; row++) starts[ownerOf(row) + 1]!++;
  for (let owner = 0; owner < owners; owner++) starts[owner + 1]! += starts[owner]!;
  const sorted = new Uint32Array(rows);
  const next = starts.slice(0, owners);
  for (let row = 0; row < rows; row++) sorted[next[ownerOf(row)]!++] = row;
  return { rowsOf: (owner) => sorted.subarray(starts[owner], starts[owner + 1]) };
}
