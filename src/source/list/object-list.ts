import type { StoredObject } from '../source.js';

/** One object that a list names. */
export interface ListEntry {
  /** The source that has it, such as `s3://BUCKET`; empty: the only source that the user named. */
  readonly root: string;
  readonly key: string;
  /** What the list says about it besides; `undefined` when it says nothing. */
  readonly known: Pick<StoredObject, 'size' | 'version'> | undefined;
  /** False for an older version, and for one that was deleted. */
  readonly isCurrent: boolean;
}

/** A list that names objects. */
export interface ObjectList {
  /** The sources of all entries, where they are known without reading them. */
  readonly roots: readonly string[] | undefined;
  /** From the beginning, each time. @throws TrailspikeError when the list cannot be read or understood */
  entries(): AsyncIterable<ListEntry>;
}
