import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { retrievalRecord } from '../support/plain-record.js';
import { scanResult } from '../support/run-output.js';
import { fixtureThread } from '../support/fixture-thread.js';
import { temporaryFolder } from '../support/temporary.js';

function folderOf(objects: number): string {
  const folder = temporaryFolder();
  for (let n = 0; n < objects; n++) {
    writeFileSync(join(folder, `${n}.json`), JSON.stringify({ Records: [retrievalRecord(`${n}`)] }));
  }
  return folder;
}

test('every n-th object is decoded by both decoders, and the run says how many were', async () => {
  const folder = folderOf(7);
  writeFileSync(join(folder, 'z.json'), '{"Records":[]}\n{"Records":[]}'); // not for the fast path
  const options = { sources: [folder], threads: 1, shards: 1 };
  const { coverage } = await scanResult({ ...options, verifyDecoder: 3 });
  expect(coverage).toMatchObject({ decoded: 8, fallbackObjects: 1, verifiedObjects: 3 });
  expect((await scanResult(options)).coverage).toMatchObject({ decoded: 8, verifiedObjects: 0 });
});

test('a difference ends the run and names the object', async () => {
  const run = scanResult(
    { sources: [folderOf(1)], threads: 1, shards: 1, verifyDecoder: 1 },
    { decode: fixtureThread('differing-decode') },
  );
  await expect(run).rejects.toMatchObject({
    code: 'E_DECODERS_DIFFER',
    message: expect.stringMatching(/^file:.*\/0\.json: decoder wasm gives 1, decoder reference 2$/) as string,
  });
});

test('a number of objects that is none is refused', async () => {
  const run = scanResult({ sources: [folderOf(1)], threads: 1, shards: 1, verifyDecoder: -1 });
  await expect(run).rejects.toMatchObject({ code: 'E_USAGE' });
});
