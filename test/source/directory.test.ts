import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDirectory } from '../../src/source/directory/directory-source.js';
import { contentOf, describeSource, FOREVER, listAll } from './source-cases.js';

let top: string;
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'trailspike-source-'));
});
afterAll(() => rm(top, { recursive: true }));

async function newFolder(): Promise<string> {
  const folder = join(top, randomUUID());
  await mkdir(folder);
  return folder;
}

async function write(folder: string, keys: readonly string[], content?: Uint8Array): Promise<void> {
  await Promise.all(
    keys.map(async (key) => {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content ?? contentOf(key));
    }),
  );
}

describeSource('a folder', async () => {
  const folder = await newFolder();
  return {
    put: (keys, content) => write(folder, keys, content),
    remove: (key) => rm(join(folder, key)),
    open: (root) => openDirectory(join(folder, root)),
    close: () => Promise.resolve(),
  };
});

test('names are file URLs, versions are modification times', async () => {
  const folder = await newFolder();
  await write(folder, ['a b/ü#?.json']);
  await utimes(join(folder, 'a b/ü#?.json'), 1_772_366_405.625, 1_772_366_405.625);
  const source = openDirectory(`${folder}/`);
  expect(source.uri).toBe(pathToFileURL(folder).href);
  expect(await listAll(source)).toEqual([
    {
      uri: `${source.uri}/a%20b/%C3%BC%23%3F.json`,
      key: 'a b/ü#?.json',
      size: contentOf('a b/ü#?.json').length,
      version: '1772366405625',
    },
  ]);
});

test('a missing and an empty folder are errors that name it', async () => {
  const folder = await newFolder();
  const notFound = { code: 'E_SOURCE_NOT_FOUND', message: expect.stringContaining(folder) as string };
  await expect(listAll(openDirectory(folder))).rejects.toMatchObject(notFound);
  await expect(listAll(openDirectory(join(folder, 'missing')))).rejects.toMatchObject(notFound);
  await write(folder, ['file.json']);
  await expect(listAll(openDirectory(join(folder, 'file.json/below')))).rejects.toMatchObject(notFound);
});

test('links are followed, once, and never in a circle', async () => {
  const [folder, other] = [await newFolder(), await newFolder()];
  await write(folder, ['in/a.json']);
  await write(other, ['b.json', 'deep/c.json']);
  await symlink(join(other, 'b.json'), join(folder, 'to-file.json'));
  await symlink(other, join(folder, 'to-folder'));
  await symlink('..', join(folder, 'in/up'));
  await symlink(folder, join(other, 'deep/back'));
  await symlink('nowhere', join(folder, 'broken.json'));
  await symlink('self', join(folder, 'self'));
  const keys = (await listAll(openDirectory(folder))).map(({ key }) => key);
  expect(keys).toEqual(
    expect.arrayContaining(['in/a.json', 'to-file.json', 'to-folder/b.json', 'to-folder/deep/c.json']),
  );
  // The circle through two links is followed once, under its other name, and no further.
  expect(keys.filter((key) => key.endsWith('/in/a.json')).length).toBeLessThanOrEqual(1);
  expect(keys.some((key) => key.includes('back/to-folder'))).toBe(false);
});

test('a trail behind a link is listed as a trail', async () => {
  const [folder, other] = [await newFolder(), await newFolder()];
  await write(other, [
    '111111111111/CloudTrail/us-east-1/2026/03/01/x.json.gz',
    '111111111111/Config/y.json.gz',
  ]);
  await symlink(other, join(folder, 'AWSLogs'));
  expect((await listAll(openDirectory(folder))).map(({ key }) => key)).toEqual([
    'AWSLogs/111111111111/CloudTrail/us-east-1/2026/03/01/x.json.gz',
  ]);
});

test('a folder without read permission is an error that names it; such a file is one unreadable object', async () => {
  const folder = await newFolder();
  await write(folder, ['open/a.json', 'shut/b.json', 'shut.json']);
  await chmod(top, 0o755);
  await chmod(join(folder, 'shut'), 0);
  await chmod(join(folder, 'shut.json'), 0);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid!(65534);
  try {
    await expect(listAll(openDirectory(folder))).rejects.toMatchObject({
      code: 'E_SOURCE_ACCESS',
      message: expect.stringContaining(join(folder, 'shut')) as string,
    });
    const file = openDirectory(join(folder, 'shut.json'));
    const [object] = await listAll(file);
    await expect(file.read(object!, FOREVER)).rejects.toMatchObject({ reason: 'unreadable' });
  } finally {
    if (isRoot) process.seteuid!(0);
    await chmod(join(folder, 'shut'), 0o755);
  }
});

test('a search for trails ends at 2,000 folders, and what it did not reach is listed all the same', async () => {
  const folder = await newFolder();
  const trail = 'AWSLogs/111111111111/CloudTrail/us-east-1/2026/03/01/x.json.gz';
  const deep = `other/20/99/deeper/than/the/search/${trail}`;
  await write(folder, [trail, deep, 'other/7/7/x.json']);
  for (let n = 0; n < 21; n += 1) {
    await Promise.all(
      Array.from({ length: 100 }, (_, m) =>
        mkdir(join(folder, 'other', String(n), String(m)), { recursive: true }),
      ),
    );
  }
  const listed = await listAll(openDirectory(folder));
  expect(listed.map(({ key }) => key).sort()).toEqual([trail, deep, 'other/7/7/x.json'].sort());
});

test('many files of one folder are read at once', async () => {
  const folder = await newFolder();
  const keys = Array.from({ length: 1_100 }, (_, n) => `${n}.json`);
  await write(folder, keys);
  const source = openDirectory(folder);
  const objects = await listAll(source);
  const contents = await Promise.all(objects.map((object) => source.read(object, FOREVER)));
  expect(contents.map((bytes) => Buffer.from(bytes).toString())).toEqual(
    objects.map(({ key }) => contentOf(key).toString()),
  );
  expect(objects.map(({ key }) => key).sort()).toEqual(keys.sort());
});
