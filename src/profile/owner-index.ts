/** Rows of a table grouped by owner: a counting sort, four bytes a row and four an owner. */
export interface IdentityIndex {
  /** The rows of `owner`, a view; sort it in place if an order is needed. */
  rowsOf(identityRow: number): Uint32Array;
}

export function indexByIdentity(
  identityRows: number,
  rows: number,
  identityRowOf: (row: number) => number,
): IdentityIndex {
  const starts = new Uint32Array(identityRows + 1);
  for (let row = 0; row < rows; row++) starts[identityRowOf(row) + 1]!++;
  for (let identityRow = 0; identityRow < identityRows; identityRow++)
    starts[identityRow + 1]! += starts[identityRow]!;
  const sorted = new Uint32Array(rows);
  const next = starts.slice(0, identityRows);
  for (let row = 0; row < rows; row++) sorted[next[identityRowOf(row)]!++] = row;
  return { rowsOf: (identityRow) => sorted.subarray(starts[identityRow], starts[identityRow + 1]) };
}
