import type { Counted, SessionEvidence } from '../../model/signal-evidence.js';
import type { TimeRange } from '../../model/time.js';
import type { Criterion } from '../search/criterion.js';

/** What an investigation found: all that some identity, key, address or secret had to do with. Times are ISO 8601 UTC. */
export interface Investigation {
  readonly criteria: readonly Criterion[];
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
  /** Access keys that the records issued: the sessions that begin here. */
  readonly issued: readonly IssuedKey[];
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

export interface IssuedKey {
  readonly accessKey: string;
  /** ARN of the session that it is for; empty where the record does not say. */
  readonly session: string;
  readonly time: string;
  readonly eventName: string;
  readonly caller: string;
}
