import type { Session } from './principal.js';
import type { Secret } from './secret.js';

/** Where a call came from. */
export interface Origin {
  readonly address: string;
  readonly userAgent: string;
  /** The interface endpoint that the call used; null for a call over the internet. */
  readonly vpcEndpointId: string | null;
  /** Whether a person made the call in the console. */
  readonly console: boolean;
}

export type Failure =
  'AccessDenied' | 'ResourceNotFoundException' | 'ThrottlingException' | 'InvalidRequestException';

/** What a BatchGetSecretValue requested. All secrets are in one region of the caller's account. */
export interface BatchRequest {
  readonly by: 'list' | 'filters';
  /** The disclosed secrets, 1 to 20. */
  readonly secrets: readonly Secret[];
  /** `maxResults` of a request with filters; null for the API's limit, 20. */
  readonly maxResults: number | null;
  /** Whether no GetSecretValue records follow, so that no record shows the secrets. */
  readonly childless: boolean;
}

/** One call, before it becomes a record. `stream` and `sequence` together are unique; the eventID derives from them. */
export interface RetrievalEvent {
  /** Epoch seconds. */
  readonly time: number;
  readonly session: Session;
  readonly origin: Origin;
  /** The region of the secret, and so of the call. */
  readonly region: string;
  /** The secret of a GetSecretValue; null for a batch call. */
  readonly secret: Secret | null;
  /** The secret as the caller named it; empty for a batch call. */
  readonly secretId: string;
  readonly versionStage: 'AWSPENDING' | 'AWSCURRENT' | null;
  readonly batch: BatchRequest | null;
  readonly failure: Failure | null;
  /** Id of the theft that it belongs to, or null. */
  readonly theft: string | null;
  readonly stream: number;
  readonly sequence: number;
}
