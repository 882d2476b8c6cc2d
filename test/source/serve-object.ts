import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import type { Pause } from '../../src/source/s3/time.js';
import type { SourceObject } from '../../src/source/source.js';
import { type LoopbackServer, type Received, startLoopback } from './loopback-server.js';
import { virtualTime } from './virtual-time.js';

/** A server on loopback until the end of the test. @param response gets the number of the request, from 1 */
export async function serve(
  response: (request: Received, response: ServerResponse, count: number) => void,
): Promise<LoopbackServer> {
  const server = await startLoopback(response);
  onTestFinished(() => server.close());
  return server;
}

/** A pause of no time: what else is ready goes first. */
export const turn: Pause = () => setImmediate();

/** A source of a bucket in virtual time, until the end of the test. */
export function open(options: S3Options, pause = turn): ReturnType<typeof openS3> {
  const source = openS3('s3://bucket', options, virtualTime(pause));
  onTestFinished(() => source.close());
  return source;
}

export const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 251));
export const OBJECT: SourceObject = {
  uri: 's3://bucket/key',
  key: 'key',
  size: CONTENT.length,
  version: 'e',
};
