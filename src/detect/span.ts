/** Buckets `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The span of at most `most` buckets that has most of them; of equal ones the first.
 * @param buckets ascending, at least one
 */
export function densestSpan(buckets: readonly number[], most: number): Span {
  let [from, to] = [0, 0];
  for (let low = 0, high = 0; high < buckets.length; high++) {
    while (buckets[high]! - buckets[low]! >= most) low++;
    if (high + 1 - low > to - from) [from, to] = [low, high + 1];
  }
  return { start: buckets[from]!, end: buckets[to - 1]! + 1 };
}

/** The session that occurs most often; of equal ones the first. @param sessions at least one */
export function mostFrequent(sessions: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const session of sessions) counts.set(session, (counts.get(session) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best,
  )[0];
}
