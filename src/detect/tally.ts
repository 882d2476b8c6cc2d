import type { Meetings, SparseCounts } from '../profile/profile.js';

/**
 * What a window over sparse buckets holds, as it slides: entries come in at its end and go out at its start, each
 * once, in order.
 */
export interface Tally {
  readonly buckets: Uint32Array;
  /** What the entries in the window come to. */
  readonly total: number;
  enter(entry: number): void;
  leave(entry: number): void;
  /** What an entry in the window adds to those after it; over a window's last entries this sums to their total. */
  added(entry: number): number;
}

/** Adds the counts up. */
export function countTally({ buckets, counts }: SparseCounts): Tally {
  let total = 0;
  return {
    buckets,
    get total() {
      return total;
    },
    enter: (entry) => void (total += counts[entry]!),
    leave: (entry) => void (total -= counts[entry]!),
    added: (entry) => counts[entry]!,
  };
}

/** Counts each thing once, however many of the entries it is in. */
export function distinctTally({ buckets, met, things }: Meetings): Tally {
  const entriesWith = new Uint32Array(things);
  const last = new Int32Array(things);
  let total = 0;
  return {
    buckets,
    get total() {
      return total;
    },
    enter(entry) {
      for (const thing of met[entry]!) {
        if (entriesWith[thing]!++ === 0) total++;
        last[thing] = entry;
      }
    },
    leave(entry) {
      for (const thing of met[entry]!) if (--entriesWith[thing]! === 0) total--;
    },
    added: (entry) => met[entry]!.reduce((sum, thing) => sum + (last[thing] === entry ? 1 : 0), 0),
  };
}
