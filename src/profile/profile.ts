import type { Identity } from '../model/identity.js';
import { DAY } from '../model/time.js';

/** A count that may come from a sketch or from what a batch call implies. */
export interface Estimate {
  /** A whole number, never negative. */
  readonly count: number;
  /** False when it is exact. */
  readonly estimated: boolean;
}

/** Things by their 64-bit hashes, with the epoch second of the first sight of each: parallel arrays of one length. */
export interface FirstSeenTimes {
  readonly hi: Uint32Array;
  readonly lo: Uint32Array;
  readonly time: Uint32Array;
}

/** For how long after its first use it is kept what an origin was used for, seconds. */
export const EARLY = 2 * DAY;
/** Counts in some buckets, ascending, unique, none of them 0: parallel arrays. */
export interface SparseCounts {
  readonly buckets: Uint32Array;
  readonly counts: Uint32Array;
}

/** Different things that were met in some buckets, ascending. */
export interface Occurrences {
  readonly buckets: Uint32Array;
  /** Where in `met` what was met in each bucket begins; one number more than there are buckets, the end of all. */
  readonly starts: Uint32Array;
  /** 0 to `things` - 1 stand for the things; of each bucket each once. */
  readonly items: Uint32Array;
  readonly itemCount: number;
}

/** An origin that an identity has retrieved from. */
export interface OriginObservation {
  /** `NETWORK|AGENT` */
  readonly name: string;
  /** Epoch second of its first use. */
  readonly time: number;
  /** Buckets within two days of that with retrievals from it, ascending, and how many: parallel arrays. */
  readonly buckets: Uint32Array;
  readonly retrievals: Uint32Array;
}

/**
 * One identity's finished state, as the detector reads it: a sparse series of cells in ascending bucket order
 * (parallel arrays of one length), and what can be asked about a range of buckets. A bucket is named by its
 * index: epoch seconds divided by the rule's bucket duration, rounded down.
 */
export interface ProfileView {
  readonly identity: Identity;
  /** Indices of the buckets with anything in them, ascending, unique. */
  readonly buckets: Uint32Array;
  /** Distinct successful retrievals, with what unaccompanied batch calls imply. */
  readonly retrievals: Uint32Array;
  /** Distinct failed retrievals. */
  readonly failures: Uint32Array;
  /** Distinct secrets successfully retrieved. */
  readonly distinctSecrets: Uint32Array;
  /** Retrievals that batch calls imply of secrets that no record names, part of `retrievals`. */
  readonly unnamed: Uint32Array;
  /** 1 where any of the three counts is not exact. */
  readonly estimated: Uint8Array;

  /** Distinct secrets over buckets `[from, to)`: a union, so not the sum of the buckets' counts. */
  distinctSecretsIn(from: number, to: number): Estimate;
  /** Names of the secrets retrieved in buckets `[from, to)` that the state still knows one by one, sorted. */
  secretNamesIn(from: number, to: number): string[];
  /** Names of the secrets that this identity retrieved for the first time within buckets `[from, to)`, sorted. */
  newSecretNamesIn(from: number, to: number): string[];
  /** Origins (`NETWORK|AGENT`) that this identity used for the first time within buckets `[from, to)`, sorted. */
  newOriginsIn(from: number, to: number): string[];
  /** Calls of it that were denied, whatever they asked for. */
  deniedCalls(): SparseCounts;
  /** Batch calls of it that select everything, failed ones too. */
  matchAllCalls(): SparseCounts;
  /**
   * Secrets that it retrieved, or asked for by name in a batch call. Of a bucket with too many secrets to be exact,
   * those first met in it.
   */
  secretOccurrences(): Occurrences;
  /** Those of them that lie in another account than its own; none when its own is not known. */
  foreignSecrets(): Occurrences;
  /** Every secret that it retrieved, by when it did so first. In no order. */
  firstSecrets(): FirstSeenTimes;
  /** Every origin that it retrieved from, sorted by name. */
  origins(): readonly OriginObservation[];
  /** Accounts and regions in which its calls were recorded, sorted. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}
