/** The rows of a table, grouped by identity row with a counting sort: four bytes for each row and each identity. */
export interface IdentityIndex {
  /** A view of the rows of an identity. It may be sorted in place. */
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
