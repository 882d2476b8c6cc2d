/** How many secrets batch calls request. */
export interface Requested {
  /** By name. */
  readonly listed: number;
  /** By filters, at most. */
  readonly filtered: number;
}

/** Secrets that batch calls of one bucket request and that have no record of their own. */
export interface Implied {
  /** By name: requested by early calls, whose children are in the same bucket, and by late calls. */
  early: number;
  late: number;
  /** By filters, at most. */
  unnamed: number;
}

/**
 * Batch calls are counted by the `get` records that follow them, their children. Each child accounts for one secret
 * that was requested by name: first for one of a late call in the bucket before, then for one of an early call and
 * then of a late call in its own bucket. This order accounts for as many as possible. A call with filters does not
 * say how many secrets it returned. It counts, at its maximum, only when there is no `get` in any bucket that its
 * children may be in.
 * @param buckets ascending; the other arrays are parallel to it
 * @param gets retrievals with a record of their own
 * @param early requests of calls whose children are in the call's bucket
 * @param late requests of calls whose children are in the call's bucket or the next
 */
export function impliedRetrievals(
  buckets: Uint32Array,
  gets: Uint32Array,
  early: readonly Requested[],
  late: readonly Requested[],
): Implied[] {
  const implied: Implied[] = [];
  for (const [index, bucket] of buckets.entries()) {
    let children = gets[index]!;
    const missing = (requested: number): number => {
      const found = Math.min(requested, children);
      children -= found;
      return requested - found;
    };
    const before = implied.at(-1);
    if (before && buckets[index - 1] === bucket - 1) before.late = missing(before.late);
    const following = buckets[index + 1] === bucket + 1 ? gets[index + 1]! : 0;
    const [soon, soonOrNext] = [early[index]!.filtered, following === 0 ? late[index]!.filtered : 0];
    implied.push({
      early: missing(early[index]!.listed),
      late: missing(late[index]!.listed),
      unnamed: gets[index] === 0 ? soon + soonOrNext : 0,
    });
  }
  return implied;
}
