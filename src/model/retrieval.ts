import type { Identity } from './identity.js';

/**
 * One record, reduced to the fields that the state needs: a `GetSecretValue` (`get`), or a `BatchGetSecretValue`
 * (`batch`), from which missing `get` records are estimated.
 */
export interface Retrieval {
  readonly kind: 'get' | 'batch';
  /**
   * Identifies the retrieval in every record of it: `sharedEventID`, else
   * `addendum.originalEventID`, else `eventID`, else a hash of the record's own bytes.
   */
  readonly eventKey: string;
  /** `eventTime`, epoch seconds. */
  readonly time: number;
  readonly identity: Identity;
  /** Whether the record has an error code or message. Such a call returned no secret. */
  readonly failed: boolean;
  /** Whether its error code says that permission was missing. */
  readonly denied: boolean;
  /** Whether it is a batch call with a match-all filter: no filter narrows what it selects. */
  readonly matchAll: boolean;
  /**
   * Secrets that the call names, as `REGION:ACCOUNT:NAME`, without duplicates: one for a `get` (none when the record
   * does not say which), those in `secretIdList` for a `batch`.
   */
  readonly secrets: readonly string[];
  /**
   * For a `batch` with filters, the most secrets that it may have returned: `maxResults`, else 20, the API's limit. 0
   * otherwise.
   */
  readonly filterLimit: number;
  /** Where it came from: source network and kind of user agent, `NETWORK|AGENT`. */
  readonly origin: string;
  /** `awsRegion` */
  readonly region: string;
  /** `recipientAccountId`, else the identity's account: where the call was recorded. */
  readonly recipientAccountId: string;
}
