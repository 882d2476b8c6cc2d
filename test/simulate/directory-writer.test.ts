import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { simulated } from './recount.js';

const folder = mkdtempSync(join(tmpdir(), 'trailspike-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('writes the same objects as another writer gets, and creates folders', async () => {
  const options = { days: 1, identities: 8, seed: 5 };
  const out = join(folder, 'new', 'out');
  await simulate(options, directoryWriter(out));
  const { written } = await simulated(options);
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(out, name)).isFile(),
  );
  expect(files.sort()).toEqual([...written.keys()].sort());
  for (const [key, bytes] of written) expect(readFileSync(join(out, key)).equals(bytes)).toBe(true);
});

test('an error names the file that could not be written', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(directoryWriter(file).put('a/b.json', new Uint8Array())).rejects.toMatchObject({
    code: 'E_OUTPUT',
    message: expect.stringContaining(join(file, 'a/b.json')) as string,
  });
});
