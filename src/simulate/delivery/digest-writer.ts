import type { PlacedRecord } from '../records/retrieval-record.js';
import type { DeliveredObject } from './delivered-object.js';

/** Writes digests about the objects of one account and region. */
export interface DigestWriter {
  /** An object was delivered. @param delivered epoch seconds */
  observe(key: string, body: Uint8Array, records: readonly PlacedRecord[], delivered: number): void;
  /** The digests that are due at `now`. */
  deliver(now: number): Iterable<DeliveredObject>;
}
