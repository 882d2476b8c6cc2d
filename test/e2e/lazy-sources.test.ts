import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { answerList, startLoopback } from '../source/loopback-server.js';
import { temporaryFolder } from '../support/temporary.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Scans with the built program. @returns which threads loaded which packages */
async function packagesOf(source: string, ...options: string[]): Promise<Set<string>> {
  const out = temporaryFolder();
  const loads = join(out, 'loads.txt');
  writeFileSync(loads, '');
  const program = join(root, 'dist/src/threads/main.js');
  const args = [
    program,
    'scan',
    source,
    '--out',
    join(out, 'report'),
    '--threads',
    '1',
    '--quiet',
    ...options,
  ];
  await promisify(execFile)(process.execPath, args, {
    env: {
      ...process.env,
      LOADS: loads,
      NODE_OPTIONS: `--import ${new URL('../fixtures/note-loads.mjs', import.meta.url).href}`,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
  });
  const lines = readFileSync(loads, 'utf8').trim().split('\n');
  return new Set(lines.map((line) => line.replace(/ (@?[^/]+).*/, ' $1')));
}

test('a scan of a folder loads nothing that only S3 needs, on no thread', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.json'), '{"Records":[]}');
  const packages = [...(await packagesOf(folder))];
  expect(packages.filter((one) => /undici|@aws-sdk/.test(one))).toEqual([]);
});

test.each([
  ['main', ['main undici']],
  ['threads', ['main undici', 'thread undici']],
])('a scan of a bucket that fetches on %s loads undici where it is needed', async (fetch, expected) => {
  const server = await startLoopback(({ url }, response) => {
    if (url.includes('list-type=2')) answerList(response, ['a.json']);
    else response.end('[]  ');
  });
  const packages = await packagesOf('s3://bucket', '--fetch', fetch, '--endpoint', server.options.endpoint!);
  expect([...packages].filter((one) => one.includes('undici')).sort()).toEqual(expected);
  await server.close();
});
