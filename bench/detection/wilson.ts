const Z = 1.959964;

/** Wilson score interval at 95 % of the share `hits / all`, both ends from 0 to 1. `[0, 1]` when `all` is 0. */
export function wilson(hits: number, all: number): readonly [low: number, high: number] {
  if (all === 0) return [0, 1];
  const share = hits / all;
  const spread = (Z * Z) / all;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((share * (1 - share)) / all + spread / (4 * all))) / (1 + spread);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
