import type { Session } from './principal.js';
import type { Secret } from './secret.js';

/** Where a call came from. */
export interface Origin {
  readonly address: string;
  readonly userAgent: string;
  /** The interface endpoint that the call went through, or null: over the internet. */
  readonly vpcEndpointId: string | null;
  /** Whether the console made the call for a person. */
  readonly console: boolean;
}

export type Failure =
  'AccessDenied' | 'ResourceNotFoundException' | 'ThrottlingException' | 'InvalidRequestException';

/** What a BatchGetSecretValue asked for. All of it lies in one region of the caller's account. */
export interface BatchRequest {
  readonly by: 'list' | 'filters';
  /** What it disclosed, 1 to 20. */
  readonly secrets: readonly Secret[];
  /** `maxResults` of a request by filters; null leaves it at the API's limit, 20. */
  readonly maxResults: number | null;
  /** Whether no GetSecretValue records follow it, so that the secrets show nowhere. */
  readonly childless: boolean;
}

/** One call, before it is a record. `stream` and `sequence` together are unique and make its eventID. */
export interface RetrievalEvent {
  /** Epoch seconds. */
  readonly time: number;
  readonly session: Session;
  readonly origin: Origin;
  /** Where the secret lies, and so where the call is made. */
  readonly region: string;
  /** The secret of a GetSecretValue; null for a batch call. */
  readonly secret: Secret | null;
  /** The secret as the caller named it; empty for a batch call. */
  readonly secretId: string;
  readonly versionStage: 'AWSPENDING' | 'AWSCURRENT' | null;
  readonly batch: BatchRequest | null;
  readonly failure: Failure | null;
  /** The theft that it is part of, or null. */
  readonly theft: string | null;
  readonly stream: number;
  readonly sequence: number;
}
