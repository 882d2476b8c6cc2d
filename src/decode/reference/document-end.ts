const COMPACT_HEAD = Buffer.from('{"Records":[');
const COMPACT_TAIL = Buffer.from(']}');

/** Whether the end of a document fits its start, so that it is not cut off. White space is ignored. */
export function isEndComplete(bytes: Buffer): boolean {
  if (isCompactEnvelope(bytes)) return true;
  const head = bytes
    .toString('latin1', 0, 64)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .replace(/\s+/g, '');
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 64)).replace(/\s+/g, '');
  if (head.startsWith('{"Records":[')) return tail.endsWith(']}');
  if (head.startsWith('[')) return tail.endsWith(']');
  return head.startsWith('{') && tail.endsWith('}');
}

/** The fast path for `{"Records":[…]}` without white space, which nearly all documents are. */
function isCompactEnvelope(bytes: Buffer): boolean {
  const tail = bytes.length - COMPACT_TAIL.length;
  if (tail < COMPACT_HEAD.length) return false;
  return (
    COMPACT_HEAD.every((byte, at) => bytes[at] === byte) &&
    COMPACT_TAIL.every((byte, at) => bytes[tail + at] === byte)
  );
}
