const USUAL_HEAD = Buffer.from('{"Records":[');
const USUAL_TAIL = Buffer.from(']}');

/** Whether a document ends as it must if it is whole; white space around it does not matter. */
export function endsWell(bytes: Buffer): boolean {
  if (isUsual(bytes)) return true;
  const head = bytes
    .toString('latin1', 0, 64)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .replace(/\s+/g, '');
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 64)).replace(/\s+/g, '');
  if (head.startsWith('{"Records":[')) return tail.endsWith(']}');
  if (head.startsWith('[')) return tail.endsWith(']');
  return head.startsWith('{') && tail.endsWith('}');
}

/** Without white space, as nearly every document is; and without making strings of it. */
function isUsual(bytes: Buffer): boolean {
  const tail = bytes.length - USUAL_TAIL.length;
  if (tail < USUAL_HEAD.length) return false;
  return (
    USUAL_HEAD.every((byte, at) => bytes[at] === byte) &&
    USUAL_TAIL.every((byte, at) => bytes[tail + at] === byte)
  );
}
