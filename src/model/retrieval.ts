import type { Identity } from './identity.js';

/**
 * One API event that counts, projected to what the state needs: a retrieval of items such as secrets (`get`), or a
 * batch call (`batch`), from which `get` records that are missing are estimated.
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
  /** Whether the record has an error code or message; such a call returned no item. */
  readonly failed: boolean;
  /** Whether its error code says that permission was missing. */
  readonly denied: boolean;
  /** Whether it is a batch call with a match-all filter: no filter narrows what it selects. */
  readonly matchAll: boolean;
  /**
   * Keys of the items that it names, as the event family writes them (`REGION:ACCOUNT:NAME`), or the values of the
   * rule's `distinctFields`. No duplicates; none when the record does not say which.
   */
  readonly items: readonly string[];
  /** Of a `batch` that names no item: how many it may have returned at most; else 0. */
  readonly atMost: number;
  /** Where it came from: source network and user-agent family, `NETWORK|FAMILY`. */
  readonly origin: string;
  /** `awsRegion` */
  readonly region: string;
  /** `recipientAccountId`, else the identity's account: where the call was recorded. */
  readonly recipientAccountId: string;
}
