/** Secrets that batch calls ask for, by name and at most by filters. */
export interface Asked {
  readonly listed: number;
  readonly filtered: number;
}

/** What batch calls of one bucket ask for that no record of its own tells of. */
export interface Implied {
  /** By name: of calls whose children lie in the same bucket, and of those late in it. */
  early: number;
  late: number;
  /** At most, by filters. */
  unnamed: number;
}

/**
 * Batch calls are counted by the `get` records that follow them: these are their children. Each child accounts for
 * one secret that was asked for by name, once: first for those that late calls of the bucket before still lack, then
 * for those of its own bucket's calls, the early before the late. As many as can be are accounted for so. Calls by
 * filters do not say how many they return, so they count (at the most they may return) only where there is not a
 * single `get` in a bucket that their children may lie in.
 * @param buckets ascending; the other arrays are parallel to it
 * @param gets retrievals with a record of their own
 * @param early of calls whose children lie in their own bucket
 * @param late of calls whose children lie in their own bucket or the next
 */
export function impliedRetrievals(
  buckets: Uint32Array,
  gets: Uint32Array,
  early: readonly Asked[],
  late: readonly Asked[],
): Implied[] {
  const implied: Implied[] = [];
  for (const [index, bucket] of buckets.entries()) {
    let children = gets[index]!;
    const lacking = (asked: number): number => {
      const found = Math.min(asked, children);
      children -= found;
      return asked - found;
    };
    const before = implied.at(-1);
    if (before && buckets[index - 1] === bucket - 1) before.late = lacking(before.late);
    const following = buckets[index + 1] === bucket + 1 ? gets[index + 1]! : 0;
    const [soon, soonOrNext] = [early[index]!.filtered, following === 0 ? late[index]!.filtered : 0];
    implied.push({
      early: lacking(early[index]!.listed),
      late: lacking(late[index]!.listed),
      unnamed: gets[index] === 0 ? soon + soonOrNext : 0,
    });
  }
  return implied;
}
