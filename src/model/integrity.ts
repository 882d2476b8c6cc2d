/** What the check of CloudTrail's digests found (`--verify`). */

/**
 * `missingLog`: a digest names it, and it is not in the listing. `alteredLog`: its content has another hash than the digest
 * says. `addedLog`: it lies among the logs of an hour whose digest does not name it. `missingDigest`: the next digest
 * names it, and it is not there. `alteredDigest`: its content has another hash than the next digest says. `badSignature`:
 * its signature does not fit, is missing or is cut. `unknownKey`: no public key has the fingerprint that it names.
 * `movedDigest`: it says that it was written to another place. `brokenLink`: it does not follow the one before.
 * `malformedDigest`: it cannot be read. `hoursWithoutDigest`: no digest is about these hours.
 */
export const INTEGRITY_KINDS = [
  'missingLog',
  'alteredLog',
  'addedLog',
  'missingDigest',
  'alteredDigest',
  'badSignature',
  'unknownKey',
  'movedDigest',
  'brokenLink',
  'malformedDigest',
  'hoursWithoutDigest',
] as const;

export type IntegrityKind = (typeof INTEGRITY_KINDS)[number];

/** One finding; a line of `integrity.ndjson`. */
export interface IntegrityFinding {
  readonly kind: IntegrityKind;
  /** Address of the log or digest; of hours without a digest, of the folder where it would be. */
  readonly uri: string;
  /** 12 digits; empty when not known. */
  readonly account: string;
  readonly region: string;
  /** The time that it concerns, epoch seconds: of the events of a log where it is known, else of delivery. */
  readonly from: number;
  readonly to: number;
  readonly detail: string;
}

/** What was checked, and how it ended. */
export interface Integrity {
  /** False when there is any finding, or when no log could be verified although there are some. */
  readonly intact: boolean;
  readonly digests: {
    /** Digests that were read. */
    readonly read: number;
    /** Digests whose signature fits. */
    readonly signed: number;
    /** Digests whose signature could not be checked: there are no keys, or no metadata. */
    readonly unchecked: number;
    /** First digests of a chain. */
    readonly starting: number;
    readonly backfill: number;
  };
  readonly logs: {
    /** Logs that digests name, within what the run reads. */
    readonly named: number;
    /** Logs with the hash that a digest with a fitting signature says. */
    readonly verified: number;
    /** Logs with the hash that a digest without a checked signature says. */
    readonly unproven: number;
    /** Logs that were delivered in the last two hours, which no digest names yet. */
    readonly recent: number;
    /** Logs of hours without a digest. */
    readonly withoutDigest: number;
    /** Logs that digests name, and that could not be read or decoded, so that they have no hash. */
    readonly unread: number;
  };
  /** Number of findings of each kind. */
  readonly found: Readonly<Partial<Record<IntegrityKind, number>>>;
  /** The findings, at most 100,000 of each kind, by kind and address. */
  readonly findings: readonly IntegrityFinding[];
}

/**
 * Why a part of the trail was not seen. `failed`: an object could not be read or decoded. `missing`, `altered`: see
 * `missingLog` and `alteredLog`. `noDigest`: hours of which a digest is missing or never was.
 */
export const GAP_KINDS = ['failed', 'missing', 'altered', 'noDigest'] as const;

export type GapKind = (typeof GAP_KINDS)[number];

/** Time of which it is not known what happened in an account and region. */
export interface CoverageGap {
  readonly kind: GapKind;
  readonly account: string;
  readonly region: string;
  /** Whole hours, epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** Objects that are missing, altered or failed; hours without a digest. */
  readonly amount: number;
}
