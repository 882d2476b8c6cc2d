import { isObject } from '../../base/json-values.js';

/**
 * A kind of object that other programs put around CloudTrail's records. A new kind is one new file, and one line in
 * `registry.ts`. It is recognised by its content; the object's name does not matter.
 *
 * An envelope never sees a record of CloudTrail: `unwrapRecords` unwraps only what is none.
 */
export interface Envelope {
  readonly name: string;
  /**
   * What is inside: records, other envelopes, lists of these, or texts that hold them as JSON. Each is looked at again.
   * Must not throw, whatever the value holds.
   * @param value a JSON object
   * @returns undefined if the value is not this envelope; an empty list if it is one with nothing in it
   */
  unwrap(value: JsonObject): readonly unknown[] | undefined;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of an own field; undefined if there is none. */
export function own(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The object in a field; undefined if it holds anything else. */
export function objectIn(value: JsonObject, name: string): JsonObject | undefined {
  const field = own(value, name);
  return isObject(field) ? field : undefined;
}

/** The list in a field; undefined if it holds anything else. */
export function listIn(value: JsonObject, name: string): readonly unknown[] | undefined {
  const field = own(value, name);
  return Array.isArray(field) ? field : undefined;
}

/** The text in a field; undefined if it holds anything else. */
export function textIn(value: JsonObject, name: string): string | undefined {
  const field = own(value, name);
  return typeof field === 'string' ? field : undefined;
}

/** Whether a text may hold JSON objects or lists: by its first character that is not white space. */
export function mayHoldJson(text: string): boolean {
  return /^\s*[[{"]/.test(text);
}
