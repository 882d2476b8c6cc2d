/** Whether text is UTF-16: it begins with a byte order mark, or with a character of JSON in two bytes. */
export function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes.length > 3 && ((isBracket(first) && second === 0) || (first === 0 && isBracket(second)));
}

/** Bytes that are turned at a time: a text has at most some 500 million characters. Even. */
const STEP = 2 ** 20;

/**
 * The same text in UTF-8, without a byte order mark.
 * @param most bytes of it
 * @returns undefined if it is longer
 */
export function utf8Of(bytes: Buffer, most: number): Buffer | undefined {
  const bigEndian = bytes[0] === 0xfe || bytes[0] === 0;
  const end = bytes.length & ~1;
  const isMarked = bytes.readUInt16LE(0) === (bigEndian ? 0xfffe : 0xfeff);
  const parts: Buffer[] = [];
  let length = 0;
  for (let at = isMarked ? 2 : 0; at < end;) {
    let next = Math.min(at + STEP, end);
    // Both halves of a character that takes two stay together.
    if (next < end && isFirstHalf(bytes[bigEndian ? next - 2 : next - 1]!)) next -= 2;
    const part = bytes.subarray(at, next);
    const utf8 = Buffer.from((bigEndian ? Buffer.from(part).swap16() : part).toString('utf16le'));
    length += utf8.length;
    if (length > most) return undefined;
    parts.push(utf8);
    at = next;
  }
  return Buffer.concat(parts, length);
}

function isFirstHalf(high: number): boolean {
  return (high & 0xfc) === 0xd8;
}

function isBracket(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}
