import type { Identity } from '../model/identity.js';

/** A count that may come from a sketch or from what a batch call implies. */
export interface Estimate {
  /** A whole number, never negative. */
  readonly count: number;
  /** False when it is exact. */
  readonly estimated: boolean;
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
  /** Accounts and regions in which its calls were recorded, sorted. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}
