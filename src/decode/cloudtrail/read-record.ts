import { isAscii } from 'node:buffer';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';
import type { RecordRange } from '../record-range.js';
import { type ApiEvent, parseEvent } from './api-event.js';

/** The failure of a record that exceeds a limit; undefined if it does not. */
export function limitFailureOf(
  { start, end, depth }: RecordRange,
  limits: DecodeLimits,
): DecodeFailure | undefined {
  if (end - start > limits.maxRecordBytes) {
    return { reason: 'recordTooLarge', detail: `a record of ${end - start} bytes at byte ${start}` };
  }
  if (depth > limits.maxDepth) {
    return { reason: 'nestedTooDeep', detail: `a record nested ${depth} deep at byte ${start}` };
  }
  return undefined;
}

/**
 * Parses one record.
 * @param start offset of the record in the document in bytes, for the failure
 */
export function parseRecord(raw: Buffer, start: number): ApiEvent | DecodeFailure {
  try {
    // Most records are ASCII, which latin1 decodes faster.
    return parseEvent(JSON.parse(raw.toString(isAscii(raw) ? 'latin1' : 'utf8')));
  } catch {
    return { reason: 'malformedJson', detail: `a record that is not JSON at byte ${start}` };
  }
}
