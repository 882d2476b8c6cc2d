import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { FileLoader, loadFile } from '../../src/source/directory/file-loader.js';
import { fileVersion } from '../../src/source/directory/file-version.js';
import type { StoredObject } from '../../src/source/source.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = temporaryFolder();

function listed(path: string): StoredObject {
  const stats = statSync(path);
  return { uri: pathToFileURL(path).href, size: stats.size, version: fileVersion(stats) };
}

function write(name: string, content: string): StoredObject {
  const path = join(folder, name);
  writeFileSync(path, content);
  return listed(path);
}

function replace(path: string, by: (path: string) => unknown): void {
  rmSync(path);
  by(path);
}

test('files of any size are read one after the other into the same memory', () => {
  const loader = new FileLoader();
  for (const [n, length] of [10, 1_000_000, 0, 3, 1_000_001].entries()) {
    const content = String(n).repeat(length);
    const file = write(`size ${length}`, content);
    expect(Buffer.from(loader.load(file)).toString() === content).toBe(true);
    const own = loadFile(file);
    expect(own.buffer.byteLength).toBe(length);
    expect(Buffer.from(own).toString() === content).toBe(true);
  }
});

test('a link is followed', () => {
  const file = write('target', 'content');
  symlinkSync(fileURLToPath(file.uri), join(folder, 'link'));
  expect(Buffer.from(loadFile(listed(join(folder, 'link')))).toString()).toBe('content');
});

test.each<[string, 'vanished' | 'unreadable', (path: string) => void]>([
  ['was deleted', 'vanished', (path) => rmSync(path)],
  ['became longer', 'vanished', (path) => writeFileSync(path, 'longer than before')],
  ['became shorter', 'vanished', (path) => writeFileSync(path, 'x')],
  ['became newer, with the same length,', 'vanished', (path) => utimesSync(path, 1, 1)],
  ['became a folder', 'unreadable', (path) => replace(path, mkdirSync)],
  // To open a pipe without a writer would block for ever.
  ['became a pipe', 'unreadable', (path) => replace(path, () => execFileSync('mkfifo', [path]))],
  ['became a link to itself', 'unreadable', (path) => replace(path, () => symlinkSync(path, path))],
])('a file that %s after it was listed is %s', (what, reason, change) => {
  const file = write(what, 'content');
  change(fileURLToPath(file.uri));
  const loader = new FileLoader();
  expect(() => loader.load(file)).toThrow(
    expect.objectContaining({ reason, message: expect.stringContaining(fileURLToPath(file.uri)) as string }),
  );
  const other = write('other', 'fine');
  expect(Buffer.from(loader.load(other)).toString()).toBe('fine');
});
