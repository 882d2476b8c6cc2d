import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary.js';
import { Dice } from './dice.js';
import { cutPower, journalIn, syncedSizes } from './power-cut.js';

const FAILING_DISK = fileURLToPath(new URL('../fixtures/failing-disk.mjs', import.meta.url));

/** A state with a file of which 6 bytes are synced. */
function stateWithFile(): { readonly state: string; readonly path: string; readonly journal: string } {
  const work = temporaryFolder();
  const [state, journal] = [join(work, 'state'), journalIn(work)];
  mkdirSync(state);
  const path = join(state, 'file');
  writeFileSync(path, 'synced rest');
  writeFileSync(journal, `${statSync(path).ino} 6\n`);
  return { state, path, journal };
}

test('a power cut leaves what was synced, and now and then a part of the rest or zeros', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 100; seed++) {
    const { state, path, journal } = stateWithFile();
    cutPower(state, journal, new Dice(String(seed)));
    seen.add(readFileSync(path, 'latin1'));
  }
  const written = (text: string): string => text.replace(/\0+$/, '');
  expect(
    [...seen].every((text) => text.startsWith('synced') && 'synced rest'.startsWith(written(text))),
  ).toBe(true);
  expect(seen).toContain('synced');
  expect(seen).toContain('synced rest');
  expect(seen).toContain('synced\0\0\0\0\0');
});

test('what a power cut left is on disk, and stays at the next one', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { state, path, journal } = stateWithFile();
    cutPower(state, journal, new Dice(String(seed)));
    const left = readFileSync(path, 'latin1');
    writeFileSync(path, ' more', { flag: 'a' });
    cutPower(state, journal, new Dice(`${seed} again`));
    expect(readFileSync(path, 'latin1').slice(0, left.length)).toBe(left);
  }
});

test('a journal says how much of a file is synced, also when it is cut or made anew', () => {
  const work = temporaryFolder();
  const [path, journal] = [join(work, 'file'), journalIn(work)];
  const syncedAfter = (doing: string): number | undefined => {
    const program = `import fs from 'node:fs';
      const { O_CREAT, O_TRUNC, O_WRONLY } = fs.constants;
      const fd = fs.openSync(${JSON.stringify(path)}, O_WRONLY | O_CREAT | O_TRUNC);
      ${doing}`;
    execFileSync(process.execPath, ['--import', FAILING_DISK, '--input-type=module', '--eval', program], {
      env: { ...process.env, DISK_JOURNAL: journal },
    });
    return syncedSizes(journal).get(statSync(path).ino);
  };
  const synced = "fs.writeSync(fd, 'synced'); fs.fdatasyncSync(fd);";
  expect(syncedAfter(`${synced} fs.writeSync(fd, ' rest');`)).toBe(6);
  expect(syncedAfter(`${synced} fs.ftruncateSync(fd, 4); fs.writeSync(fd, 'more', 4);`)).toBe(4);
  expect(syncedAfter("fs.writeSync(fd, 'a file with the inode of another');")).toBe(0);
});
