import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import type { Source } from '../../src/source/source.js';
import { makeAuthority } from '../support/certificates.js';
import { temporaryFolder } from '../support/temporary.js';
import { type LoopbackProxy, startProxy } from './loopback-proxy.js';
import { answerList, type LoopbackServer, startLoopback } from './loopback-server.js';
import { readBoth } from './other-thread.js';
import { listAll } from './source-cases.js';
import { virtualTime } from './virtual-time.js';

/*
 * How connections are made, against servers on loopback, on the main thread and on a thread that reads for itself.
 * Hosts that end in `.invalid` do not exist, so a request for them that arrives went through the proxy.
 */
const AUTHORITY = makeAuthority();
const TLS = AUTHORITY.certify([
  '127.0.0.1',
  's3.invalid',
  'bucket.s3.invalid',
  'audit-111122223333.s3.invalid',
]);

let bundle: string;
const cleanups: (() => Promise<void>)[] = [];
beforeEach(() => {
  bundle = join(temporaryFolder(), 'ca.pem');
  writeFileSync(bundle, `# our own\n${makeAuthority('Another').cert}${AUTHORITY.cert}`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function serve(tls?: { readonly cert: string; readonly key: string }): Promise<LoopbackServer> {
  const server = await startLoopback(({ url }, response) => {
    if (url.includes('list-type=2')) answerList(response, ['a.json', 'b.json']);
    else response.end('body');
  }, tls);
  cleanups.push(() => server.close());
  return server;
}

async function proxyTo(server: LoopbackServer, refusal?: number, tls?: typeof TLS): Promise<LoopbackProxy> {
  const proxy = await startProxy(server.port, refusal, tls);
  cleanups.push(() => proxy.close());
  return proxy;
}

function open(options: S3Options, uri = 's3://bucket'): Source {
  const source = openS3(
    uri,
    options,
    virtualTime(() => Promise.resolve()),
  );
  cleanups.push(() => source.close());
  return source;
}

/** Lists, and reads each object here and on another thread. */
async function readAll(source: Source): Promise<void> {
  const objects = await listAll(source);
  expect(objects.map(({ key }) => key)).toEqual(['a.json', 'b.json']);
  for (const outcome of (await readBoth(source, objects)).values()) {
    expect(outcome).toEqual(new Uint8Array(Buffer.from('body')));
  }
}

test.each(['AWS_CA_BUNDLE', 'ca_bundle'])(
  'a server with a certificate of an own authority is read with %s',
  async (by) => {
    const { options } = await serve(TLS);
    if (by === 'AWS_CA_BUNDLE') vi.stubEnv(by, bundle);
    else {
      const config = join(temporaryFolder(), 'config');
      writeFileSync(config, `[default]\nca_bundle = ${bundle}\n`);
      vi.stubEnv('AWS_CONFIG_FILE', config);
    }
    await readAll(open(options));
  },
);

test('an authority that is not trusted is named as the cause, with what to set', async () => {
  const { options, received } = await serve(TLS);
  await expect(listAll(open(options))).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringMatching(/certificate of an authority that is not trusted/) as string,
    hint: expect.stringMatching(/AWS_CA_BUNDLE.*ca_bundle/) as string,
  });
  const other = join(temporaryFolder(), 'other.pem');
  writeFileSync(other, makeAuthority().cert);
  vi.stubEnv('AWS_CA_BUNDLE', other);
  await expect(listAll(open(options))).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    hint: expect.stringContaining(other) as string,
  });
  expect(received).toEqual([]);
});

test('a certificate for other names, and a server without TLS, are told apart', async () => {
  const { options } = await serve(AUTHORITY.certify(['elsewhere.invalid']));
  vi.stubEnv('AWS_CA_BUNDLE', bundle);
  await expect(listAll(open(options))).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringContaining('certificate for other names') as string,
  });
  const plain = await serve();
  const endpoint = plain.options.endpoint!.replace('http:', 'https:');
  await expect(listAll(open({ ...plain.options, endpoint }))).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringContaining('does not speak TLS') as string,
  });
});

test('a bundle that cannot be used is bad usage that names it, and http does not need it', async () => {
  const secure = await serve(TLS);
  const plain = await serve();
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'empty'), 'no certificate');
  writeFileSync(
    join(folder, 'damaged'),
    '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n',
  );
  for (const name of ['missing', 'folder', 'empty', 'damaged']) {
    vi.stubEnv('AWS_CA_BUNDLE', join(folder, name));
    await expect(listAll(open(secure.options)), name).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining(join(folder, name)) as string,
      hint: expect.stringContaining('AWS_CA_BUNDLE') as string,
    });
    await readAll(open(plain.options));
  }
});

test('https goes through a tunnel of HTTPS_PROXY, with its user and password', async () => {
  const server = await serve(TLS);
  const proxy = await proxyTo(server);
  vi.stubEnv('AWS_CA_BUNDLE', bundle);
  vi.stubEnv('HTTPS_PROXY', proxy.origin.replace('//', '//me:p%40ss@'));
  vi.stubEnv('HTTP_PROXY', 'http://proxy.invalid:1');
  await readAll(open({ ...server.options, endpoint: 'https://s3.invalid' }));
  expect(server.received.length).toBeGreaterThan(4);
  expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT s3.invalid:443']));
  expect(new Set(proxy.authorizations)).toEqual(
    new Set([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]),
  );
});

test('http goes through HTTP_PROXY without a tunnel', async () => {
  const server = await serve();
  const proxy = await proxyTo(server);
  vi.stubEnv('http_proxy', proxy.origin.slice('http://'.length));
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.invalid:1');
  await readAll(open({ ...server.options, endpoint: 'http://s3.invalid:9000', pathStyle: false }));
  expect(proxy.asked).toHaveLength(server.received.length);
  expect(proxy.asked).toContain('GET http://bucket.s3.invalid:9000/a.json');
  expect(new Set(server.received.map(({ headers }) => headers['host']))).toEqual(
    new Set(['bucket.s3.invalid:9000']),
  );
});

test('a proxy with TLS is trusted by the same bundle, for https and http endpoints', async () => {
  for (const tls of [TLS, undefined]) {
    const server = await serve(tls);
    const proxy = await proxyTo(server, undefined, TLS);
    const scheme = tls === undefined ? 'http' : 'https';
    vi.stubEnv(`${scheme}_proxy`, proxy.origin);
    vi.stubEnv('AWS_CA_BUNDLE', bundle);
    await readAll(open({ ...server.options, endpoint: `${scheme}://s3.invalid` }));
    expect(proxy.asked.length).toBeGreaterThan(0);
    vi.stubEnv('AWS_CA_BUNDLE', '');
    await expect(
      listAll(open({ ...server.options, endpoint: `${scheme}://s3.invalid` })),
    ).rejects.toMatchObject({
      code: 'E_SOURCE_NETWORK',
      message: expect.stringContaining(proxy.origin) as string,
      hint: expect.stringContaining('AWS_CA_BUNDLE') as string,
    });
  }
});

test('an access point is reached under its own name', async () => {
  const server = await serve();
  const proxy = await proxyTo(server);
  vi.stubEnv('HTTP_PROXY', proxy.origin);
  const arn = 'arn:aws:s3:eu-west-3:111122223333:accesspoint/audit';
  const source = open({ ...server.options, endpoint: 'http://s3.invalid' }, `s3://${arn}`);
  await readAll(source);
  expect((await listAll(source)).map(({ uri }) => uri)).toEqual([`s3://${arn}/a.json`, `s3://${arn}/b.json`]);
  expect(proxy.asked).toContain('GET http://audit-111122223333.s3.invalid/b.json');
  expect(server.received.every(({ headers }) => headers['authorization']!.includes('/eu-west-3/s3/'))).toBe(
    true,
  );
});

test('hosts that NO_PROXY names, and https without HTTPS_PROXY, are reached directly', async () => {
  const [plain, secure] = [await serve(), await serve(TLS)];
  const proxy = await proxyTo(plain);
  vi.stubEnv('AWS_CA_BUNDLE', bundle);
  vi.stubEnv('HTTP_PROXY', proxy.origin);
  await readAll(open(secure.options));
  vi.stubEnv('HTTPS_PROXY', proxy.origin);
  for (const except of [
    'example.com, 127.0.0.1',
    '127.0.0.0/8',
    `*`,
    `127.0.0.1:${plain.port},127.0.0.1:${secure.port}`,
  ]) {
    vi.stubEnv('NO_PROXY', except);
    await readAll(open(plain.options));
    await readAll(open(secure.options));
  }
  expect(proxy.asked).toEqual([]);
});

test('a host that NO_PROXY names fails without a word about the proxy', async () => {
  const server = await serve();
  const proxy = await proxyTo(server);
  await server.close();
  vi.stubEnv('HTTP_PROXY', proxy.origin);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  const failure = listAll(open(server.options));
  await expect(failure).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringContaining(`cannot reach ${server.options.endpoint!} for s3://bucket`) as string,
  });
  await expect(failure).rejects.not.toThrow(proxy.origin);
});

test('a proxy that shows a certificate of its own is thought of where a certificate is not trusted', async () => {
  const server = await serve(TLS);
  const proxy = await proxyTo(server);
  vi.stubEnv('HTTPS_PROXY', proxy.origin);
  await expect(listAll(open({ ...server.options, endpoint: 'https://s3.invalid' }))).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringContaining(`through the proxy ${proxy.origin}`) as string,
    hint: expect.stringMatching(/proxy that inspects TLS.*AWS_CA_BUNDLE/) as string,
  });
});

test.each([
  ['https', 407, /HTTPS_PROXY.*USER:PASSWORD/],
  ['http', 407, /HTTP_PROXY.*USER:PASSWORD/],
  ['https', 403, /NO_PROXY/],
  ['http', 403, /NO_PROXY/],
])('a proxy that refuses %s with %i is named, without its password', async (scheme, status, hint) => {
  const server = await serve();
  const proxy = await proxyTo(server, status);
  vi.stubEnv(`${scheme}_proxy`, proxy.origin.replace('//', '//me:hush@'));
  const failure = listAll(open({ ...server.options, endpoint: `${scheme}://s3.invalid` }));
  await expect(failure).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringMatching(new RegExp(`proxy ${proxy.origin}.*${status}`)) as string,
    hint: expect.stringMatching(hint) as string,
  });
  await expect(failure).rejects.not.toThrow(/hush/);
  expect(proxy.asked.length).toBe(1);
});

test('a proxy that is not there is named, and one that is no HTTP proxy is bad usage', async () => {
  const server = await serve();
  const proxy = await startProxy(server.port);
  await proxy.close();
  vi.stubEnv('HTTP_PROXY', proxy.origin);
  await expect(listAll(open(server.options))).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringContaining(
      `cannot reach the proxy ${proxy.origin}, which HTTP_PROXY names`,
    ) as string,
    hint: expect.stringContaining('HTTP_PROXY') as string,
  });
  vi.stubEnv('HTTP_PROXY', 'socks5://me:hush@127.0.0.1:1');
  const failure = listAll(open(server.options));
  await expect(failure).rejects.toMatchObject({ code: 'E_USAGE' });
  await expect(failure).rejects.not.toThrow(/hush/);
});
