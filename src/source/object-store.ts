/** An object that is read whole, with what says which version it is. */
export interface StoredBytes {
  readonly bytes: Uint8Array;
  /** Names the version in `putIf`. Not empty. */
  readonly version: string;
  /** How long ago it was written, by the server's clock, milliseconds; undefined where the server does not say. */
  readonly age: number | undefined;
}

/**
 * A folder of a kind of source that objects can be written to, also on condition. Keys are those in the folder. What its
 * requests throw is a TrailspikeError, or the signal's reason.
 */
export interface ObjectStore {
  /** In the one form that names it. */
  readonly address: string;
  addressOf(key: string): string;
  /**
   * Finds out whether the server heeds conditions, on an object that is deleted again. To be called before `putIf`.
   * @param key of no object
   * @throws TrailspikeError E_SOURCE_RESPONSE when it does not
   */
  checkConditions(key: string, signal: AbortSignal): Promise<void>;
  /** An object of unknown size. @returns undefined when there is none */
  read(key: string, maxBytes: number, signal: AbortSignal): Promise<StoredBytes | undefined>;
  /** An object of known size. @returns undefined when there is none; other bytes where it has another size */
  get(key: string, size: number, signal: AbortSignal): Promise<Uint8Array | undefined>;
  put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /**
   * Writes an object in the place of a version.
   * @param before `undefined`: if there is none yet
   * @returns the new version, empty where the server does not say it; `undefined` when nothing was written. A request whose
   * answer was lost is sent again, and then refused although it was written: read the object to find out.
   */
  putIf(
    key: string,
    bytes: Uint8Array,
    before: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Deletes an object, also one that is not there. */
  delete(key: string, signal: AbortSignal): Promise<void>;
  /** The keys that begin with a prefix. */
  list(prefix: string, signal: AbortSignal): Promise<string[]>;
  close(): Promise<void>;
}
