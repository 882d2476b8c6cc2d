import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openDirectory } from '../../src/source/directory/directory-source.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import { SourceReaders } from '../../src/source/source-readers.js';
import { temporaryFolder } from '../support/temporary.js';
import { answerList, refuse, startLoopback } from './loopback-server.js';
import { readBoth, readThere } from './other-thread.js';
import { listAll } from './source-cases.js';

test('a file that became a folder is unreadable here and on another thread', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.json');
  writeFileSync(path, 'content');
  const source = openDirectory(folder);
  const objects = await listAll(source);
  rmSync(path);
  mkdirSync(path);
  expect((await readBoth(source, objects)).get('a.json')).toEqual({
    name: 'ObjectReadError',
    reason: 'unreadable',
    message: `cannot read ${path}: it is no longer a file`,
  });
});

test('errors of S3, of one object and of all, are the same here and on another thread', async () => {
  const server = await startLoopback(({ url }, response) => {
    if (url.includes('list-type=2')) answerList(response, ['denied', 'archived', 'keys', 'fine']);
    else if (url.endsWith('/denied')) refuse(response, 403, 'AccessDenied');
    else if (url.endsWith('/archived')) refuse(response, 403, 'InvalidObjectState');
    else if (url.endsWith('/keys')) refuse(response, 403, 'InvalidAccessKeyId');
    else response.end('fine');
  });
  const source = openS3('s3://bucket', server.options);
  const outcomes = await readBoth(source, await listAll(source));
  expect(outcomes.get('denied')).toMatchObject({ name: 'ObjectReadError', reason: 'unreadable' });
  expect(outcomes.get('archived')).toMatchObject({ name: 'ObjectReadError', reason: 'unreadable' });
  expect(outcomes.get('keys')).toMatchObject({ name: 'TrailspikeError', reason: 'E_SOURCE_CREDENTIALS' });
  expect(outcomes.get('fine')).toEqual(new Uint8Array(Buffer.from('fine')));
  await Promise.all([source.close(), server.close()]);
});

test('a description made after keys were renewed holds the new ones, and a reader uses them', async () => {
  const used: string[] = [];
  const server = await startLoopback(({ url, headers }, response) => {
    if (url.includes('list-type=2')) {
      answerList(response, ['a']);
      return;
    }
    used.push(/Credential=(\w+)/.exec(headers['authorization']!)![1]!);
    response.end('body');
  });
  let keys = 0;
  const source = openS3('s3://bucket', {
    ...server.options,
    // They end within the five minutes in which keys are renewed early, so new ones are asked for after half of the rest.
    credentials: () =>
      Promise.resolve({
        accessKeyId: `KEY${++keys}`,
        secretAccessKey: 'secret',
        expiration: new Date(Date.now() + 60_000),
      }),
  });
  const objects = await listAll(source);
  for (let time = 0; time < 2; time++) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    await readThere(await source.describe(), objects);
  }
  vi.useRealTimers();
  expect(new Set(used).size).toBe(2);
  expect(used).not.toContain('KEY1'); // those of the listing
  await Promise.all([source.close(), server.close()]);
});

test('a description of an unknown kind is an error that names it', async () => {
  const readers = new SourceReaders({ threads: 1 });
  await expect(readers.open({ kind: 'tape', data: null })).rejects.toThrow('no kind of source is named tape');
});
