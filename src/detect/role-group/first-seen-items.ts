import { DAY } from '../../model/time.js';
import type { ProfileView } from '../../profile/profile.js';
import { hashNumber } from '../../base/hash-number.js';

/** An item of a role group, by its first retrieval. */
export interface FirstSeenItem {
  /** Number of the item (`hashNumber`); NaN for one that a batch call implies without naming it. */
  readonly id: number;
  /** Its key; undefined where the state does not know it. */
  readonly name: string | undefined;
  /** First retrieval by any session, epoch seconds, and the bucket of it. */
  readonly time: number;
  readonly bucket: number;
  /** Index of the session that made it. */
  readonly session: number;
  /** The first days (UTC, days since the epoch) on which any session retrieved it, ascending, at most `MOST_DAYS`. */
  readonly days: readonly number[];
}

/** On as many days a role group reads what it reads regularly; more are not counted. */
export const MOST_DAYS = 4;

/**
 * The items of a role group by their first retrieval, in time order. A session that retrieves what its role always
 * retrieves sees nothing for the first time. Each secret that a batch call implies without naming it counts as an item
 * of its own, because nothing shows that it was retrieved before.
 * @param from buckets before it are left out
 * @param to buckets from it on are left out
 */
export function firstSeenItemsOf(
  sessions: readonly ProfileView[],
  bucketDuration: number,
  from = 0,
  to = Infinity,
): FirstSeenItem[] {
  const items = new Map<number, { -readonly [Key in keyof FirstSeenItem]: FirstSeenItem[Key] }>();
  const unnamed: Unnamed[] = [];
  for (const [session, view] of sessions.entries()) {
    const { hi, lo, time } = view.firstSecrets();
    const days = view.secretDays(MOST_DAYS, to);
    for (let index = 0; index < time.length; index++) {
      const bucket = Math.floor(time[index]! / bucketDuration);
      if (bucket >= to) continue;
      const id = hashNumber(hi[index]!, lo[index]!);
      const own = { time: time[index]!, bucket, session };
      const known = items.get(id);
      if (known === undefined) {
        items.set(id, { id, name: view.itemName(hi[index]!, lo[index]!), ...own, days: days[index]! });
        continue;
      }
      // Of two sessions in the same second the one with the smaller key comes first, so that the order is fixed.
      if (own.time < known.time) Object.assign(known, own);
      known.days = mergedDays(known.days, days[index]!);
    }
    const { unnamed: counts, buckets } = view;
    for (let index = 0; index < counts.length; index++) {
      const count = counts[index]!;
      const bucket = buckets[index]!;
      if (count > 0 && bucket >= from && bucket < to) unnamed.push({ bucket, session, count });
    }
  }
  return [...items.values(), ...unnamedItems(unnamed, bucketDuration)].sort(
    (a, b) => a.bucket - b.bucket || a.session - b.session || a.time - b.time,
  );
}

/** Items that batch calls of one session imply in one bucket without naming them. */
interface Unnamed {
  readonly bucket: number;
  readonly session: number;
  readonly count: number;
}

/** One call returns at most so many, and nothing says whether it returned any. */
const ONE_CALL = 20;

/** More than the most before is the same again with a few added, or two hosts at once. */
const JUMP = 1.5;
const JUMP_OF_MANY_CALLS = 2.5;

/**
 * Items for what batch calls imply without naming it: nothing shows whether it was retrieved before. A role group that
 * makes the same calls again is taken to get the same items again, so only those count that are much more than in any bucket
 * before, and more than one call may return. Their days are those on which as many are implied.
 */
function unnamedItems(all: Unnamed[], bucketDuration: number): FirstSeenItem[] {
  all.sort((a, b) => a.bucket - b.bucket || a.session - b.session);
  const dayOf = ({ bucket }: Unnamed): number => Math.floor((bucket * bucketDuration) / DAY);
  const items: FirstSeenItem[] = [];
  let most = ONE_CALL;
  for (const [earlier, one] of all.entries()) {
    const { bucket, session, count } = one;
    if (count < (earlier > 0 ? JUMP_OF_MANY_CALLS : JUMP) * most) {
      most = Math.max(most, count);
      continue;
    }
    const again = all.filter((other) => other.count >= count && other.bucket >= bucket).map(dayOf);
    const days = [...new Set(again)].slice(0, MOST_DAYS);
    const time = bucket * bucketDuration;
    for (; most < count; most++) items.push({ id: NaN, name: undefined, time, bucket, session, days });
  }
  return items;
}

function mergedDays(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  return [...new Set([...a, ...b])].sort((one, other) => one - other).slice(0, MOST_DAYS);
}

/** Where items lie in time: parallel arrays, ascending by bucket. */
export interface ItemTimes {
  readonly buckets: Uint32Array;
  readonly sessions: Uint32Array;
}

export function timesOf(items: readonly FirstSeenItem[]): ItemTimes {
  return {
    buckets: Uint32Array.from(items, ({ bucket }) => bucket),
    sessions: Uint32Array.from(items, ({ session }) => session),
  };
}
