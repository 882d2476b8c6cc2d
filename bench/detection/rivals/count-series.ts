import { readsOf, type LabOrganisation } from '../lab-organisation.js';

/** Secrets returned to one identity in each bucket, from its first to its last bucket. */
export interface CountSeries {
  /** Index of the first bucket: epoch seconds divided by the length of a bucket. */
  readonly first: number;
  readonly counts: Uint32Array;
}

/** @param bucket length in seconds */
export function countSeries({ rows, calls }: LabOrganisation, identity: number, bucket: number): CountSeries {
  const own = rows[identity]!;
  const first = Math.floor(calls.time[own[0]!]! / bucket);
  const counts = new Uint32Array(Math.floor(calls.time[own.at(-1)!]! / bucket) - first + 1);
  for (const row of own) counts[Math.floor(calls.time[row]! / bucket) - first]! += readsOf(calls, row);
  return { first, counts };
}
