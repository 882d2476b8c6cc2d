import type { ProfileView } from '../../profile/profile.js';

/** Secrets that a family meets for the first time, in time order: parallel arrays of one length. */
export interface FirstSeenItems {
  /** Bucket of the first retrieval by any member. */
  readonly buckets: Uint32Array;
  /** Index of the member that made it. */
  readonly sessions: Uint32Array;
}

/**
 * When a family met new secrets. A family is a role with all its sessions, or a user alone: a session that reads
 * what its role has always read meets nothing new. Each secret that a batch call implies without naming it counts
 * as one, since nothing says that it was met before.
 */
export function firstSeenItemsOf(sessions: readonly ProfileView[], bucketDuration: number): FirstSeenItems {
  const first = new Map<string, { time: number; session: number }>();
  const found: { bucket: number; session: number }[] = [];
  for (const [session, view] of sessions.entries()) {
    const { hi, lo, time } = view.firstSecrets();
    for (let index = 0; index < time.length; index++) {
      const key = `${hi[index]!} ${lo[index]!}`;
      const known = first.get(key);
      // Of two members that met it in the same second the one with the smaller key has it: an order of its own.
      if (known === undefined || time[index]! < known.time) first.set(key, { time: time[index]!, session });
    }
    for (const [index, unnamed] of view.unnamed.entries()) {
      for (let n = 0; n < unnamed; n++) found.push({ bucket: view.buckets[index]!, session });
    }
  }
  for (const { time, session } of first.values())
    found.push({ bucket: Math.floor(time / bucketDuration), session });
  found.sort((a, b) => a.bucket - b.bucket || a.session - b.session);
  return {
    buckets: Uint32Array.from(found, ({ bucket }) => bucket),
    sessions: Uint32Array.from(found, ({ session }) => session),
  };
}
