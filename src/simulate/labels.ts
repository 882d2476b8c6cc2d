import type { PersonaName } from './persona-name.js';
import type { ResolvedOptions } from './simulate-options.js';
import type { TheftShapeName } from './thefts/theft-shape.js';

/** What really happened, as in `labels.json`. Times are ISO 8601 UTC; ranges are half-open. */
export interface Labels {
  readonly version: 1;
  readonly options: ResolvedOptions;
  readonly start: string;
  readonly end: string;
  readonly totals: Totals;
  /** In order of their start. */
  readonly thefts: readonly TheftLabel[];
  /** One for each `userIdentity.arn` that made a call, sorted by key. */
  readonly identities: readonly IdentityLabel[];
}

export interface Totals {
  /** Records written; a record that is delivered twice counts twice. */
  readonly records: number;
  /** Records after the first with their eventID. */
  readonly duplicates: number;
  /** Records that repeat another with a new eventID: copies for the secret's account, and corrections. */
  readonly copies: number;
  /** CloudTrail objects. */
  readonly objects: number;
  /** CloudTrail-Digest objects. */
  readonly digests: number;
  /** Stored bytes of all objects, digests included. */
  readonly bytes: number;
  /** Bytes of CloudTrail objects after inflating. */
  readonly inflatedBytes: number;
  /** Distinct successful GetSecretValue calls. */
  readonly retrievals: number;
  /** Distinct failed GetSecretValue calls. */
  readonly failures: number;
  /** Distinct BatchGetSecretValue calls. */
  readonly batchCalls: number;
}

export interface IdentityLabel {
  /** `userIdentity.arn` */
  readonly key: string;
  readonly type: 'AssumedRole' | 'IAMUser';
  readonly persona: PersonaName;
  readonly accountId: string;
  /** The role behind a session; the user's own ARN for a user. */
  readonly issuerArn: string;
  /** Distinct successful GetSecretValue calls, thefts included. */
  readonly retrievals: number;
  readonly failures: number;
  readonly batchCalls: number;
  /** Batch calls that no GetSecretValue records follow. */
  readonly childlessBatchCalls: number;
  /** Time of the first and last call. */
  readonly first: string;
  readonly last: string;
  /** Ids of the thefts committed with it. */
  readonly thefts: readonly string[];
}

export interface TheftLabel {
  readonly id: string;
  readonly shape: TheftShapeName;
  readonly persona: PersonaName;
  readonly identityArn: string;
  readonly issuerArn: string;
  /** The second of the first call, and the second after the last. */
  readonly start: string;
  readonly end: string;
  /** Successful GetSecretValue calls, each of which has a record. */
  readonly retrievals: number;
  readonly failures: number;
  readonly batchCalls: number;
  /** Different secrets disclosed, including those of childless batch calls. */
  readonly distinctSecrets: number;
  /** Secrets that the identity had never retrieved before the theft. */
  readonly newSecrets: number;
  /** Secrets that no identity of its role had retrieved before. */
  readonly newSecretsToIssuer: number;
  /** Different source addresses and user agents. */
  readonly addresses: readonly string[];
  readonly userAgents: readonly string[];
  /** Whether any secret was disclosed. */
  readonly succeeded: boolean;
}
