/**
 * The accounting of a run. Every listed object is counted exactly once, and every drop has a reason. At the end of
 * every run `listed = decoded + failed + skipped`.
 */

/**
 * Why a listed object was left out, on purpose. `notCloudTrail`: its content has no record, and its name promises none,
 * or its name says that it is a picture or the like. `otherService`: a log of another AWS service. `appleDouble`: what
 * macOS leaves beside a file that it copies. `besideTrails`: outside the trails of a source that has some, under a name
 * that promises no records. `notCurrent`: a list has it as an older version, or as deleted. `outsideTimeRange`: delivered
 * before the wanted time; `deliveredLater`: after it and the slack that late delivery has.
 */
export type SkipReason =
  | 'digest'
  | 'insight'
  | 'notCloudTrail'
  | 'otherService'
  | 'archive'
  | 'appleDouble'
  | 'besideTrails'
  | 'notCurrent'
  | 'outsideTimeRange'
  | 'deliveredLater'
  | 'otherAccount'
  | 'otherRegion'
  | 'otherSlice'
  | 'empty';

/** Why an object is skipped after all, by its content. `appleDouble`: what macOS leaves beside a file. */
export type ContentSkip = 'appleDouble' | 'notCloudTrail';

/**
 * Why an object could not be read, or not decoded to its end. Good records before the damage still count.
 * `unavailable`: its source failed in a way that passes, at every attempt and once more at the end of the run.
 * `notUnderstood`: its content has no record of CloudTrail. `archive`: its name says that CloudTrail's objects were packed
 * into it. `tooManyRecords`, `tooManyValues`: what is made of it would take too much memory (docs/limits.md).
 */
export type FailReason =
  | 'vanished'
  | 'unavailable'
  | 'unreadable'
  | 'archive'
  | 'notUnderstood'
  | 'objectTooLarge'
  | 'corruptGzip'
  | 'truncatedGzip'
  | 'corruptZstd'
  | 'inflatedTooLarge'
  | 'ratioTooHigh'
  | 'malformedJson'
  | 'truncatedJson'
  | 'recordTooLarge'
  | 'nestedTooDeep'
  | 'tooManyRecords'
  | 'tooManyValues'
  | 'malformedParquet'
  | 'unsupportedParquet'
  | 'decodeCrashed'
  | 'decodersDiffer';

/**
 * Why a record that matched the rule did not become a retrieval. `noGroupValue`: it has no value for a field that the
 * rule groups by. `notManagement`: it repeats a call that also has a management event, for instance a VPC endpoint's
 * network activity event. `invokedByService`: an AWS service made the call on a principal's behalf, and the rule does not
 * count what that service does. `excluded by …`: the named suppression excludes it.
 */
export type DropReason =
  | 'badEventTime'
  | 'malformedRecord'
  | 'otherAccount'
  | 'otherRegion'
  | 'noGroupValue'
  | 'notManagement'
  | 'invokedByService'
  | `excluded by ${string}`;

export type Counts<Reason extends string> = Partial<Record<Reason, number>>;

/** The result of one object. The ledger keeps it, so that coverage is a join over objects, too. */
export interface ObjectOutcome {
  /** The first failure, if any; or why the object is skipped after all. */
  readonly failure: { readonly reason: FailReason | ContentSkip; readonly detail: string } | null;
  /** Bytes after inflating; 0 when the object was never read. */
  readonly inflatedBytes: number;
  /** Records that matched a rule, dropped ones included. A record that several rules count is here as often. */
  readonly matched: number;
  /** Records that are context: they say who created, wrote or looked up items, and are not counted. */
  readonly context: number;
  /** Matched records that could not become retrievals, by reason. */
  readonly dropped: Counts<DropReason>;
  /** Whether any record of CloudTrail was found in it. */
  readonly understood: boolean;
  /** Values that mention what the rule looks for, and neither are nor hold a record of CloudTrail. */
  readonly unknown: number;
  /** Whether any record was `readOnly`. A trail without any logs write events only and cannot show retrievals. */
  readonly readOnlySeen: boolean;
  /** Whether the fast-path decoder did not accept it, so that the reference decoder had to read it. */
  readonly fallback: boolean;
  /** It was replaced after it was listed, and read as what it then was. */
  readonly changed?: true;
}

/** The outcome of an object whose content was not decoded. */
export function unreadOutcome(reason: FailReason, detail: string): ObjectOutcome {
  return {
    failure: { reason, detail },
    inflatedBytes: 0,
    matched: 0,
    context: 0,
    dropped: {},
    understood: false,
    unknown: 0,
    readOnlySeen: false,
    fallback: false,
  };
}

export interface Coverage {
  listed: number;
  /** Listed now, and finished by an earlier run with the same state. Also counted in `decoded` or `failed`. */
  alreadyProcessed: number;
  /** Objects whose bytes were read. */
  read: number;
  decoded: number;
  failed: Counts<FailReason>;
  skipped: Counts<SkipReason>;
  /** Folders that the listing did not enter, by reason. What they hold is not part of `listed`. */
  foldersNotEntered: Counts<SkipReason>;
  /** Stored (compressed) bytes of the objects read, without those whose size was not listed. */
  bytes: number;
  inflatedBytes: number;
  matched: number;
  /** Context records, failed calls included: see `ObjectOutcome.context`. */
  context: number;
  dropped: Counts<DropReason>;
  /** Objects in which at least one record of CloudTrail was found. */
  understoodObjects: number;
  /** Values in all objects that mention what the rule looks for and hold no record: see `ObjectOutcome.unknown`. */
  unknown: number;
  /** Objects in which at least one record was `readOnly`. */
  readOnlyObjects: number;
  /** Objects that the fast-path decoder did not accept. Right all the same, but slower: see `fallbackWarning`. */
  fallbackObjects: number;
  /** Objects that were decoded by both decoders, with the same result. */
  verifiedObjects: number;
  /** Objects that were replaced after they were listed, and read as what they then were. */
  changedObjects: number;
}

export function emptyCoverage(): Coverage {
  return {
    listed: 0,
    alreadyProcessed: 0,
    read: 0,
    decoded: 0,
    failed: {},
    skipped: {},
    foldersNotEntered: {},
    bytes: 0,
    inflatedBytes: 0,
    matched: 0,
    context: 0,
    dropped: {},
    understoodObjects: 0,
    unknown: 0,
    readOnlyObjects: 0,
    fallbackObjects: 0,
    verifiedObjects: 0,
    changedObjects: 0,
  };
}

/** Why records of an object that was read may be missing: a run names an object for each. */
export const LOSSES = ['badEventTime', 'malformedRecord', 'noGroupValue'] as const satisfies DropReason[];

/**
 * Whether there is nothing to say of an object by its name: it was read whole, as what was listed, and nothing in it may
 * be missing. Of such objects only sums are kept.
 */
export function isOrdinary({ failure, dropped, unknown, changed }: ObjectOutcome): boolean {
  if (failure !== null || unknown > 0 || changed === true) return false;
  return LOSSES.every((reason) => (dropped[reason] ?? 0) === 0);
}

/** Adds `amount` to `counts[reason]`. */
export function count<Reason extends string>(counts: Counts<Reason>, reason: Reason, amount = 1): void {
  counts[reason] = (counts[reason] ?? 0) + amount;
}

/** Sum over all reasons. */
export function total(counts: Counts<string>): number {
  return Object.values(counts).reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

/** Whether a reason is none why an object failed, but one why it is skipped after all. */
export function isContentSkip(reason: FailReason | ContentSkip): reason is ContentSkip {
  return reason === 'appleDouble' || reason === 'notCloudTrail';
}

/** Adds the outcome of one finished object. */
export function addOutcome(coverage: Coverage, outcome: ObjectOutcome): void {
  const { failure } = outcome;
  if (failure === null) coverage.decoded++;
  else if (isContentSkip(failure.reason)) count(coverage.skipped, failure.reason);
  else count(coverage.failed, failure.reason);
  coverage.inflatedBytes += outcome.inflatedBytes;
  coverage.matched += outcome.matched;
  coverage.context += outcome.context;
  for (const reason in outcome.dropped) {
    count(coverage.dropped, reason as DropReason, outcome.dropped[reason as DropReason]);
  }
  if (outcome.understood) coverage.understoodObjects++;
  coverage.unknown += outcome.unknown;
  if (outcome.readOnlySeen) coverage.readOnlyObjects++;
  if (outcome.fallback) coverage.fallbackObjects++;
  if (outcome.changed) coverage.changedObjects++;
}

const SUMS = [
  'decoded',
  'inflatedBytes',
  'matched',
  'context',
  'understoodObjects',
  'readOnlyObjects',
  'fallbackObjects',
] as const;

/** What ordinary objects add to the coverage: see `isOrdinary`. */
export type OrdinarySums = Readonly<Pick<Coverage, (typeof SUMS)[number] | 'dropped'>>;

/** Adds the outcomes of finished ordinary objects. */
export function addOrdinary(coverage: Coverage, sums: OrdinarySums): void {
  for (const name of SUMS) coverage[name] += sums[name];
  for (const reason in sums.dropped) {
    count(coverage.dropped, reason as DropReason, sums.dropped[reason as DropReason]);
  }
}
