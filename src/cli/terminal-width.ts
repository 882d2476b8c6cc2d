/** Columns of a terminal; no limit where there is none, or where it does not say. */
export function terminalWidth({
  isTTY,
  columns,
}: {
  readonly isTTY: boolean;
  readonly columns: number;
}): number {
  return isTTY && columns > 0 ? columns : Infinity;
}
