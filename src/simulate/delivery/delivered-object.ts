/** One object, before it is compressed and written. */
export interface DeliveredObject {
  readonly key: string;
  readonly body: Uint8Array;
  /** 0 for a digest. */
  readonly records: number;
  /** Epoch seconds; absent for a digest. */
  readonly delivered?: number;
  /** Stored beside it, where objects have metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
}
