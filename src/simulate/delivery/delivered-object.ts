/** One object, ready to be written. */
export interface DeliveredObject {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** 0 for a digest. */
  readonly records: number;
  readonly inflatedBytes: number;
}
