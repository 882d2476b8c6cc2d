import type { Signal, SignalStatus } from './signal.js';

/**
 * What the records of a signal say, from reading them again: exact counts, where every sketch and every cut list of the
 * signal ends. This is the line format of `evidence.ndjson`; other programs read it. Times are ISO 8601 UTC.
 */
export interface SignalEvidence {
  /** Id of the signal. */
  readonly signal: string;
  readonly rule: Signal['rule'];
  readonly identity: string;
  readonly status: SignalStatus;
  readonly start: string;
  readonly end: string;
  /** What was read again for it. */
  readonly coverage: EvidenceCoverage;
  /** Exact, of different events; `signal.observed` has the same counts as the state gave them. */
  readonly counts: EvidenceCounts;
  readonly observed: Signal['observed'];
  /** All items, the new ones first, then by first retrieval. */
  readonly items: readonly ItemEvidence[];
  /** By address and user agent, those with the most new items first; at most 1,000. */
  readonly origins: readonly OriginEvidence[];
  /** Origins beyond those in `origins`. */
  readonly moreOrigins: number;
  readonly accounts: readonly Counted[];
  readonly regions: readonly Counted[];
  /** Failed calls by error code. */
  readonly errors: readonly Counted[];
  readonly accessKeys: readonly AccessKeyEvidence[];
  readonly sessions: readonly SessionEvidence[];
  /** The most telling records, at most 20, in time order. */
  readonly records: readonly RecordEvidence[];
}

export interface EvidenceCoverage {
  /** Objects that have a record of it. */
  readonly objects: number;
  /** Whether as many retrievals were found as were counted. */
  readonly complete: boolean;
}

export interface EvidenceCounts {
  readonly retrievals: number;
  readonly failures: number;
  readonly items: number;
  readonly newItems: number;
  /** Batch calls. What they took beyond what records name is an estimate, and not in `retrievals`. */
  readonly batchCalls: number;
}

export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** How often others read an item before, by `readers.days`: 0, up to 2, up to 10, more. */
export type Frequency = 'UNSEEN' | 'RARE' | 'INFREQUENT' | 'FREQUENT';

export interface ItemEvidence {
  /** `REGION:ACCOUNT:NAME`, or a value of the rule's field. */
  readonly key: string;
  /** As the first record names it: what the AWS CLI takes in that account and region. Empty where none does. */
  readonly id: string;
  /** Its complete ARN, where a record has it. */
  readonly arn: string | null;
  readonly retrievals: number;
  readonly first: string;
  readonly last: string;
  /** Whether the role had never read it before the signal; null where the state does not know. */
  readonly isNew: boolean | null;
  /** Other roles, people and users that read it before the signal began. */
  readonly readers: {
    readonly frequency: Frequency;
    readonly identities: number;
    /**
     * Days on which they read it, added up over them; each counts at most 32. The day of the signal counts for those that
     * read it then for the first time.
     */
    readonly days: number;
    /** Keys of some of them, at most 5. */
    readonly names: readonly string[];
  };
}

export type AddressKind = 'public' | 'private' | 'service' | 'vpc-endpoint' | 'none';

/** All calls from one address with one user agent. */
export interface OriginEvidence {
  readonly address: string;
  readonly addressKind: AddressKind;
  readonly userAgent: string;
  /** As `newOrigins` of the signal has it: `NETWORK|AGENT`. */
  readonly origin: string;
  /** Empty where the call did not come through one. */
  readonly vpcEndpoint: string;
  readonly retrievals: number;
  readonly failures: number;
  readonly first: string;
  readonly last: string;
  /** Indices in `items`, ascending. */
  readonly items: readonly number[];
  readonly newItems: number;
  readonly accessKeys: readonly string[];
  readonly regions: readonly string[];
  /** When the role first called from this network with this agent; null where the state does not know. */
  readonly firstSeen: string | null;
  /** Whether that was within the signal. */
  readonly isNew: boolean;
  /** Other roles, people and users that called from the network before the signal began. */
  readonly others: number;
}

export interface AccessKeyEvidence {
  readonly id: string;
  /** By the first letters: `ASIA…` is temporary, `AKIA…` is long-term. */
  readonly kind: 'temporary' | 'long-term' | 'unknown';
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** Different addresses that it was used from. */
  readonly addresses: number;
}

/** One session of a role, or one user: what `sessionContext` says of its calls. */
export interface SessionEvidence {
  readonly arn: string;
  readonly type: string;
  /** ARN of the role; empty for a user. */
  readonly issuer: string;
  /** When the session began; null where no record says. */
  readonly created: string | null;
  /** Whether its caller had used multi-factor authentication; null where no record says. */
  readonly mfa: boolean | null;
  readonly count: number;
  /** The call that made the session; null where it was not found. */
  readonly assumedBy: AssumedBy | null;
}

export interface AssumedBy {
  readonly eventID: string;
  readonly eventName: string;
  readonly time: string;
  /** Who called: ARN, or the service. */
  readonly caller: string;
  readonly address: string;
  readonly userAgent: string;
  /** Address of the object with the record. */
  readonly object: string;
}

export interface RecordEvidence {
  readonly eventID: string;
  readonly time: string;
  readonly eventName: string;
  /** Address of the object with the record. */
  readonly object: string;
  /** Index in `origins`; −1: beyond them. */
  readonly origin: number;
  /** Index in `items`; −1: it names none. */
  readonly item: number;
  /** Error code of a failed call, else empty. */
  readonly error: string;
}
