/**
 * The run's accounting: every object that was listed ends in exactly one place, and every drop has a reason.
 * `listed = decoded + failed + skipped` holds at the end of every run.
 */

/** Why an object was listed and left unread, on purpose. */
export type SkipReason =
  | 'digest'
  | 'insight'
  | 'notCloudTrail'
  | 'outsideTimeRange'
  | 'otherAccount'
  | 'otherRegion'
  | 'otherSlice'
  | 'empty';

/** Why an object could not be read, or not be decoded to its end. Good records before the damage still count. */
export type FailReason =
  | 'vanished'
  | 'unreadable'
  | 'objectTooLarge'
  | 'corruptGzip'
  | 'truncatedGzip'
  | 'inflatedTooLarge'
  | 'ratioTooHigh'
  | 'malformedJson'
  | 'truncatedJson'
  | 'recordTooLarge'
  | 'nestedTooDeep'
  | 'decodeCrashed'
  | 'decodersDiffer';

/**
 * Why a record that matched the rule did not become a retrieval. `noGroupValue`: it lacks what the rule groups by.
 * `notManagement`: it is another trace of a call that has a management event too, such as a VPC endpoint's.
 * `excluded by …`: the named suppression leaves it out.
 */
export type DropReason =
  | 'badEventTime'
  | 'malformedRecord'
  | 'otherAccount'
  | 'otherRegion'
  | 'noGroupValue'
  | 'notManagement'
  | `excluded by ${string}`;

export type Counts<Reason extends string> = Partial<Record<Reason, number>>;

/** What one object came to. Kept in the ledger, so that coverage too is a join over objects. */
export interface ObjectOutcome {
  /** The first thing that went wrong, if any. */
  readonly failure: { readonly reason: FailReason; readonly detail: string } | null;
  /** Bytes after inflating; 0 when the object was never read. */
  readonly inflatedBytes: number;
  /** Records that matched the rule at their top level, dropped ones included. */
  readonly matched: number;
  /** Matched records that could not become retrievals, by reason. */
  readonly dropped: Counts<DropReason>;
  /** Whether any record was `readOnly`. A trail with none is write-only and cannot show retrievals at all. */
  readonly readOnlySeen: boolean;
  /** Whether the fast-path decoder did not accept it, so that the reference decoder had to read it. */
  readonly fallback: boolean;
}

/** What an object came to whose content was never decoded. */
export function unreadOutcome(reason: FailReason, detail: string): ObjectOutcome {
  return {
    failure: { reason, detail },
    inflatedBytes: 0,
    matched: 0,
    dropped: {},
    readOnlySeen: false,
    fallback: false,
  };
}

export interface Coverage {
  listed: number;
  /** Listed now, and already finished by an earlier run with the same state. Part of `decoded` and `failed`. */
  alreadyProcessed: number;
  /** Objects whose bytes arrived. */
  read: number;
  decoded: number;
  failed: Counts<FailReason>;
  skipped: Counts<SkipReason>;
  /** Bytes as stored (compressed), of objects read. */
  bytes: number;
  inflatedBytes: number;
  matched: number;
  dropped: Counts<DropReason>;
  /** Objects in which at least one record was `readOnly`. */
  readOnlyObjects: number;
  /** Objects that the fast-path decoder did not accept. Right all the same, but slower: see `fallbackWarning`. */
  fallbackObjects: number;
  /** Objects that were decoded by both decoders, with the same result. */
  verifiedObjects: number;
}

export function emptyCoverage(): Coverage {
  return {
    listed: 0,
    alreadyProcessed: 0,
    read: 0,
    decoded: 0,
    failed: {},
    skipped: {},
    bytes: 0,
    inflatedBytes: 0,
    matched: 0,
    dropped: {},
    readOnlyObjects: 0,
    fallbackObjects: 0,
    verifiedObjects: 0,
  };
}

/** Adds `amount` to `counts[reason]`. */
export function count<Reason extends string>(counts: Counts<Reason>, reason: Reason, amount = 1): void {
  counts[reason] = (counts[reason] ?? 0) + amount;
}

/** Sum over all reasons. */
export function total(counts: Counts<string>): number {
  return Object.values(counts).reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

/** Accounts for one finished object. */
export function addOutcome(coverage: Coverage, outcome: ObjectOutcome): void {
  if (outcome.failure === null) coverage.decoded++;
  else count(coverage.failed, outcome.failure.reason);
  coverage.inflatedBytes += outcome.inflatedBytes;
  coverage.matched += outcome.matched;
  for (const reason in outcome.dropped) {
    count(coverage.dropped, reason as DropReason, outcome.dropped[reason as DropReason]);
  }
  if (outcome.readOnlySeen) coverage.readOnlyObjects++;
  if (outcome.fallback) coverage.fallbackObjects++;
}
