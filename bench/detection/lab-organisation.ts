import type { IdentityMode } from '../../src/model/identity.js';
import type { PersonaName } from '../../src/simulate/persona-name.js';

/** Someone who calls, as the detectors see it. */
export interface LabIdentity {
  readonly key: string;
  /** The role or user behind it. */
  readonly principalArn: string;
  readonly type: 'IAMUser' | 'AssumedRole';
  readonly accountId: string;
  /** For the tables alone; detectors must not look at it. */
  readonly persona: PersonaName;
}

/** All calls in time order, as parallel columns: an organisation has millions. */
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
  /** 1 where the call was refused. */
  readonly failed: Uint8Array;
  /** Most secrets that a batch call by filters may have returned; 0 for any other call. */
  readonly filterLimit: Uint8Array;
  /** Index into `lists`, the secrets of a batch call by list; -1 for any other call. */
  readonly list: Int32Array;
  /**
   * Secrets that the call disclosed without a record of their own: those of a batch call by filters that no
   * GetSecretValue followed. The same as its limit less its children, so no detector is told a secret by it.
   */
  readonly implied: Uint8Array;
}

/** What really happened. */
export interface Truth {
  readonly id: string;
  readonly shape: string;
  readonly persona: PersonaName;
  /** The identity that it was committed with. */
  readonly key: string;
  /** Its first and its last call. */
  readonly from: number;
  readonly to: number;
  /** Indices of its calls. */
  readonly rows: readonly number[];
}

/** A simulated organisation, whole. Texts stand once, in lists that the calls point into. */
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
  /** Persona of every role and user: what rates are per, whatever the identities are. */
  readonly principals: readonly PersonaName[];
  readonly identities: readonly LabIdentity[];
  readonly secrets: readonly string[];
  /** `NETWORK|FAMILY` */
  readonly origins: readonly string[];
  readonly regions: readonly string[];
  readonly lists: readonly (readonly number[])[];
  readonly calls: Calls;
  /** For each identity the indices of its calls, in time order. */
  readonly rows: readonly Uint32Array[];
  readonly thefts: readonly Truth[];
}

/** Secrets that a call disclosed: none when it failed. */
export function readsOf(calls: Calls, row: number): number {
  if (calls.failed[row] === 1) return 0;
  return calls.secret[row]! >= 0 ? 1 : calls.implied[row]!;
}
