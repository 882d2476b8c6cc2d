import type { SourceObject } from './source.js';

/** One level of a store, a page of it at a time. */
export interface LevelPage {
  /** Folders right below, as whole prefixes ending in `/`. */
  readonly folders: readonly string[];
  /** Objects right below. */
  readonly objects: readonly SourceObject[];
}

/**
 * What a folder and an S3 bucket have in common: prefixes that end in `/`, listed by level or flat.
 * The empty prefix is everything. A prefix that holds nothing, or no longer exists, lists as nothing.
 */
export interface Store {
  /** Listings that it bears at once. */
  readonly width: number;
  /** What lies right below a prefix (S3's delimiter listing, one folder of a file system). */
  level(prefix: string, signal: AbortSignal): AsyncIterable<LevelPage>;
  /** Everything below a prefix, however deep, in pages. */
  below(prefix: string, signal: AbortSignal): AsyncIterable<readonly SourceObject[]>;
}
