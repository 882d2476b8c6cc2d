/** One record in a document: `bytes[start]` is its `{`, `bytes[end - 1]` its `}`. */
export interface RecordRange {
  readonly start: number;
  readonly end: number;
  /** Objects and arrays within each other, the record itself included: 1 for a flat record. */
  readonly depth: number;
}
