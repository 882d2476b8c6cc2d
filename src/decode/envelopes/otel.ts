import { isObject } from '../../base/json-values.js';
import { type Envelope, type JsonObject, listIn, objectIn, own } from './envelope.js';

/** Depth of nested values up to which they are turned into plain ones. */
const MAX_DEPTH = 64;

/**
 * Log records of OpenTelemetry as JSON (OTLP): `resourceLogs[].scopeLogs[].logRecords[]`. The record of CloudTrail is the
 * body, as text or as a list of keys and values, or the attributes.
 */
export const OPENTELEMETRY: Envelope = {
  name: 'OpenTelemetry logs',
  unwrap(value) {
    const list =
      listIn(value, 'resourceLogs') ??
      listIn(value, 'scopeLogs') ??
      listIn(value, 'instrumentationLibraryLogs') ??
      listIn(value, 'logRecords');
    if (list !== undefined) return list;
    const contents: unknown[] = [];
    const body = objectIn(value, 'body');
    if (body !== undefined) contents.push(isTagged(body) ? plainValue(body, 0) : body);
    const attributes = listIn(value, 'attributes');
    if (attributes !== undefined) contents.push(plainObject(attributes, 0));
    return contents.length === 0 ? undefined : contents;
  },
};

/** Kinds of values, as OTLP names them. */
const SCALARS = ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'bytesValue'];

function isTagged(value: JsonObject): boolean {
  return SCALARS.some((kind) => kind in value) || 'kvlistValue' in value || 'arrayValue' in value;
}

/** `{"kvlistValue":{"values":[{"key":"a","value":{"stringValue":"b"}}]}}` → `{"a":"b"}` */
function plainValue(value: unknown, depth: number): unknown {
  if (!isObject(value) || depth > MAX_DEPTH) return undefined;
  for (const kind of SCALARS) if (Object.hasOwn(value, kind)) return value[kind];
  const list = objectIn(value, 'arrayValue');
  if (list !== undefined) return (listIn(list, 'values') ?? []).map((one) => plainValue(one, depth + 1));
  const object = objectIn(value, 'kvlistValue');
  return object === undefined ? undefined : plainObject(listIn(object, 'values') ?? [], depth + 1);
}

function plainObject(pairs: readonly unknown[], depth: number): JsonObject {
  const entries: [string, unknown][] = [];
  for (const pair of pairs) {
    if (!isObject(pair)) continue;
    const key = own(pair, 'key');
    if (typeof key === 'string') entries.push([key, plainValue(own(pair, 'value'), depth)]);
  }
  return Object.fromEntries(entries);
}
