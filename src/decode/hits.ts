/** Also found in `BatchGetSecretValue`. */
const EVENT_NAME = Buffer.from('GetSecretValue');
const ESCAPED_BYTE = Buffer.from('\\u00');

/**
 * Where the rule's event names may stand, in document order: their text itself, and every JSON escape of an
 * ASCII letter (`\u0041` to `\u007a`), behind which any name can hide. A record without any of these offsets in
 * it is not the rule's. One offset for each name and each escape, at its first byte.
 */
export function findHits(bytes: Buffer): number[] {
  const hits = occurrences(bytes, EVENT_NAME);
  const escapes = occurrences(bytes, ESCAPED_BYTE).filter((at) => {
    const digit = bytes[at + ESCAPED_BYTE.length];
    return digit !== undefined && digit >= 0x34 && digit <= 0x37;
  });
  return escapes.length === 0 ? hits : [...hits, ...escapes].sort((a, b) => a - b);
}

function occurrences(bytes: Buffer, needle: Buffer): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length))
    found.push(at);
  return found;
}
