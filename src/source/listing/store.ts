import type { SourceObject } from '../source.js';

/** Part of what lies right below a prefix. */
export interface LevelPage {
  /** Folders, as whole prefixes ending in `/`. */
  readonly folders: readonly string[];
  /** How many folders and objects the page holds. */
  readonly entries: number;
  /** The objects; asked for only when they are wanted, since a file system must look at each. */
  objects(): Promise<readonly SourceObject[]>;
}

/**
 * What a folder and an S3 bucket have in common: prefixes that end in `/`, listed by level or flat.
 * A prefix that holds nothing, or no longer exists, lists as nothing.
 */
export interface Store {
  /** As the user named it, for messages. */
  readonly uri: string;
  /** Listings that it bears at once. */
  readonly width: number;
  /** What lies right below a prefix (S3's delimiter listing, one folder of a file system). */
  level(prefix: string, signal: AbortSignal): AsyncIterable<LevelPage>;
  /** Everything below a prefix, however deep, in pages. */
  below(prefix: string, signal: AbortSignal): AsyncIterable<readonly SourceObject[]>;
}
