/** One object, before it is compressed and written. */
export interface DeliveredObject {
  readonly key: string;
  readonly body: Uint8Array;
  /** 0 for a digest. */
  readonly records: number;
}
