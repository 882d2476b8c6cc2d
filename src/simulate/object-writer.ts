/** Where simulated objects go. */
export interface ObjectWriter {
  /**
   * Stores an object under a key with `/` between its parts. Each key is written once. Up to 16 calls run at once.
   * @param metadata stored beside it; files have none
   */
  put(key: string, bytes: Uint8Array, metadata?: Readonly<Record<string, string>>): Promise<void>;
  close?(): Promise<void>;
}
