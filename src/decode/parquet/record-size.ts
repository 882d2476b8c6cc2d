import type { DecodeFailure } from '../decode-failure.js';
import type { DecodeLimits } from '../decode-limits.js';

/**
 * The failure of a row that exceeds the limits of a record: its texts together, and the depth of the JSON in each of
 * them; undefined if it does not.
 */
export function sizeFailureOf(row: unknown, limits: DecodeLimits): DecodeFailure | undefined {
  let bytes = 0;
  let depth = 0;
  const add = (value: unknown, level: number): void => {
    if (typeof value === 'string') {
      bytes += value.length;
      // Each level takes a bracket.
      if (bytes <= limits.maxRecordBytes && level + value.length > limits.maxDepth)
        depth = Math.max(depth, level + depthOf(value));
    } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      depth = Math.max(depth, level + 1);
      if (level <= limits.maxDepth) for (const each of Object.values(value)) add(each, level + 1);
    }
  };
  add(row, 0);
  if (bytes > limits.maxRecordBytes)
    return { reason: 'recordTooLarge', detail: `a record of ${bytes} bytes` };
  if (depth > limits.maxDepth) return { reason: 'nestedTooDeep', detail: `a record nested ${depth} deep` };
  return undefined;
}

/** How deep the JSON in a text is nested; 0 if it is none. */
function depthOf(text: string): number {
  if (text[0] !== '{' && text[0] !== '[') return 0;
  let open = 0;
  let most = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (isString) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) isString = false;
    } else if (character === QUOTE) isString = true;
    else if (character === OPEN_OBJECT || character === OPEN_ARRAY) most = Math.max(most, ++open);
    else if (character === CLOSE_OBJECT || character === CLOSE_ARRAY) open--;
  }
  return most;
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
] as const;
