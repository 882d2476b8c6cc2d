import type { ObjectStore } from './object-store.js';
import type { PageRequest, ReadClock, ReadPage, Source, SourceObject, StoredObject } from './source.js';

/**
 * One kind of source: folders, S3, … To add a kind, write its folder and add it to `SOURCE_KINDS`. Both methods import
 * what is slow to load only when they are called, so that a run does not pay for kinds that it does not use.
 */
export interface SourceKind<Name extends string = string, Options = unknown, Data = unknown> {
  /** Unique. Names the kind in descriptions and its options in `SourceOptions`. */
  readonly name: Name;
  /** URI schemes, in lower case. A text without a scheme is a path and has the scheme `file`; an ARN has `arn`. */
  readonly schemes: readonly string[];
  /** How to name a source of this kind; part of error messages. */
  readonly usage: string;
  /**
   * Opens what the user named, on the main thread. Sends no request yet.
   * @throws TrailspikeError `E_USAGE` when the text or the options are malformed
   */
  open(text: string, options: Options | undefined): Promise<Source>;
  /** Prepares a decode thread to read the objects of such sources. */
  openReaders(context: ReaderContext): Promise<ReaderOpener<Data>>;
  /**
   * Opens a folder of this kind to write to, for states. Absent: a state is a directory. Sends no request yet.
   * @throws TrailspikeError `E_USAGE` when the text or the options are malformed
   */
  openStore?(text: string, options: Options | undefined): Promise<ObjectStore>;
}

/** Where readers run. */
export interface ReaderContext {
  /** Decode threads that read at the same time and share what a source allows. */
  readonly threads: number;
}

export interface FetchedPage extends ReadPage<SourceObject[]> {
  /** The address of an object is this and then its key. */
  readonly base: string;
}

/** Opens the readers of one kind on one decode thread. What several readers can share, they share. */
export interface ReaderOpener<Data = unknown> {
  /** @param data of the description of a source of this kind, as it arrived on this thread */
  open(data: Data): SourceReader;
  /**
   * Asks once for a page of a listing; absent where listings have none that another thread may ask for.
   * @returns the page and the base of its addresses; `undefined` when the request failed
   */
  fetchPage?(data: Data, request: PageRequest): Promise<FetchedPage | undefined>;
}

/** Reads objects of one source on a decode thread. */
export type SourceReader = BlockingReader | WaitingReader;

/** Keeps its thread busy until an object is read: objects are read one after the other. */
export interface BlockingReader {
  readonly waits: false;
  /**
   * @returns the whole object, in memory that the next read may overwrite
   * @throws ObjectReadError and TrailspikeError as `Source.read` does
   */
  read(object: StoredObject): Uint8Array;
}

/** Waits for another machine: many objects are read at once, and each is decoded while others arrive. */
export interface WaitingReader {
  readonly waits: true;
  /** Most reads under way at once for one decode job. */
  readonly concurrency: number;
  /**
   * @returns the whole object, in an ArrayBuffer of its own
   * @throws ObjectReadError and TrailspikeError as `Source.read` does
   */
  read(object: StoredObject, clock: ReadClock): Promise<Uint8Array<ArrayBuffer>>;
}
