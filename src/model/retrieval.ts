import type { ContextKind } from './context-kind.js';
import type { Identity } from './identity.js';

/** What becomes of an event that matches: it is counted, or it is context. */
export type Projected = Retrieval | ContextEvent;

/** An event about items that is not counted: see `ContextKind`. */
export interface ContextEvent {
  readonly kind: 'context';
  readonly context: ContextKind;
  /** `eventTime`, epoch seconds. */
  readonly time: number;
  /** Who did it. */
  readonly identity: Identity;
  /** Keys of the items. For `listing` a key that stands for all items of the account in the region. */
  readonly items: readonly string[];
}

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
  /**
   * Whether the record has an error code or message and is counted apart: such a call returned no item. False for the
   * failed calls of a rule that counts them like others.
   */
  readonly failed: boolean;
  /** Whether its error code says that permission was missing. */
  readonly denied: boolean;
  /** Whether its error code says that the item does not exist. */
  readonly notFound: boolean;
  /** Whether it is a batch call with a match-all filter: no filter narrows what it selects. */
  readonly matchAll: boolean;
  /**
   * Keys of the items that it names, as the event family writes them (`REGION:ACCOUNT:NAME`), or the values of the
   * rule's `distinctFields`. No duplicates; none when the record does not say which.
   */
  readonly items: readonly string[];
  /** Of a `batch` that names no item: how many it may have returned at most; else 0. */
  readonly atMost: number;
  /** The access key that signed it, such as `ASIA…`; empty when the record has none. */
  readonly accessKeyId: string;
  /** Where it came from: source network (or VPC endpoint) and user-agent family, `NETWORK|FAMILY`. */
  readonly origin: string;
  /** `awsRegion` */
  readonly region: string;
  /** `recipientAccountId`, else the identity's account: where the call was recorded. */
  readonly recipientAccountId: string;
}
