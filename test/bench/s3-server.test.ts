import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3Server, type S3Server } from '../../bench/compare/s3-server.js';
import { scanS3 } from '../../bench/compare/trailspike.js';
import { makeAuthority } from '../support/certificates.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = temporaryFolder();
let plain: S3Server;
let secure: S3Server;
beforeAll(async () => {
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a', 'b'), 'content');
  [plain, secure] = await Promise.all([startS3Server(folder), startS3Server(folder, 'tls')]);
});
afterAll(() => {
  plain.stop();
  secure.stop();
});

async function read(url: string, ca?: string): Promise<{ response: IncomingMessage; text: string }> {
  const request = url.startsWith('https:') ? getSecurely(url, { ca, agent: false }) : getPlain(url);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return { response, text };
}

const bundleOf = (server: S3Server): string => server.environment['AWS_CA_BUNDLE']!;

test('the same objects are served with TLS and without', async () => {
  const authority = readFileSync(bundleOf(secure), 'utf8');
  for (const path of ['/trail/a/b', '/trail?list-type=2&prefix=a/']) {
    const [one, other] = [await read(plain.endpoint + path), await read(secure.endpoint + path, authority)];
    expect(one.response.statusCode).toBe(200);
    expect(other.text).toBe(one.text);
    expect(other.response.headers['last-modified']).toBe(one.response.headers['last-modified']);
  }
  expect((await read(`${plain.endpoint}/trail/a/b`)).text).toBe('content');
});

test('a client that does not trust the authority is refused, and so is one without TLS', async () => {
  const url = `${secure.endpoint}/trail/a/b`;
  await expect(read(url, makeAuthority().cert)).rejects.toThrow(/certificate/);
  await expect(read(url.replace('https:', 'http:'))).rejects.toThrow();
});

test('the program verifies the certificate', () => {
  const other = join(temporaryFolder(), 'other.pem');
  writeFileSync(other, makeAuthority().cert);
  const environment = { ...secure.environment, AWS_CA_BUNDLE: other };
  expect(() => scanS3({ ...secure, environment }, 1, 'threads')).toThrow(/authority that is not trusted/);
});

test('a server that is stopped leaves no keys behind', async () => {
  const server = await startS3Server(folder, 'tls');
  expect(existsSync(bundleOf(server))).toBe(true);
  server.stop();
  expect(existsSync(join(bundleOf(server), '..'))).toBe(false);
});
