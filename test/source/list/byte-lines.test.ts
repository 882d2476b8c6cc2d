import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflated, linesOf } from '../../../src/source/list/byte-lines.js';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

test('any lines in any chunks, with either line end, plain or gzip, are the lines that were written', async () => {
  const line = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter(
      (text) => !/[\n\r]/.test(text) && !text.startsWith('\uFEFF') && Buffer.from(text).toString() === text,
    );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 50 }),
      async (lines, end, isPacked, isEnded, size) => {
        const text = Buffer.from(lines.join(end) + (isEnded ? end : ''));
        // Plain text that begins as gzip does is no list of keys.
        fc.pre(text[0] !== 0x1f);
        expect(await all(linesOf(inflated(inChunks(isPacked ? gzipSync(text) : text, size + 1))))).toEqual(
          lines,
        );
      },
    ),
  );
});

test('a byte order mark is not part of the first key, and other separators are part of keys', async () => {
  const text = Buffer.from('\uFEFFa\u2028b\rc.json\nd');
  expect(await all(linesOf(inChunks(text, 4)))).toEqual(['a\u2028b\rc.json', 'd']);
});

test('damaged gzip is an error that says so', async () => {
  const damaged = gzipSync(Buffer.from('a\nb\n')).subarray(0, 15);
  await expect(all(inflated(inChunks(damaged, 8)))).rejects.toMatchObject({
    code: 'E_SOURCE_RESPONSE',
    message: expect.stringContaining('damaged gzip') as string,
  });
});
