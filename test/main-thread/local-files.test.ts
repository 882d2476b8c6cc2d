import { mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { retrievalRecord } from '../support/plain-record.js';
import { scanTo } from '../support/run-output.js';
import { fixtureThread } from '../support/fixture-thread.js';
import { temporaryFolder } from '../support/temporary.js';

const meddling = { decode: fixtureThread('meddling-decode') };

function put(folder: string, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ Records: [retrievalRecord(name)] }));
  return path;
}

test('files that change between listing and reading are counted, each with its reason', async () => {
  const folder = temporaryFolder();
  const state = temporaryFolder();
  const kept = ['a.json', 'b.json'].map((name) => statSync(put(folder, name)).size);
  for (const name of ['gone', 'longer', 'newer', 'folder', 'circle']) put(folder, `${name}.json`);
  const options = { sources: [folder], threads: 1, shards: 1, state };
  const { run } = await scanTo(options, meddling);
  expect(run.coverage).toMatchObject({
    listed: 7,
    read: 2,
    bytes: kept.reduce((sum, size) => sum + size, 0),
    decoded: 2,
    failed: { vanished: 3, unreadable: 2 },
  });
  expect(run.failures.map(({ uri, reason }) => [uri.split('/').at(-1), reason])).toEqual([
    ['circle.json', 'unreadable'],
    ['folder.json', 'unreadable'],
    ['gone.json', 'vanished'],
    ['longer.json', 'vanished'],
    ['newer.json', 'vanished'],
  ]);
  expect(run.complete).toBe(false);
  expect(run.totals.retrievals).toBe(2);

  // Files that could not be read are tried again; the others are already processed.
  rmSync(join(folder, 'folder.json'), { recursive: true });
  rmSync(join(folder, 'circle.json'));
  put(folder, 'folder.json');
  const again = await scanTo(options);
  expect(again.run.coverage).toMatchObject({
    listed: 5,
    alreadyProcessed: 2,
    read: 3,
    decoded: 5,
    failed: {},
  });
  expect(again.run.totals.retrievals).toBe(5);
});

test('files with unusual names, links and nested files are read as they were listed', async () => {
  const folder = temporaryFolder();
  const other = temporaryFolder();
  const names = [
    'plain.json',
    'with space.json',
    '100%.json',
    '%41.json',
    'é漢.json',
    '#?&.json',
    '[x].json',
  ];
  for (const name of names) put(folder, name);
  mkdirSync(join(folder, 'a b'));
  put(folder, 'a b/deep.json');
  symlinkSync(put(other, 'target.json'), join(folder, 'link.json'));
  const { run } = await scanTo({ sources: [folder], threads: 2, shards: 2 });
  expect(run.coverage).toMatchObject({ listed: names.length + 2, read: names.length + 2, failed: {} });
  expect(run.totals.retrievals).toBe(names.length + 2);
});

test('there may be more objects than permits of the decode threads', async () => {
  const folder = temporaryFolder();
  for (let n = 0; n < 3000; n++) put(folder, `${n}.json`);
  const { run } = await scanTo({ sources: [folder], threads: 1, shards: 1 });
  expect(run.coverage).toMatchObject({ listed: 3000, read: 3000, decoded: 3000, matched: 3000 });
  expect(run.latency.summaries()).toMatchObject({ body: { count: 3000 }, inflate: { count: 3000 } });
  expect(run.timings).toMatchObject({ decoder: 'wasm' });
  const { read, extract, ingest, main } = run.timings.seconds;
  for (const spent of [read, extract, ingest, main]) expect(spent).toBeGreaterThan(0);
});
