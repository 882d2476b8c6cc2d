import { fixtureThread } from '../support/fixture-thread.js';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import {
  BusyServer,
  type LoopbackServer,
  type Received,
  refuse,
  startLoopback,
} from '../source/loopback-server.js';
import { retrievalRecord } from '../support/plain-record.js';
import { scanTo, type RunOutput } from '../support/run-output.js';

const servers: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Shorter than the 30 seconds after which a request without a response fails, milliseconds. */
const UNANSWERED = 25_000;

const bodyOf = (name: string): Buffer => {
  const text = JSON.stringify({ Records: [retrievalRecord(`event-${name}`)] });
  return name.endsWith('.gz') ? gzipSync(text) : Buffer.from(text.replace('event-', 'POISON-'));
};
const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `${n}.json.gz`);

/** A server of a bucket whose objects hold one retrieval each. `get` may respond itself. */
async function bucketOf(
  objects: readonly string[],
  get: (name: string, response: ServerResponse, request: Received) => boolean = () => false,
): Promise<LoopbackServer> {
  const server = await startLoopback((request, response) => {
    if (request.url.includes('list-type=2')) {
      const contents = objects.map(
        (name) =>
          `<Contents><Key>${name}</Key><Size>${bodyOf(name).length}</Size><ETag>"e"</ETag></Contents>`,
      );
      response.end(
        `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
      );
      return;
    }
    const name = request.url.slice(request.url.lastIndexOf('/') + 1);
    if (!get(name, response, request)) response.end(bodyOf(name));
  });
  servers.push(server);
  return server;
}

function read(s3: S3Options, signal?: AbortSignal): Promise<RunOutput> {
  const options = { sources: ['s3://bucket'], s3, threads: 2, shards: 1, fetch: 'threads' } as const;
  return scanTo({ ...options, ...(signal && { signal }) });
}

test('objects that are gone, denied or replaced by another are counted, each with its reason', async () => {
  const server = await bucketOf(names(300), (name, response) => {
    if (name === '7.json.gz') refuse(response, 404, 'NoSuchKey');
    else if (name === '8.json.gz') refuse(response, 403, 'AccessDenied');
    else if (name === '9.json.gz') response.end('something else');
    else return false;
    return true;
  });
  const { run } = await read(server.options);
  expect(run.coverage).toMatchObject({
    listed: 300,
    read: 298,
    decoded: 297,
    matched: 297,
    failed: { vanished: 1, unreadable: 1, notUnderstood: 1 },
    changedObjects: 1,
  });
  // The time of fetching is more than 0, and less than all threads had.
  expect(run.timings.seconds.fetch).toBeGreaterThan(0);
  expect(run.timings.seconds.fetch).toBeLessThan(2 * run.seconds.reading);
  expect(run.failures.map(({ uri, reason }) => [uri, reason])).toEqual([
    ['s3://bucket/7.json.gz', 'vanished'],
    ['s3://bucket/8.json.gz', 'unreadable'],
    ['s3://bucket/9.json.gz', 'notUnderstood'],
  ]);
});

test('keys that expire while threads fetch are renewed, and nothing is lost or read twice', async () => {
  let renewals = 0;
  const server = await bucketOf(names(400), (name, response, { headers }) => {
    const isOld = headers['authorization']!.includes('Credential=KEY1/');
    if (!isOld || Number.parseInt(name) < 50) return false;
    refuse(response, 400, 'ExpiredToken');
    return true;
  });
  const credentials = (): Promise<{ accessKeyId: string; secretAccessKey: string }> =>
    Promise.resolve({ accessKeyId: `KEY${++renewals}`, secretAccessKey: 'secret' });
  const { run } = await read({ ...server.options, credentials });
  expect(renewals).toBe(2);
  expect(run.coverage).toMatchObject({ listed: 400, read: 400, decoded: 400, failed: {} });
  expect(run.totals.retrievals).toBe(400);
});

test('invalid keys end the run with the same message as on the main thread', async () => {
  const server = await bucketOf(names(5), (_name, response) => {
    refuse(response, 403, 'InvalidAccessKeyId');
    return true;
  });
  await expect(read(server.options)).rejects.toMatchObject({
    code: 'E_SOURCE_CREDENTIALS',
    message: expect.stringMatching(/^the access key id is unknown at s3:\/\/bucket\/\d\.json\.gz/) as string,
  });
});

test('a thread that dies loses no object but the one that always kills it', async () => {
  const objects = names(600);
  objects.splice(300, 0, 'poison.json');
  let served = 0;
  const server = await bucketOf(objects, (name, response) => {
    // As from a server far away: other jobs are in progress when the thread dies. Threads cannot be given a clock.
    setTimeout(() => response.end(bodyOf(name)), ++served % 3 === 0 ? 60 : 5);
    return true;
  });
  const decode = fixtureThread('crashing-decode');
  const { run } = await scanTo(
    { sources: ['s3://bucket'], s3: server.options, threads: 1, shards: 1, fetch: 'threads' },
    { decode },
  );
  expect(run.failures.map(({ uri, reason }) => [uri, reason])).toEqual([
    ['s3://bucket/poison.json', 'decodeCrashed'],
  ]);
  expect(run.coverage).toMatchObject({
    listed: 601,
    decoded: 600,
    matched: 600,
    failed: { decodeCrashed: 1 },
  });
});

test('all objects are read from a server that asks for fewer requests', async () => {
  const busy = new BusyServer(6);
  const server = await bucketOf(names(200), (name, response) => {
    busy.respond(response, bodyOf(name));
    return true;
  });
  const { run } = await read({ ...server.options, maxConcurrency: 24 });
  expect(run.coverage).toMatchObject({ listed: 200, read: 200, decoded: 200, failed: {} });
  expect(busy.refused).toBeGreaterThan(0);
});

test(
  'a run that is stopped does not wait for a server that does not respond',
  async () => {
    const stop = new AbortController();
    const server = await bucketOf(names(10), () => {
      setImmediate(() => stop.abort(new Error('enough')));
      return true;
    });
    await expect(read(server.options, stop.signal)).rejects.toThrow('enough');
  },
  UNANSWERED,
);
