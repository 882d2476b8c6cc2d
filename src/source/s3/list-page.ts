/** What stands in one page of ListObjectsV2, as text: nothing is decoded or checked yet. */
export interface ListPage {
  /** Text of the elements directly in the result, such as `IsTruncated`, by local name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly entries: readonly ListPageEntry[];
  /** Text of each `Prefix` in `CommonPrefixes`. */
  readonly prefixes: readonly string[];
}

/** The elements of one `Contents` that are needed; absent where the entry has none. */
export type ListPageEntry = { readonly [Name in EntryField]?: string };

export type EntryField = 'Key' | 'Size' | 'ETag' | 'StorageClass';

const ENTRY_FIELDS: ReadonlySet<string> = new Set<EntryField>(['Key', 'Size', 'ETag', 'StorageClass']);

export function isEntryField(name: string): name is EntryField {
  return ENTRY_FIELDS.has(name);
}
