import type { ContextKind } from '../model/context-kind.js';
import type { Identity } from '../model/identity.js';
import { DAY } from '../model/time.js';

/** A count that may come from a sketch or from what a batch call implies. */
export interface Estimate {
  /** A whole number, never negative. */
  readonly count: number;
  /** Whether it is not exact. */
  readonly estimated: boolean;
}

/** Items by their 64-bit hashes, and the first-seen time of each in epoch seconds: parallel arrays. */
export interface FirstSeenTimes {
  readonly hi: Uint32Array;
  readonly lo: Uint32Array;
  readonly time: Uint32Array;
}

/** How long after the first use of an origin its retrievals are kept, seconds. */
export const EARLY = 2 * DAY;

/** Counts in the buckets that have any, ascending by bucket: parallel arrays. */
export interface SparseCounts {
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/** Which items occurred in which buckets. */
export interface Occurrences {
  /** Ascending. */
  readonly buckets: Uint32Array;
  /** Index in `items` where each bucket begins, and behind them the length of `items`. */
  readonly starts: Uint32Array;
  /** Items as numbers from 0 to `itemCount` − 1, each once in a bucket. */
  readonly items: Uint32Array;
  readonly itemCount: number;
}

/** Items that were refused, and in which buckets. */
export interface RefusedItems extends Occurrences {
  /** By item: its number (`hashNumber`); NaN for one of too many in a bucket for the state to know which. */
  readonly ids: Float64Array;
}

/** An origin that an identity retrieved from. */
export interface OriginObservation {
  /** `NETWORK|AGENT` */
  readonly name: string;
  /** The low word of the hash of the name. */
  readonly hash: number;
  /** First-seen time, epoch seconds. */
  readonly time: number;
  /** Buckets with retrievals from it within two days of that, ascending, and how many: parallel arrays. */
  readonly buckets: Uint32Array;
  readonly retrievals: Uint32Array;
  /** Bit i: it was used on the i-th day (UTC) after the day of its first use, 0 to 31. Unsigned. */
  readonly days: number;
}

/** An origin that an identity called from in vain. */
export type FailedOrigin = Pick<OriginObservation, 'name' | 'hash' | 'time'>;

/**
 * The complete state of one identity, as the detector reads it: a sparse series of cells in ascending bucket order
 * (parallel arrays), and questions about a range of buckets. A bucket is named by its index: epoch seconds divided by
 * the rule's bucket duration, rounded down.
 */
export interface ProfileView {
  readonly identity: Identity;
  /** Indices of the buckets that have any content, ascending, unique. */
  readonly buckets: Uint32Array;
  /** Distinct successful retrievals, including those that batch calls without records imply. */
  readonly retrievals: Uint32Array;
  /** Distinct failed retrievals. */
  readonly failures: Uint32Array;
  /** Distinct secrets successfully retrieved. */
  readonly distinctSecrets: Uint32Array;
  /** Implied retrievals of secrets that no record names; they are part of `retrievals`. */
  readonly unnamed: Uint32Array;
  /** 1 where any of the three counts is not exact. */
  readonly estimated: Uint8Array;

  /** Distinct secrets over buckets `[from, to)`. This is a union, not the sum of the buckets' counts. */
  distinctSecretsIn(from: number, to: number): Estimate;
  /** Names of the secrets retrieved in buckets `[from, to)`, as far as the state still has each of them, sorted. */
  secretNamesIn(from: number, to: number): string[];
  /** Names of the secrets that this identity retrieved for the first time within buckets `[from, to)`, sorted. */
  newSecretNamesIn(from: number, to: number): string[];
  /** Origins (`NETWORK|AGENT`) that it called from, also in vain, for the first time within buckets `[from, to)`, sorted. */
  newOriginsIn(from: number, to: number): string[];
  /** Denied calls, whatever they requested. */
  deniedCalls(): SparseCounts;
  /** Batch calls with a match-all filter, failed ones too. */
  matchAllCalls(): SparseCounts;
  /**
   * Secrets that were retrieved or requested by name in a batch call, numbered in the order of `firstSecrets`. For a bucket with too many secrets to be exact,
   * the secrets first seen in it, and one item for each of the others.
   */
  secretOccurrences(): Occurrences;
  /** The same for secrets of accounts other than the identity's own; none when its own is not known. */
  foreignSecrets(): Occurrences;
  /**
   * For each secret, in the order of `firstSecrets`, the first days (UTC, days since the epoch) on which it was retrieved,
   * ascending, at most `most` of them. In a bucket with too many secrets to be exact only those first seen there count.
   * @param to buckets from it on are left out
   */
  secretDays(most: number, to: number): readonly (readonly number[])[];
  /** Every secret with its first-seen time, in no particular order. */
  firstSecrets(): FirstSeenTimes;
  /** Every origin of its retrievals, sorted by name. */
  origins(): readonly OriginObservation[];
  /** Every origin of its failed calls, sorted by name. */
  failedOrigins(): readonly FailedOrigin[];
  /**
   * Items that calls did not get, because they were denied or the item does not exist: different ones by bucket, only
   * buckets that have any. Those of a bucket with too many to be exact occur in no other bucket.
   */
  refusedItems(): RefusedItems;
  /** Items that it created, wrote or looked up, and when first. */
  contextItems(kind: ContextKind): FirstSeenTimes;
  /**
   * Temporary access keys and the origins that each was used from, and when first. `hi` is a hash of the key, `lo` the
   * low word of the hash of the origin's name.
   */
  accessKeys(): FirstSeenTimes;
  /** The key of an item by its hash; undefined where the state does not know it. */
  itemName(hi: number, lo: number): string | undefined;
  /** Accounts and regions of its scopes, in which its calls were recorded, sorted. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}
