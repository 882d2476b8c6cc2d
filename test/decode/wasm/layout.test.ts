import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.js';
import { cases } from '../../support/thorough.js';

/* The module is not built when its memory layout is wrong. */

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Compiles the module with one text of one file replaced. @returns whether it built, and what the compiler printed */
function compile(file: string, from: string, to: string): { built: boolean; printed: string } {
  const folder = temporaryFolder();
  cpSync(join(root, 'src/decode/wasm/assembly'), folder, { recursive: true });
  const original = readFileSync(join(folder, file), 'utf8');
  expect(original).toContain(from);
  writeFileSync(join(folder, file), original.replace(from, to));
  // As a program: as a module it would bring its own global types along.
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const options = ['-O0', '--noAssert', '--runtime', 'stub', '--enable', 'simd,bulk-memory', '--noEmit'];
  const { status, stderr } = spawnSync(process.execPath, [compiler, 'engine.ts', ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { built: status === 0, printed: stderr };
}

test('the layout as it is passes its checks', () => {
  expect(compile('layout.ts', 'SLACK: i32 = 512', 'SLACK: i32 = 512')).toMatchObject({ built: true });
});

const CASES = [
  ['layout.ts', 'NEEDLES_END: usize = 458752', 'NEEDLES_END: usize = 458816', 'NEEDLES overlap LITERAL'],
  ['layout.ts', 'FINGERPRINTS_END: usize = 4224', 'FINGERPRINTS_END: usize = 4160', 'do not fit'],
  ['layout.ts', 'MAX_RANGES: i32 = 8192', 'MAX_RANGES: i32 = 8193', 'RANGES overlap FIELDS'],
  ['layout.ts', 'PADDING: i32 = 512', 'PADDING: i32 = 400', 'ends behind the padding'],
  ['layout.ts', 'SLACK: i32 = 512', 'SLACK: i32 = 280', 'inflating writes behind the slack'],
  ['huffman.ts', 'LITERAL_BITS: u32 = 10', 'LITERAL_BITS: u32 = 11', 'are for other widths'],
  ['fields.ts', 'MAX_INTERNED: u32 = 512', 'MAX_INTERNED: u32 = 4096', 'texts of one record do not fit'],
] as const;

// Each compiles for two seconds; `npm run test:thorough` has all.
test.each(cases(CASES, 1))('%s with %s as %s does not build', (file, from, to, message) => {
  const { built, printed } = compile(file, from, to);
  expect(built).toBe(false);
  expect(printed).toContain(message);
});
