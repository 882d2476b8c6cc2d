import type { Counted, SessionEvidence } from '../../model/signal-evidence.js';
import type { TimeRange } from '../../model/time.js';
import type { Criterion } from '../search/criterion.js';

/**
 * What an investigation found: all that some identity, key, address or secret had to do with. Plain data that every
 * output is made of. Times are ISO 8601 UTC in whole seconds, and empty where a record has none that can be read. All
 * texts but `end` and `kind` come from records: they can hold anything.
 */
export interface Investigation {
  readonly criteria: readonly Criterion[];
  /** Event times that were asked for, epoch seconds. */
  readonly range: TimeRange;
  /** Different records. */
  readonly records: number;
  /** null where no record has a readable time. */
  readonly first: string | null;
  readonly last: string | null;
  /** By service and name, the most frequent first. */
  readonly calls: readonly CallSummary[];
  /** Callers by ARN, or the key of one without, by count. */
  readonly identities: readonly Counted[];
  readonly addresses: readonly Counted[];
  readonly userAgents: readonly Counted[];
  readonly accessKeys: readonly Counted[];
  readonly accounts: readonly Counted[];
  readonly regions: readonly Counted[];
  /** Failed calls by error code. */
  readonly errors: readonly Counted[];
  /** Secrets and parameters that the records name (`REGION:ACCOUNT:NAME`). */
  readonly items: readonly Counted[];
  /** Records by hour: the first second of each hour that has any. */
  readonly hours: readonly Counted[];
  readonly sessions: readonly SessionEvidence[];
  /** What the records have that none before had. */
  readonly firstSeen: FirstSeen;
  /** How the credentials of the records came to be, and what was done with those that the records issued. */
  readonly chain: CredentialChain;
  /** Others that the records have to do with. */
  readonly others: Others;
}

export interface CallSummary {
  /** Without `.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly count: number;
  readonly failed: number;
  readonly first: string;
  readonly last: string;
  /** MITRE ATT&CK technique of a well-known call, else null. */
  readonly meaning: string | null;
}

/**
 * The values whose first record, among all that were searched for the same criteria, lies in the time asked for. The
 * search reaches back before that time by `history` (`--history`). Without a beginning (`--from`) all values are here,
 * each with its first time.
 */
export interface FirstSeen {
  /** Beginning of what was searched; null: the beginning of the source, or no history was asked for. */
  readonly searchedFrom: string | null;
  /**
   * Records of the criteria before the time asked for. 0: nothing is known of before, so every value is a first one.
   */
  readonly recordsBefore: number;
  /** By time, then by kind and value. */
  readonly values: readonly FirstSeenValue[];
}

export interface FirstSeenValue {
  readonly kind: FirstSeenKind;
  /** A call is `SERVICE NAME`. */
  readonly value: string;
  readonly first: string;
  /** Records with it in the time asked for. */
  readonly count: number;
}

export type FirstSeenKind = 'call' | 'caller' | 'address' | 'user agent' | 'account' | 'region' | 'item';

/**
 * Who issued credentials to which other: trees whose roots are what needs no issuer, or whose issuer was not found. A
 * node is one access key, or a caller without one. Those that the records were made with are `isFound`; above them is
 * how they came to be, below them what they issued and what was done with it.
 */
export interface CredentialChain {
  /** By the time of their first issued key, then by name. */
  readonly roots: readonly CredentialNode[];
  /** How many levels were followed, up and down (`--depth`). */
  readonly depth: number;
  readonly notFollowed: {
    /** Keys of the records whose issuer was not looked for, beyond the first 100 of a level. */
    readonly up: number;
    /** Issued keys whose use was not looked for, beyond the first 100 of a level. */
    readonly down: number;
    /** Keys beyond the depth, both ways. */
    readonly deeper: number;
  };
}

export interface CredentialNode {
  /** ARN of the caller, or of the session that the key is for; else the key of a caller without ARN. */
  readonly name: string;
  /** `userIdentity.type`, such as IAMUser, AssumedRole, AWSService, SAMLUser; empty where only its issuing is known. */
  readonly type: string;
  /** Empty for a caller without one. */
  readonly accessKey: string;
  /** Whether records of the investigation were made with it. */
  readonly isFound: boolean;
  /** The call that issued it; null for a root. */
  readonly issuedBy: IssuingCall | null;
  /** Why nothing is known above or below; null where the chain goes on, or ends by itself. */
  readonly end: ChainEnd | null;
  /** What was done with it: of one that `isFound` the records asked for; null where that was not looked for. */
  readonly use: CredentialUse | null;
  /** What was issued with it, by time. */
  readonly issued: readonly CredentialNode[];
}

/**
 * `origin`: a user, service or login, which needs no issuer. `not-found`: no record of the call that issued it.
 * `other-account`: a caller of an account without a record of it. `depth`, `limit`: not looked for. `cycle`: the records
 * say that it was issued by what it issued.
 */
export type ChainEnd = 'origin' | 'not-found' | 'other-account' | 'depth' | 'limit' | 'cycle';

export interface IssuingCall {
  readonly eventID: string;
  /** Empty within one account. Both accounts' records have the same. */
  readonly sharedEventID: string;
  readonly eventName: string;
  readonly time: string;
  readonly address: string;
  readonly userAgent: string;
  /** The source identity that the caller set, or had; empty for none. */
  readonly sourceIdentity: string;
  /** Account whose record this is. */
  readonly account: string;
  /** Address of the object with the record. */
  readonly object: string;
}

export interface CredentialUse {
  readonly calls: number;
  readonly failed: number;
  /** Empty where there is no call. */
  readonly first: string;
  readonly last: string;
  readonly addresses: readonly Counted[];
  readonly userAgents: readonly Counted[];
  /** `SERVICE NAME`. */
  readonly names: readonly Counted[];
  /** Secrets and parameters that were retrieved, without failed calls. */
  readonly items: readonly Counted[];
}

/** Others on the addresses of the records, and others that use the secrets that the records retrieved. */
export interface Others {
  readonly onAddresses: readonly OthersOf[];
  readonly ofItems: readonly OthersOf[];
  /** Values beyond those that were followed. */
  readonly notFollowed: { readonly addresses: number; readonly items: number };
}

export interface OthersOf {
  /** The address, or the key of the item (`REGION:ACCOUNT:NAME`). */
  readonly value: string;
  /** All other callers in the time asked for, roles with their sessions as one, by count; at most 100. */
  readonly callers: readonly OtherCaller[];
  /** Callers beyond these. */
  readonly more: number;
}

export interface OtherCaller {
  readonly identity: string;
  readonly count: number;
  readonly failed: number;
  readonly first: string;
  readonly last: string;
}
