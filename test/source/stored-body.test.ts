import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { openS3 } from '../../src/source/s3/s3-source.js';
import { type LoopbackServer, startLoopback } from './loopback-server.js';
import { FOREVER } from './source-cases.js';
import { runs } from '../support/thorough.js';
import { virtualTime } from './virtual-time.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const CONTENT = Buffer.from(JSON.stringify({ Records: Array.from({ length: 500 }, (_, n) => ({ n })) }));
const STORED = gzipSync(CONTENT);

/** What a store answers to a GET: headers and a body. `ends`: the connection breaks off after the body. */
interface Answer {
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
  readonly breaks?: true;
}

async function read(answer: Answer, { stored = STORED, key = 'a.json.gz' } = {}): Promise<Buffer> {
  const { bytes } = await readFrom(
    (response) => {
      response.writeHead(200, answer.headers);
      response.flushHeaders();
      if (answer.breaks) response.write(answer.body, () => response.socket!.destroy());
      else response.end(answer.body);
    },
    stored.length,
    key,
  );
  return bytes;
}

async function readFrom(
  respond: (response: ServerResponse) => void,
  size: number,
  key: string,
): Promise<{ bytes: Buffer; server: LoopbackServer }> {
  const server = await startLoopback((_request, response) => respond(response));
  const source = openS3(
    's3://bucket',
    server.options,
    virtualTime(() => Promise.resolve()),
  );
  cleanups.push(
    () => source.close(),
    () => server.close(),
  );
  const object = { uri: `s3://bucket/${key}`, key, size, version: 'e' };
  return { bytes: Buffer.from(await source.read(object, FOREVER)), server };
}

test('objects are asked for as they are stored, in a header that is not signed', async () => {
  const { server } = await readFrom((response) => response.end(STORED), STORED.length, 'a.json.gz');
  const [{ headers }] = server.received as [LoopbackServer['received'][number]];
  expect(headers['accept-encoding']).toBe('gzip');
  expect(headers['authorization']).not.toContain('accept-encoding');
});

const GZIP = { 'content-encoding': 'gzip' };
const GCS = { 'x-goog-stored-content-encoding': 'gzip' };

test.each<[string, Answer]>([
  ['as it is stored, chunked', { headers: GZIP, body: STORED }],
  [
    'as it is stored, with its length',
    { headers: { ...GZIP, 'content-length': STORED.length }, body: STORED },
  ],
])('an object that comes %s is the object', async (_, answer) => {
  expect((await read(answer)).equals(STORED)).toBe(true);
});

test.each<[string, Answer]>([
  ['chunked', { body: CONTENT }],
  ['chunked, as Google Cloud Storage says it', { headers: { ...GCS, etag: '"e"' }, body: CONTENT }],
  [
    'with a length and the version listed',
    { headers: { 'content-length': CONTENT.length, etag: 'W/"e"' }, body: CONTENT },
  ],
  [
    'with a length and a warning',
    { headers: { 'content-length': CONTENT.length, warning: '214 x "y"' }, body: CONTENT },
  ],
])('an object that the store inflated, %s, is its content', async (_, answer) => {
  expect((await read(answer)).equals(CONTENT)).toBe(true);
});

test('an object that is compressed only on the way is the object', async () => {
  const answer = { headers: { ...GZIP, 'content-length': STORED.length }, body: STORED };
  expect((await read(answer, { stored: CONTENT, key: 'a.json' })).equals(CONTENT)).toBe(true);
});

test.each<[string, Answer]>([
  [
    'another length, another version',
    { headers: { 'content-length': CONTENT.length, etag: '"f"' }, body: CONTENT },
  ],
  ['another length, no version', { headers: { 'content-length': CONTENT.length }, body: CONTENT }],
  ['another version, chunked', { headers: { etag: '"f"' }, body: CONTENT }],
])('%s is what the object is now', async (_, answer) => {
  expect((await read(answer)).equals(CONTENT)).toBe(true);
});

test.each<[string, Answer, string]>([
  [
    'a body that only the end of the connection ends',
    { headers: { connection: 'close', 'transfer-encoding': 'identity' }, body: CONTENT },
    'unavailable',
  ],
  [
    'gzip that is not what was stored',
    { headers: GZIP, body: gzipSync(Buffer.concat([CONTENT, CONTENT])) },
    'unavailable',
  ],
  ['a page of a proxy', { body: Buffer.from('<html>sign in</html>') }, 'unavailable'],
  [
    'another version that only the end of the connection ends',
    { headers: { etag: '"f"', connection: 'close', 'transfer-encoding': 'identity' }, body: CONTENT },
    'unavailable',
  ],
])('%s is not taken for the object', async (_, answer, reason) => {
  await expect(read(answer)).rejects.toMatchObject({ name: 'ObjectReadError', reason });
});

test('no body that is cut short is ever taken, wherever it is cut and whatever is said about it', async () => {
  const headers = fc.constantFrom({}, GZIP, GCS, { etag: '"e"' }, { ...GZIP, etag: '"e"' });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(STORED, CONTENT),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      headers,
      fc.boolean(),
      async (whole, share, said, breaks) => {
        const body = whole.subarray(0, Math.floor(whole.length * share));
        const answer = breaks
          ? { headers: { ...said, 'content-length': whole.length }, body, breaks: true as const }
          : { headers: said, body };
        await expect(read(answer)).rejects.toMatchObject({ name: 'ObjectReadError' });
      },
    ),
    { numRuns: runs(40) },
  );
});
