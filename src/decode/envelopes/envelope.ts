/** A form in which other programs store records: recognised by its content, and taken apart into records. */
export interface Envelope {
  readonly name: string;
  /**
   * The records in a value, in their order; undefined if the value is not of this form. Does not throw, whatever the
   * value holds.
   */
  unwrap(value: Record<string, unknown>): readonly unknown[] | undefined;
}
