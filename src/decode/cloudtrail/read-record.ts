import { isAscii } from 'node:buffer';
import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';
import type { RecordRange } from '../record-range.js';
import { type ApiEvent, parseEvent } from './api-event.js';

/** How a record exceeds the limits, if it does. */
export function excessOf(
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
 * @param start where in the document it begins, bytes
 */
export function parseRecord(raw: Buffer, start: number): ApiEvent | DecodeFailure {
  try {
    // Most records are ASCII, which takes no decoding.
    return parseEvent(JSON.parse(raw.toString(isAscii(raw) ? 'latin1' : 'utf8')));
  } catch {
    return { reason: 'malformedJson', detail: `a record that is not JSON at byte ${start}` };
  }
}
