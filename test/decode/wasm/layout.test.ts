import asc from 'assemblyscript/asc';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/* The module is not built when its memory layout is wrong. */

const folder = fileURLToPath(new URL('../../../src/decode/wasm/assembly', import.meta.url));

/** Compiles the module with one text of one file replaced. @returns what the compiler printed, and whether it built */
async function compile(file: string, from: string, to: string): Promise<{ built: boolean; printed: string }> {
  const original = readFileSync(join(folder, file), 'utf8');
  expect(original).toContain(from);
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main(
    ['engine.ts', '-O0', '--noAssert', '--runtime', 'stub', '--enable', 'simd,bulk-memory', '--noEmit'],
    {
      readFile: (name) => {
        try {
          return name === file ? original.replace(from, to) : readFileSync(join(folder, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: () => undefined,
      listFiles: () => [],
      stderr,
    },
  );
  return { built: error === null, printed: stderr.toString() };
}

test('the layout as it is passes its checks', async () => {
  expect(await compile('layout.ts', 'SLACK: i32 = 512', 'SLACK: i32 = 512')).toMatchObject({ built: true });
});

test.each([
  ['layout.ts', 'NEEDLES_END: usize = 8192', 'NEEDLES_END: usize = 8256', 'NEEDLES overlap CRC_TABLES'],
  ['layout.ts', 'MAX_RANGES: i32 = 8192', 'MAX_RANGES: i32 = 8193', 'RANGES overlap FIELDS'],
  ['layout.ts', 'PADDING: i32 = 512', 'PADDING: i32 = 400', 'ends behind the padding'],
  ['layout.ts', 'SLACK: i32 = 512', 'SLACK: i32 = 280', 'inflating writes behind the slack'],
  ['huffman.ts', 'LITERAL_BITS: u32 = 10', 'LITERAL_BITS: u32 = 11', 'are for other widths'],
  ['fields.ts', 'MAX_INTERNED: u32 = 512', 'MAX_INTERNED: u32 = 4096', 'texts of one record do not fit'],
])('%s with %s as %s does not build', async (file, from, to, message) => {
  const { built, printed } = await compile(file, from, to);
  expect(built).toBe(false);
  expect(printed).toContain(message);
});
