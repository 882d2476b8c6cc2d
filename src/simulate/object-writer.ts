/** Where simulated objects go. */
export interface ObjectWriter {
  /** Stores an object under a key with `/` between its parts; keys come once each. Up to 16 calls may be under way. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  close?(): Promise<void>;
}
