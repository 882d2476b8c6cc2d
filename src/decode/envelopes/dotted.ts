import { isObject } from '../../base/json-values.js';
import { type Envelope, type JsonObject } from './envelope.js';

/** A part of a record as the name of a field of its own. */
const DOTTED = /^(?:.*\.)?user_?identity\.[a-z_]+$/i;
/** Parts of a name up to which it is split. */
const MAX_PARTS = 16;

/**
 * Records whose nested fields have names with dots, as in exports of Elasticsearch, Splunk and Datadog:
 * `{"userIdentity.arn":"…"}`. A list of one text is that text.
 */
export const DOTTED_NAMES: Envelope = {
  name: 'record with dotted names',
  unwrap(value) {
    return Object.keys(value).some((name) => DOTTED.test(name)) ? [undotted(value)] : undefined;
  },
};

function undotted(value: JsonObject): JsonObject {
  const result = new Map<string, unknown>();
  for (const [name, field] of Object.entries(value)) {
    const parts = name.split('.');
    if (parts.length > MAX_PARTS) continue;
    const single = Array.isArray(field) && field.length === 1 ? (field[0] as unknown) : field;
    place(result, parts, single);
  }
  return plain(result);
}

/** A name that is both a value and has parts keeps its parts: the value is a copy for searching. */
function place(object: Map<string, unknown>, parts: readonly string[], value: unknown): void {
  let at = object;
  for (const part of parts.slice(0, -1)) {
    const next = at.get(part);
    if (next instanceof Map) at = next as Map<string, unknown>;
    else {
      const made = isObject(next) ? new Map(Object.entries(next)) : new Map<string, unknown>();
      at.set(part, made);
      at = made;
    }
  }
  const last = parts.at(-1)!;
  if (!(at.get(last) instanceof Map)) at.set(last, value);
}

function plain(object: ReadonlyMap<string, unknown>): JsonObject {
  return Object.fromEntries(
    [...object].map(([name, value]) => [
      name,
      value instanceof Map ? plain(value as ReadonlyMap<string, unknown>) : value,
    ]),
  );
}
