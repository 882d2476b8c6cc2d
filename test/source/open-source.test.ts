import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSource } from '../../src/source/open-source.js';
import { Credentials } from '../../src/source/s3/credentials.js';
import { startS3Server } from '../support/s3-server.js';
import { s3Stage } from './s3-stage.js';
import { listAll } from './source-cases.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailspike-open-'));
  await writeFile(join(folder, 'a.json'), '{}');
});
afterAll(() => rm(folder, { recursive: true }));

test('a path and a file URL are folders, s3:// is a bucket', async () => {
  for (const text of [folder, `${folder}/`, pathToFileURL(folder).href]) {
    const source = await openSource(text);
    expect(source.uri).toBe(pathToFileURL(folder).href);
    expect(await listAll(source)).toHaveLength(1);
  }
  const bucket = await openSource('s3://bucket/prefix/', { s3: { region: 'eu-west-1' } });
  expect(bucket.uri).toBe('s3://bucket/prefix');
  await bucket.close();
  const arn = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/audit';
  for (const text of [`${arn}/prefix/`, `s3://${arn}/prefix`]) {
    const source = await openSource(text);
    expect(source.uri).toBe(`s3://${arn}/prefix`);
    await source.close();
  }
});

test.each(['gs://bucket', 'https://bucket.s3.amazonaws.com/', 's3://', 's3://UP?'])(
  '%s is bad usage',
  async (text) => {
    await expect(openSource(text)).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining(text) as string,
    });
  },
);

test('nothing keeps the process alive once a source is closed', async () => {
  const server = await startS3Server();
  const stage = await s3Stage(server.options);
  await stage.put(['a.json', 'b.json']);
  const script = `
    import { openS3 } from ${JSON.stringify(new URL('../../src/source/s3/s3-source.ts', import.meta.url).href)};
    const signal = new AbortController().signal;
    const source = openS3('s3://${stage.s3Bucket}', { endpoint: '${server.options.endpoint!}', anonymous: true });
    const plan = { delivered: { from: 0, to: 2 ** 32 - 1 }, accounts: [], regions: [] };
    let read = 0;
    for await (const object of source.list(plan, signal)) read += (await source.read(object, signal)).length;
    source.read({ uri: source.uri + '/a.json', key: 'a.json', size: 17, version: '' }, signal).catch(() => undefined);
    await source.close();
    console.log(read);`;
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const run = promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    {
      cwd: root,
      timeout: 20_000, // it is killed then, and the promise rejects
    },
  );
  expect((await run).stdout.trim()).toBe('34');
  await stage.close();
  await server.close();
});

test('keys are fetched once, for all, and in their last minutes not again for each request', async () => {
  let fetches = 0;
  let left = 3_600_000;
  const credentials = new Credentials({
    credentials: () => {
      fetches += 1;
      return Promise.resolve({
        accessKeyId: String(fetches),
        secretAccessKey: 's',
        expiration: new Date(Date.now() + left),
      });
    },
  });
  await Promise.all([credentials.get(), credentials.get(), credentials.get()]);
  await credentials.get();
  expect(fetches).toBe(1);
  credentials.renew(0); // keys older than these
  expect((await credentials.get()).accessKeyId).toBe('1');
  left = 60_000;
  credentials.renew(credentials.generation);
  expect((await credentials.get()).accessKeyId).toBe('2');
  expect((await Promise.all([credentials.get(), credentials.get()])).map((keys) => keys.accessKeyId)).toEqual(
    ['2', '2'],
  );
});
