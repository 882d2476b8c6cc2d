import type { ProfileView } from '../../profile/profile.js';

/** The secrets of a role group by their first retrieval, in time order: parallel arrays, one entry for each secret. */
export interface FirstSeenItems {
  /** Bucket of the first retrieval by any session, ascending. */
  readonly buckets: Uint32Array;
  /** Index of the session that made it. */
  readonly sessions: Uint32Array;
}

/**
 * When the sessions of a role group retrieved each secret for the first time. A session that retrieves what its role
 * always retrieves sees nothing for the first time. Each secret that a batch call implies without naming it counts as
 * one entry, because nothing shows that it was retrieved before.
 */
export function firstSeenItemsOf(sessions: readonly ProfileView[], bucketDuration: number): FirstSeenItems {
  const first = new Map<string, { time: number; session: number }>();
  const entries: { bucket: number; session: number }[] = [];
  for (const [session, view] of sessions.entries()) {
    const { hi, lo, time } = view.firstSecrets();
    for (let index = 0; index < time.length; index++) {
      const key = `${hi[index]!} ${lo[index]!}`;
      const known = first.get(key);
      // Of two sessions in the same second the one with the smaller key comes first, so that the order is fixed.
      if (known === undefined || time[index]! < known.time) first.set(key, { time: time[index]!, session });
    }
    for (const [index, unnamed] of view.unnamed.entries()) {
      for (let n = 0; n < unnamed; n++) entries.push({ bucket: view.buckets[index]!, session });
    }
  }
  for (const { time, session } of first.values()) {
    entries.push({ bucket: Math.floor(time / bucketDuration), session });
  }
  entries.sort((a, b) => a.bucket - b.bucket || a.session - b.session);
  return {
    buckets: Uint32Array.from(entries, ({ bucket }) => bucket),
    sessions: Uint32Array.from(entries, ({ session }) => session),
  };
}
