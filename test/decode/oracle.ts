import { parseEvent } from '../../src/decode/cloudtrail/api-event.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { type Projection, project } from '../../src/decode/cloudtrail/project.js';

/** The records of a document given as the texts of its top-level values, by JSON.parse alone. */
export function oracleRecords(values: readonly string[]): object[] {
  return values.flatMap((text) => recordsOf(JSON.parse(text)));
}

function recordsOf(value: unknown): object[] {
  if (Array.isArray(value)) return value.filter(isRecord);
  if (!isRecord(value)) return [];
  const own = Object.getOwnPropertyDescriptor(value, 'Records')?.value as unknown;
  return Array.isArray(own) ? own.filter(isRecord) : [value];
}

function isRecord(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/**
 * What a decoder has to make of records: those that match at their top level, projected.
 * @param raw their bytes, which are hashed if they have no id
 */
export function oracleRetrievals(
  records: readonly object[],
  projection: Projection,
  raw: Uint8Array = Buffer.alloc(0),
): Retrieval[] {
  return records.flatMap((record) => {
    const { eventName, eventSource } = record as { eventName?: unknown; eventSource?: unknown };
    if (eventSource !== 'secretsmanager.amazonaws.com') return [];
    if (eventName !== 'GetSecretValue' && eventName !== 'BatchGetSecretValue') return [];
    const kind = eventName === 'GetSecretValue' ? 'get' : 'batch';
    const result = project(parseEvent(record), kind, raw, projection);
    return typeof result === 'string' ? [] : [result];
  });
}
