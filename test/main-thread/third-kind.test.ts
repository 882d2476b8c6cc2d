import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { described, MEMORY_KINDS, memoryBuckets } from '../source/memory-kind.js';
import { retrievalRecord } from '../support/plain-record.js';
import { scanTo } from '../support/run-output.js';
import { temporaryFolder } from '../support/temporary.js';

// What adding a kind to the program takes: its folder, and its entry here.
vi.mock(import('../../src/source/source-kinds.js'), async (original) => {
  const { SOURCE_KINDS } = await original();
  return { SOURCE_KINDS: [...SOURCE_KINDS, ...MEMORY_KINDS] as unknown as typeof SOURCE_KINDS };
});

const OBJECTS = 45;
const decode = {
  filename: new URL('../fixtures/memory-decode.ts', import.meta.url).href,
  execArgv: ['--import', 'tsx'],
};

/** Ten objects are a job, so all of them are five; the main thread sends bodies and no description. */
test.each([
  ['blocking-memory', 'main', 5],
  ['waiting-memory', 'threads', 5],
  ['waiting-memory', 'main', 0],
] as const)('a third kind of source, %s, is scanned with fetch %s', async (scheme, fetch, descriptions) => {
  const folder = temporaryFolder();
  const objects = new Map<string, Uint8Array | null>();
  for (let n = 0; n < OBJECTS; n++) {
    const text = JSON.stringify({ Records: [retrievalRecord(`in-memory-${n}`)] });
    objects.set(`${n}.json`, Buffer.from(text));
    writeFileSync(join(folder, `${n}.json`), text);
  }
  objects.set('denied.json', null);
  const bucket = `${scheme}-${fetch}`;
  memoryBuckets.set(bucket, objects);
  const { run, buckets, signals } = await scanTo(
    { sources: [`${scheme}://${bucket}`], fetch, threads: 2, shards: 1 },
    { decode },
  );
  expect(run.coverage).toMatchObject({
    listed: OBJECTS + 1,
    read: OBJECTS,
    decoded: OBJECTS,
    failed: { unreadable: 1 },
  });
  expect(run.failures).toEqual([
    {
      uri: `${scheme}://${bucket}/denied.json`,
      reason: 'unreadable',
      detail: `cannot read ${scheme}://${bucket}/denied.json`,
    },
  ]);
  expect(described.filter((one) => one === bucket)).toHaveLength(descriptions);
  const fromFolder = await scanTo({ sources: [folder], threads: 1, shards: 1 });
  expect(run.totals.retrievals).toBe(OBJECTS);
  expect([buckets, signals]).toEqual([fromFolder.buckets, fromFolder.signals]);
});
