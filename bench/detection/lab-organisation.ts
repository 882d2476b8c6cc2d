import type { IdentityMode } from '../../src/model/identity.js';
import type { PersonaName } from '../../src/simulate/persona-name.js';

/** An identity that makes calls, as the detectors see it. */
export interface LabIdentity {
  readonly key: string;
  /** The role or user behind it. */
  readonly principalArn: string;
  readonly type: 'IAMUser' | 'AssumedRole';
  readonly accountId: string;
  /** For the tables only; detectors must not read it. */
  readonly persona: PersonaName;
}

/** All calls in time order, as parallel arrays: an organisation has millions. */
export interface Calls {
  readonly size: number;
  /** Index into `identities`. */
  readonly identity: Int32Array;
  /** Epoch seconds. */
  readonly time: Uint32Array;
  /** Index into `secrets`; -1 for a batch call. */
  readonly secret: Int32Array;
  /** Index into `origins`. */
  readonly origin: Int32Array;
  /** Index into `regions`. */
  readonly region: Uint8Array;
  /** 1 where the call failed. */
  readonly failed: Uint8Array;
  /** The most secrets that a batch call with filters may have returned; 0 for any other call. */
  readonly filterLimit: Uint8Array;
  /** Index into `lists`, the secrets of a batch call with a list; -1 for any other call. */
  readonly list: Int32Array;
  /**
   * Secrets that the call returned without a record for each: those of a batch call with filters that no
   * GetSecretValue followed. It equals the limit minus the records that followed, so it reveals nothing to a detector.
   */
  readonly implied: Uint8Array;
}

/** A theft as it really happened. */
export interface Truth {
  readonly id: string;
  readonly shape: string;
  readonly persona: PersonaName;
  /** The identity that was used for it. */
  readonly key: string;
  /** Times of its first and last call, epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** Indices of its calls. */
  readonly rows: readonly number[];
}

/** A complete simulated organisation. Each text is stored once, in lists that the calls refer to by index. */
export interface LabOrganisation {
  /** `mixed/101` */
  readonly name: string;
  readonly seed: number;
  readonly mix: string;
  readonly mode: IdentityMode;
  /** Activity lies in `[start, end)`, epoch seconds. */
  readonly start: number;
  readonly end: number;
  readonly days: number;
  /** Persona of every role and user; rates are per role or user in every identity mode. */
  readonly principals: readonly PersonaName[];
  readonly identities: readonly LabIdentity[];
  readonly secrets: readonly string[];
  /** `NETWORK|AGENT` */
  readonly origins: readonly string[];
  readonly regions: readonly string[];
  readonly lists: readonly (readonly number[])[];
  readonly calls: Calls;
  /** For each identity the indices of its calls, in time order. */
  readonly rows: readonly Uint32Array[];
  readonly thefts: readonly Truth[];
}

/** Number of secrets that a call returned; 0 if it failed. */
export function readsOf(calls: Calls, row: number): number {
  if (calls.failed[row] === 1) return 0;
  return calls.secret[row]! >= 0 ? 1 : calls.implied[row]!;
}
