import type { PersonaName } from './persona-name.js';
import type { ResolvedOptions } from './simulate-options.js';
import type { TheftShapeName } from './thefts/theft-shape.js';

/** What really happened: `labels.json`. Times are ISO 8601 UTC; ranges are half-open. */
export interface Labels {
  readonly version: 1;
  readonly options: ResolvedOptions;
  readonly start: string;
  readonly end: string;
  readonly totals: Totals;
  /** In the order of their start. */
  readonly thefts: readonly TheftLabel[];
  /** One per `userIdentity.arn` that called, sorted by key. */
  readonly identities: readonly IdentityLabel[];
}

export interface Totals {
  /** Records written, those delivered more than once as often as they were. */
  readonly records: number;
  /** Records beyond the first of their eventID. */
  readonly duplicates: number;
  /** Records that repeat another under a new eventID: copies for the secret's owner, and corrections. */
  readonly copies: number;
  /** CloudTrail objects. */
  readonly objects: number;
  /** CloudTrail-Digest objects beside them. */
  readonly digests: number;
  /** Bytes of all objects as stored, digests too, and of CloudTrail objects after inflating. */
  readonly bytes: number;
  readonly inflatedBytes: number;
  /** Distinct successful GetSecretValue calls. */
  readonly retrievals: number;
  /** Distinct failed ones. */
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
  /** Those of the batch calls that no GetSecretValue records follow. */
  readonly childlessBatchCalls: number;
  /** First and last call. */
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
  /** First call, and the second after the last. */
  readonly start: string;
  readonly end: string;
  /** Successful GetSecretValue calls, each of which has a record. */
  readonly retrievals: number;
  readonly failures: number;
  readonly batchCalls: number;
  /** Different secrets disclosed, by childless batch calls too. */
  readonly distinctSecrets: number;
  /** Those that the identity had never retrieved before the theft. */
  readonly newSecrets: number;
  /** Those that no identity of its role had. */
  readonly newSecretsToIssuer: number;
  /** Different source addresses and user agents. */
  readonly addresses: readonly string[];
  readonly userAgents: readonly string[];
  /** Whether any secret was disclosed. */
  readonly succeeded: boolean;
}
