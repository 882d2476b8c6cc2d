import type { Identity } from './identity.js';

/**
 * One record projected to what the state needs: a `GetSecretValue` (`get`), or a `BatchGetSecretValue`
 * (`batch`), which is context from which missing `get` records are estimated.
 */
export interface Retrieval {
  readonly kind: 'get' | 'batch';
  /**
   * What makes it one and the same retrieval wherever it appears: `sharedEventID`, else
   * `addendum.originalEventID`, else `eventID`, else a hash of the record's own bytes.
   */
  readonly eventKey: string;
  /** `eventTime`, epoch seconds. */
  readonly time: number;
  readonly identity: Identity;
  /** Whether the record has an error code or message; such a call returned no secret. */
  readonly failed: boolean;
  /** Whether it failed for want of permission, by its error code. */
  readonly denied: boolean;
  /** Whether it is a batch call by filters none of which narrows what it selects. */
  readonly matchAll: boolean;
  /**
   * Secrets asked for by name, each normalised to `REGION:ACCOUNT:NAME`: one of a `get` (none when the record
   * does not say which), those in `secretIdList` of a `batch`. No duplicates.
   */
  readonly secrets: readonly string[];
  /**
   * For a `batch` that selects by filters: the most secrets it may have returned (`maxResults`, else 20, the
   * API's limit). 0 otherwise.
   */
  readonly filterLimit: number;
  /** Where it came from: source network and user-agent family, `NETWORK|FAMILY`. */
  readonly origin: string;
  /** `awsRegion` */
  readonly region: string;
  /** `recipientAccountId`, else the identity's account: where the call was recorded. */
  readonly recipientAccountId: string;
}
