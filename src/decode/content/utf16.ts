/** Whether text is UTF-16: it begins with a byte order mark, or with a character of JSON in two bytes. */
export function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes.length > 3 && ((isBracket(first) && second === 0) || (first === 0 && isBracket(second)));
}

/** The same text in UTF-8, without a byte order mark. */
export function utf8Of(bytes: Buffer): Buffer {
  const bigEndian = bytes[0] === 0xfe || bytes[0] === 0;
  const even = bytes.subarray(0, bytes.length & ~1);
  const text = (bigEndian ? Buffer.from(even).swap16() : even).toString('utf16le');
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  return Buffer.from(plain);
}

function isBracket(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}
