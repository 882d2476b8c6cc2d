/**
 * A search for one text, whose result is the offset of its first byte at or after `from`, or -1.
 *
 * Node looks for at most six bytes with memchr on the first of them, at some 30 GB/s where that byte is rare, and
 * for a longer text with Boyer-Moore, at 3 GB/s. So this looks for six bytes and compares the others.
 * @param anchor which of the text's characters to begin at: a rare one. At least two must follow it.
 */
export function textSearch(text: string, anchor: number): (bytes: Buffer, from: number) => number {
  const whole = Buffer.from(text);
  const part = whole.subarray(anchor, anchor + 6);
  return (bytes, from) => {
    for (let at = bytes.indexOf(part, from + anchor); at >= 0; at = bytes.indexOf(part, at + 1)) {
      const start = at - anchor;
      if (whole.compare(bytes, start, Math.min(start + whole.length, bytes.length)) === 0) return start;
    }
    return -1;
  };
}
