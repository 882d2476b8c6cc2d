import type { ListedPage, PageTaker, SourceObject } from '../source.js';

/** Some of the entries directly below a prefix. */
export interface LevelPage {
  /** Folders, as complete prefixes that end in `/`. */
  readonly folders: readonly string[];
  /** Number of folders and objects of the page. */
  readonly entries: number;
  /** The objects. Called only when they are wanted, because a file system must call `stat` for each. */
  objects(): Promise<readonly SourceObject[]>;
}

/**
 * What folders and buckets have in common: prefixes that end in `/`, listed one level deep or flat.
 * A prefix that is empty, or no longer exists, has no entries.
 */
export interface Store {
  /** The address of a prefix, for messages. */
  uriOf(prefix: string): string;
  /** Most listings at once. */
  readonly width: number;
  /** Whether `below` takes prefixes that do not end in `/`. @default false */
  readonly takesPrefixes?: boolean;
  /** The entries directly below a prefix (S3's listing with a delimiter, one folder of a file system). */
  level(prefix: string, signal: AbortSignal): AsyncIterable<LevelPage>;
  /** All objects below a prefix, at any depth, in pages. */
  below(prefix: string, signal: AbortSignal): AsyncIterable<readonly SourceObject[]>;
  /**
   * The same in pages that are asked for elsewhere where possible; absent where there are none.
   * @param remark on each object
   */
  pagesBelow?(
    prefix: string,
    remark: SourceObject['remark'] | undefined,
    pages: PageTaker,
    signal: AbortSignal,
  ): AsyncIterable<ListedPage>;
}
