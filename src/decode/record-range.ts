/**
 * The position of a record in a document, in bytes: `bytes[start]` is its `{`, `bytes[end - 1]` its `}`. From
 * `splitValues` also that of a list or text, whose first byte says so.
 */
export interface RecordRange {
  readonly start: number;
  readonly end: number;
  /** Depth of nested objects and arrays, including the record itself: 1 for a flat record, 0 for a text. */
  readonly depth: number;
}
