import { inflated, linesOf } from './byte-lines.js';
import type { ListEntry, ObjectList } from './object-list.js';

const S3_URI = /^(s3:\/\/[^/]+)\/(.+)$/is;

/** Keys or `s3://` addresses, one a line, plain or gzip. @param open reads the file from its beginning */
export function keyList(open: () => AsyncIterable<Uint8Array>): ObjectList {
  return {
    roots: undefined,
    async *entries() {
      for await (const line of linesOf(inflated(open()))) yield entryOf(line);
    },
  };
}

function entryOf(line: string): ListEntry {
  const [, root = '', key = line] = S3_URI.exec(line) ?? [];
  return { root, key, known: undefined, isCurrent: true };
}
