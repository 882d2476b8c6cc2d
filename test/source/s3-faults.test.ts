import { expect, onTestFinished, test } from 'vitest';
import { getObject } from '../../src/source/s3/get-object.js';
import { listObjects } from '../../src/source/s3/list-objects.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import { realTime } from '../../src/source/s3/time.js';
import { answerList, BusyServer, type Received, refuse, startLoopback } from './loopback-server.js';
import { CONTENT, OBJECT, open, serve, turn } from './serve-object.js';
import { FOREVER, listAll } from './source-cases.js';
import { virtualTime } from './virtual-time.js';

const scopeOf = (request: Received): string =>
  /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(request.headers['authorization']!)![1]!;

test('a server that accepts four requests at once gets no more, and all objects are read', async () => {
  const busy = new BusyServer(4);
  const server = await serve((_request, response) => busy.respond(response, 'trail'));
  const client = new S3Client('bucket', { ...server.options, maxConcurrency: 16 }, virtualTime(turn));
  onTestFinished(() => client.close());
  let lowest = 16;
  const read = async (): Promise<Uint8Array> => {
    const bytes = await getObject(client, { key: 'key', size: 5, etag: 'e' }, FOREVER);
    lowest = Math.min(lowest, client.limiter.limit);
    return bytes;
  };
  const contents = await Promise.all(Array.from({ length: 150 }, read));
  expect(contents.map((bytes) => Buffer.from(bytes).toString())).toEqual(Array(150).fill('trail'));
  expect(busy.refused).toBeGreaterThan(0);
  expect(lowest).toBeLessThan(16);
  busy.places = 1_000;
  // It rises again only a while after the last refusal, so a fast machine needs more rounds than a slow one.
  while (client.limiter.limit < 16) await Promise.all(Array.from({ length: 50 }, read));
  expect(client.limiter.limit).toBe(16);
});

test('pauses double from 0.2 to 10 seconds, each shortened by up to a half', async () => {
  const pauses: number[] = [];
  const server = await serve((_request, response, count) => {
    if (count === 1) response.end('trail');
    else refuse(response, 503, 'SlowDown');
  });
  const source = open(server.options, (milliseconds) => {
    pauses.push(milliseconds);
    return Promise.resolve();
  });
  await source.read({ ...OBJECT, size: 5 }, FOREVER); // a server that responded once is tried more often
  await expect(source.read({ ...OBJECT, size: 5 }, FOREVER)).rejects.toMatchObject({
    code: 'E_SOURCE_UNAVAILABLE',
    message: expect.stringContaining('for 15 minutes (SlowDown: said so)') as string,
  });
  const longest = [200, 400, 800, 1600, 3200, 6400];
  for (const [at, pause] of pauses.entries()) {
    expect(pause).toBeLessThanOrEqual(longest[at] ?? 10_000);
    expect(pause).toBeGreaterThanOrEqual((longest[at] ?? 10_000) / 2);
  }
  expect(pauses.reduce((sum, pause) => sum + pause)).toBeGreaterThan(15 * 60_000 - 1000);
});

test('a listing ends when no request has got on for too long, also if one did after it began', async () => {
  const server = await serve(({ url }, response) => {
    if (url.endsWith('/key')) response.end('trail');
    else refuse(response, 503, 'SlowDown');
  });
  let pauses = 0;
  const source = open(server.options, async () => {
    if (++pauses === 2) await source.read({ ...OBJECT, size: 5 }, FOREVER);
    if (pauses === 1000) throw new Error('the listing does not end');
  });
  await expect(listAll(source)).rejects.toMatchObject({
    code: 'E_SOURCE_UNAVAILABLE',
    message: expect.stringContaining('for 15 minutes (SlowDown: said so)') as string,
  });
});

test('one broken answer after an outage does not end a listing', async () => {
  const server = await serve((_request, response, count) => {
    if (count <= 40) refuse(response, 503, 'SlowDown');
    else if (count === 41) response.end('<ListBucketResult><IsTruncated>false</IsTruncated><Contents>');
    else answerList(response, ['key']);
  });
  expect((await listAll(open(server.options))).map(({ key }) => key)).toEqual(['key']);
});

test('a key with half of a character is an object that cannot be read', async () => {
  const server = await serve((_request, response) => response.end(CONTENT));
  const object = { ...OBJECT, uri: 's3://bucket/a\ud800', key: 'a\ud800' };
  await expect(open(server.options).read(object, FOREVER)).rejects.toMatchObject({ reason: 'unreadable' });
});

/** Answers of which a connection breaks, sent as they are. */
const NO_HTTP = [
  'garbage\r\n\r\n',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc',
  'HTTP/1.1 200 OK\r\nbad header\r\n\r\n',
  'HTTP/1.1 200 OK\r\nx: \u0000\r\n\r\n',
  'HTTP/1.1 999999 no\r\n\r\n',
  `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`,
].map((answer) => [answer.slice(0, 60), answer] as const);

test.each(NO_HTTP)(
  '%j is a fault of the connection: tried again, then that of the object',
  async (_, answer) => {
    const fails = { times: 2 };
    const server = await serve((_request, response) => {
      if (fails.times-- > 0) response.socket!.end(answer);
      else response.writeHead(200, { etag: '"e"', 'content-length': CONTENT.length }).end(CONTENT);
    });
    const source = open(server.options);
    expect(Buffer.from(await source.read(OBJECT, FOREVER)).equals(CONTENT)).toBe(true);
    fails.times = Infinity;
    await expect(source.read(OBJECT, FOREVER)).rejects.toMatchObject({ reason: 'unavailable' });
  },
);

test.each([undefined, '/'] as const)(
  'a token that the server does not know and takes for the end loses nothing (delimiter %s)',
  async (delimiter) => {
    const keys = ['a/1', 'a/2', 'b/1', 'c/1', 'c/2', 'd', 'e/1', 'f'];
    const names = delimiter === undefined ? keys : ['a/', 'b/', 'c/', 'd', 'e/', 'f'];
    for (let wrong = 0; wrong * 2 < names.length; wrong++) {
      let pages = 0;
      const server = await serve((request, response) => {
        const query = new URL(request.url, 'http://s3').searchParams;
        const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
        // Keys in the folder that it is told to begin after are summed up as that folder again.
        const rest = names.filter(
          (name) => name > after || (name.endsWith('/') && name === query.get('start-after')),
        );
        const page = after === 'wrong' ? [] : rest.slice(0, 2);
        const more = after !== 'wrong' && rest.length > 2;
        const token = pages++ === wrong ? 'wrong' : page.at(-1);
        response.end(
          `<ListBucketResult><IsTruncated>${more}</IsTruncated>` +
            (more ? `<NextContinuationToken>${token}</NextContinuationToken>` : '') +
            page
              .map((name) =>
                name.endsWith('/')
                  ? `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`
                  : `<Contents><Key>${name}</Key><Size>1</Size></Contents>`,
              )
              .join('') +
            '</ListBucketResult>',
        );
      });
      const client = new S3Client('bucket', server.options, virtualTime(turn));
      onTestFinished(() => client.close());
      const listed: string[] = [];
      const request = { prefix: '', ...(delimiter !== undefined && { delimiter }) };
      for await (const { objects, folders } of listObjects(client, request, FOREVER)) {
        listed.push(...objects.map(({ key }) => key), ...folders);
      }
      expect(listed.sort(), `page ${wrong}`).toEqual(names);
    }
  },
);

test('a body that comes a byte at a time is given up, and so is one without end', async () => {
  const server = await serve(({ url }, response) => {
    if (url.includes('endless')) {
      const more = (): void => {
        if (!response.destroyed) response.write(CONTENT, more);
      };
      more();
      return;
    }
    response.writeHead(200, { etag: '"e"', 'content-length': CONTENT.length });
    const drip = setInterval(() => response.write('a'), 5);
    response.on('close', () => clearInterval(drip));
  });
  const source = openS3('s3://bucket', { ...server.options, speed: 200 });
  onTestFinished(() => source.close());
  await expect(source.read(OBJECT, FOREVER)).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.stringContaining('SlowResponseError') as string,
  });
  const endless = { ...OBJECT, uri: 's3://bucket/endless', size: 5 };
  await expect(open(server.options).read(endless, FOREVER)).rejects.toMatchObject({ reason: 'unavailable' });
  await expect(listAll(openS3('s3://endless', server.options, virtualTime(turn)))).rejects.toMatchObject({
    code: 'E_SOURCE_RESPONSE',
  });
}, 60_000);

test('an object that alone fails is given up after some attempts, while others are read', async () => {
  const server = await serve(({ url }, response) => {
    if (url.includes('bad')) refuse(response, 500, 'InternalError');
    else response.end(CONTENT);
  });
  const source = open(server.options);
  await source.read(OBJECT, FOREVER);
  await expect(source.read({ ...OBJECT, uri: 's3://bucket/bad' }, FOREVER)).rejects.toMatchObject({
    reason: 'unavailable',
  });
  expect(server.received.filter(({ url }) => url.includes('bad'))).toHaveLength(8);
});

test.each([
  ['503 for ten minutes', 10, true],
  ['503 for twenty minutes', 20, false],
])('%s', async (_, minutes, isSurvived) => {
  const time = virtualTime(turn);
  const end = time.now() + minutes * 60_000;
  const server = await serve((_request, response) => {
    if (time.now() < end) refuse(response, 503, 'SlowDown');
    else response.end(CONTENT);
  });
  const source = openS3('s3://bucket', server.options, time);
  onTestFinished(() => source.close());
  const reads = Array.from({ length: 20 }, () => source.read(OBJECT, FOREVER));
  for (const outcome of await Promise.allSettled(reads)) {
    expect(outcome).toMatchObject(
      isSurvived ? { status: 'fulfilled' } : { status: 'rejected', reason: { code: 'E_SOURCE_UNAVAILABLE' } },
    );
  }
});

test.each([
  ['a 301 with a header', 301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-1' } }],
  ['a 400 with an element', 400, 'AuthorizationHeaderMalformed', { inside: '<Region>eu-west-1</Region>' }],
  [
    'a 400 with a sentence',
    400,
    'AuthorizationHeaderMalformed',
    { message: "the region 'us-east-1' is wrong; expecting 'eu-west-1'" },
  ],
  [
    'a 400 for a region that must be enabled',
    400,
    'IllegalLocationConstraintException',
    { message: 'The eu-west-1 location constraint is incompatible for the region specific endpoint.' },
  ],
  [
    'a 301 with an endpoint',
    301,
    'PermanentRedirect',
    { inside: '<Endpoint>bucket.s3.dualstack.eu-west-1.amazonaws.com</Endpoint>' },
  ],
])("the bucket's region is followed and kept: %s", async (_, status, code, options) => {
  const server = await serve((request, response) => {
    if (scopeOf(request) !== 'eu-west-1') {
      refuse(response, status, code, options);
      return;
    }
    answerList(response, ['a.json']);
  });
  const source = open(server.options);
  expect((await listAll(source)).map(({ key }) => key)).toEqual(['a.json']);
  await listAll(source);
  const scopes = server.received.map(scopeOf);
  expect(scopes.slice(0, 2)).toEqual(['us-east-1', 'eu-west-1']);
  expect(new Set(scopes.slice(1))).toEqual(new Set(['eu-west-1']));
});

test('redirects between regions in a circle are an error', async () => {
  const server = await serve((request, response) => {
    const other = scopeOf(request) === 'us-east-1' ? 'eu-west-1' : 'us-east-1';
    refuse(response, 301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': other } });
  });
  await expect(listAll(open(server.options))).rejects.toMatchObject({ code: 'E_SOURCE_RESPONSE' });
});

test.each([
  [404, 'NoSuchBucket', 'E_SOURCE_NOT_FOUND', /no bucket bucket/],
  [403, 'AccessDenied', 'E_SOURCE_ACCESS', /s3:ListBucket is denied on s3:\/\/bucket/],
  [403, 'InvalidAccessKeyId', 'E_SOURCE_CREDENTIALS', /access key id is unknown/],
  [403, 'SignatureDoesNotMatch', 'E_SOURCE_CREDENTIALS', /secret access key is wrong/],
  [400, 'ExpiredToken', 'E_SOURCE_CREDENTIALS', /have expired/],
  [403, 'RequestTimeTooSkewed', 'E_SOURCE_CREDENTIALS', /clock/],
  [400, 'constructor', 'E_SOURCE_RESPONSE', /status 400/],
])('a listing that fails with %i %s is one clear error', async (status, code, expected, message) => {
  const server = await serve((_request, response) => refuse(response, status, code));
  const failure = listAll(open(server.options));
  await expect(failure).rejects.toMatchObject({
    name: 'TrailspikeError',
    code: expected,
    message: expect.stringMatching(message) as string,
    hint: expect.stringMatching(/./) as string,
  });
});

test.each<[code: string, status: number, region: string, more: Partial<S3Options>, hint: RegExp]>([
  ['InvalidToken', 400, 'ap-east-1', {}, /sts\.ap-east-1\.amazonaws\.com.*AWS_STS_REGIONAL_ENDPOINTS/],
  ['InvalidAccessKeyId', 403, 'us-gov-west-1', {}, /us-gov-west-1 is in partition aws-us-gov/],
  ['AccessDenied', 403, 'eu-west-1', {}, /on arn:aws:s3:::bucket .*--request-payer/],
  ['AccessDenied', 403, 'eusc-de-east-1', {}, /on arn:aws-eusc:s3:::bucket /],
  ['AccessDenied', 403, 'cn-north-1', { requestPayer: true }, /on arn:aws-cn:s3:::bucket .*policy\.$/],
  ['AccessDenied', 403, 'eu-west-1', { anonymous: true }, /leave out --anonymous/],
  ['PermanentRedirect', 301, 'us-east-1', {}, /--aws-region/],
  ['IllegalLocationConstraintException', 400, 'us-east-1', {}, /--aws-region.*enable/],
])('%s with status %i in %s with %j says what to do', async (code, status, region, more, hint) => {
  const server = await serve((_request, response) => refuse(response, status, code));
  await expect(listAll(open({ ...server.options, region, ...more }))).rejects.toMatchObject({
    name: 'TrailspikeError',
    hint: expect.stringMatching(hint) as string,
  });
});

test('a region that S3 names but refuses is not told as another one', async () => {
  const message = 'The eu-west-1 location constraint is incompatible for this endpoint.';
  const server = await serve((_request, response) => {
    refuse(response, 400, 'IllegalLocationConstraintException', { message });
  });
  await expect(listAll(open(server.options))).rejects.toMatchObject({
    message: expect.stringContaining('refused in eu-west-1') as string,
  });
  expect(server.received.map(scopeOf)).toEqual(['us-east-1', 'eu-west-1']);
});

test('a key that may not be used to decrypt is named', async () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
  const message = `User: x is not authorized to perform: kms:Decrypt on resource: ${key} because no policy allows it`;
  const server = await serve((_request, response) => refuse(response, 403, 'AccessDenied', { message }));
  await expect(open(server.options).read(OBJECT, FOREVER)).rejects.toMatchObject({
    reason: 'unreadable',
    message: expect.stringContaining(`allow kms:Decrypt on ${key}`) as string,
  });
});

test('keys that begin with a slash or have two in a row are listed and read as they are', async () => {
  const keys = ['/trail/AWSLogs/a.json', '/trail//b.json', '/trail/c/../d.json'];
  const server = await serve(({ url }, response) => {
    const [path, query] = url.split('?');
    if (query === undefined) response.end('body');
    else
      answerList(
        response,
        keys.filter((key) => key.startsWith(new URLSearchParams(query).get('prefix')!)),
      );
    expect(path).toMatch(/^\/bucket\//);
  });
  const source = openS3('s3://bucket//trail', server.options, virtualTime(turn));
  onTestFinished(() => source.close());
  const objects = await listAll(source);
  expect(objects.map(({ key, uri }) => [key, uri])).toEqual(keys.map((key) => [key, `s3://bucket/${key}`]));
  for (const object of objects) await source.read({ ...object, version: '' }, FOREVER);
  const read = server.received.filter(({ url }) => !url.includes('?')).map(({ url }) => url);
  expect(read).toEqual(keys.map((key) => `/bucket/${key}`));
});

test.each([
  [403, 'AccessDenied', 'unreadable', /s3:GetObject, or kms:Decrypt/],
  [403, 'InvalidObjectState', 'unreadable', /archived/],
  [400, 'KMS.DisabledException', 'unreadable', /KMS/],
  [404, 'NoSuchKey', 'vanished', /was deleted/],
])(
  'an object that fails with %i %s is an error of that object alone',
  async (status, code, reason, message) => {
    const server = await serve((_request, response) => refuse(response, status, code));
    await expect(open(server.options).read(OBJECT, FOREVER)).rejects.toMatchObject({
      name: 'ObjectReadError',
      reason,
      message: expect.stringMatching(message) as string,
    });
  },
);

test('a read error that concerns every object ends the run', async () => {
  const server = await serve((_request, response) => refuse(response, 403, 'InvalidAccessKeyId'));
  await expect(open(server.options).read(OBJECT, FOREVER)).rejects.toMatchObject({
    code: 'E_SOURCE_CREDENTIALS',
  });
});

test('expired keys are renewed once for all requests', async () => {
  let fetches = 0;
  const server = await serve(({ headers }, response) => {
    if (headers['x-amz-security-token'] === 'old') {
      refuse(response, 400, 'ExpiredToken');
      return;
    }
    response.end('trail');
  });
  const credentials = (): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }> => {
    fetches += 1;
    return Promise.resolve({
      accessKeyId: 'A',
      secretAccessKey: 's',
      sessionToken: fetches === 1 ? 'old' : 'new',
    });
  };
  const source = open({ ...server.options, credentials });
  await Promise.all(Array.from({ length: 40 }, () => source.read({ ...OBJECT, size: 5 }, FOREVER)));
  expect(fetches).toBe(2);
});

test('a missing server and a server that is not S3 are errors after few attempts', async () => {
  const server = await startLoopback(() => undefined);
  await server.close();
  await expect(listAll(open(server.options))).rejects.toMatchObject({
    code: 'E_SOURCE_NETWORK',
    message: expect.stringContaining(server.options.endpoint!) as string,
  });
  const website = await serve((_request, response) => response.end('<html>It works!</html>'));
  await expect(listAll(open(website.options))).rejects.toMatchObject({ code: 'E_SOURCE_RESPONSE' });
  expect(website.received.length).toBeLessThan(6);
});

test('an abort ends requests that wait for a response, a body, a permit or a pause', async () => {
  const closed: Promise<void>[] = [];
  let [isReceived, isPaused] = [(): void => undefined, (): void => undefined];
  const received = new Promise<void>((resolve) => (isReceived = resolve));
  const paused = new Promise<void>((resolve) => (isPaused = resolve));
  const server = await serve((request, response, count) => {
    if (count === 3) isReceived();
    closed.push(new Promise((resolve) => response.on('close', resolve)));
    if (request.url.includes('pause')) refuse(response, 503, 'SlowDown');
    else if (request.url.includes('body')) {
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write('a');
    }
  });
  const source = open({ ...server.options, maxConcurrency: 3 }, (milliseconds, signal) => {
    isPaused();
    return realTime().pause(milliseconds + 60_000, signal);
  });
  const stop = new AbortController();
  const keys = ['pause', 'response', 'body', 'turn', 'turn2'];
  const reads = keys.map((key) => source.read({ ...OBJECT, uri: `s3://bucket/${key}` }, stop.signal));
  const outcomes = Promise.allSettled(reads);
  await Promise.all([received, paused]);
  stop.abort(new Error('stopped'));
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'stopped' } });
  }
  await Promise.all(closed); // the server, too, sees every connection ended or answered
});

test('only the beginning of an endless error response is read', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(403);
    const more = (error?: Error | null): void => {
      if (!error && !response.destroyed) response.write(' '.repeat(50_000), more);
    };
    response.write('<Error><Code>AccessDenied</Code>', more);
  });
  await expect(listAll(open(server.options))).rejects.toMatchObject({ code: 'E_SOURCE_ACCESS' });
});

test('requests are sent as the options say', async () => {
  const server = await serve((_request, response) => answerList(response, []));
  await listAll(open({ ...server.options, requestPayer: true }));
  await listAll(open({ ...server.options, anonymous: true }));
  const [paying, anonymous] = [server.received[0]!, server.received.at(-1)!];
  expect(paying.headers['x-amz-request-payer']).toBe('requester');
  expect(paying.headers['authorization']).toContain('x-amz-request-payer');
  expect(anonymous.headers['authorization']).toBeUndefined();
});
