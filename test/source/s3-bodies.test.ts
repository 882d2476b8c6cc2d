import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { answerList, type Received, refuse } from './loopback-server.js';
import { CONTENT, OBJECT, open, serve } from './serve-object.js';
import { FOREVER } from './source-cases.js';

/*
 * What is believed of the body of an object: broken off, replaced, of another length or without an ETag.
 */
test('a body that breaks off is resumed where it ended, with the same content', async () => {
  const server = await serve(({ headers }, response, count) => {
    const from = Number(/^bytes=(\d+)-/.exec(headers['range'] ?? '')?.[1] ?? 0);
    const rest = CONTENT.subarray(from);
    response.writeHead(from === 0 ? 200 : 206, {
      etag: '"e"',
      'content-length': rest.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}` }),
    });
    if (count > 2) response.end(rest);
    else response.write(rest.subarray(0, 60_000), () => response.socket!.end());
  });
  expect(Buffer.from(await open(server.options).read(OBJECT, FOREVER)).equals(CONTENT)).toBe(true);
  expect(server.received.map(({ headers }) => headers['range'])).toEqual([
    undefined,
    'bytes=60000-199999',
    'bytes=120000-199999',
  ]);
  expect(server.received.map(({ headers }) => headers['if-match'])).toEqual(['"e"', '"e"', '"e"']);
});

const OTHER = Buffer.from(CONTENT.map((byte) => 255 - byte).subarray(0, 150_000));

test.each([
  ['to the server', true],
  ['to a server that ignores If-Match', false],
])(
  'an object that changed while it was read is what it then is, all of it, according %s',
  async (_, heeds) => {
    const server = await serve(({ headers }, response, count) => {
      if (count > 1 && heeds && headers['if-match'] === '"e"') {
        refuse(response, 412, 'PreconditionFailed');
        return;
      }
      const from = Number(/^bytes=(\d+)-/.exec(headers['range'] ?? '')?.[1] ?? 0);
      const [whole, etag] = count > 1 ? [OTHER, '"f"'] : [CONTENT, '"e"'];
      const range = { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` };
      response.writeHead(from > 0 ? 206 : 200, {
        etag,
        'content-length': whole.length - from,
        ...(from > 0 && range),
      });
      if (count > 1) response.end(whole.subarray(from));
      else response.write(whole.subarray(0, 60_000), () => response.socket!.end());
    });
    let changes = 0;
    const clock = { record: () => undefined, changed: () => changes++ };
    const bytes = await open(server.options).read(OBJECT, FOREVER, clock);
    expect(Buffer.from(bytes).equals(OTHER)).toBe(true);
    expect(changes).toBe(1);
  },
);

const isList = ({ url }: Received): boolean => url.includes('list-type=2');

/** Reads an object that was replaced. @param bodies answers, of which the last repeats @param lists the same of lists */
async function readReplaced(
  bodies: readonly (readonly [etag: string, body: Buffer])[],
  lists: readonly (readonly [etag: string, size: number] | 'refused')[],
): Promise<{ read: () => Promise<Buffer>; changes: () => number; requests: () => string }> {
  let [gets, listed] = [0, 0];
  const server = await serve((request, response) => {
    if (isList(request)) {
      const one = lists[Math.min(listed++, lists.length - 1)]!;
      if (one === 'refused') refuse(response, 403, 'AccessDenied');
      else answerList(response, ['key'], one[1], one[0]);
      return;
    }
    const wanted = request.headers['if-match'];
    const [etag, body] = bodies[Math.min(gets++, bodies.length - 1)]!;
    if (wanted !== undefined && wanted !== `"${etag}"`) refuse(response, 412, 'PreconditionFailed');
    else response.writeHead(200, { etag: `"${etag}"`, 'content-length': body.length }).end(body);
  });
  let changes = 0;
  const clock = { record: () => undefined, changed: () => changes++ };
  const source = open(server.options);
  return {
    read: async () => Buffer.from(await source.read(OBJECT, FOREVER, clock)),
    changes: () => changes,
    requests: () => server.received.map((one) => (isList(one) ? 'L' : 'G')).join(''),
  };
}

const SHORT = OTHER.subarray(7);
const NONE = Buffer.alloc(0);

test.each([
  ['is read as the list then says it', [['f', OTHER]], [['f', OTHER.length]], OTHER, 'GGLG'],
  ['by one as long needs no list', [['f', CONTENT]], ['refused'], CONTENT, 'GG'],
  ['by an empty one', [['f', NONE]], [['f', 0]], NONE, 'GGLG'],
  [
    'whose answers are short at first',
    [
      ['f', SHORT],
      ['f', SHORT],
      ['f', SHORT],
      ['f', OTHER],
    ],
    [['f', OTHER.length]],
    OTHER,
    'GGLGG',
  ],
  [
    'and again before it is read',
    [
      ['f', SHORT],
      ['f', SHORT],
      ['g', OTHER],
    ],
    [
      ['f', 9],
      ['g', OTHER.length],
    ],
    OTHER,
    'GGLGLG',
  ],
  [
    'and is listed as it was at first',
    [['f', OTHER]],
    [
      ['e', CONTENT.length],
      ['f', OTHER.length],
    ],
    OTHER,
    'GGLLG',
  ],
  [
    'where lists are refused is believed the third time',
    [
      ['f', SHORT],
      ['f', NONE],
      ['f', OTHER],
    ],
    ['refused'],
    OTHER,
    'GGLLLGGG',
  ],
] as const)('an object that was replaced %s', async (_, bodies, lists, content, requests) => {
  const replaced = await readReplaced(bodies, lists);
  expect((await replaced.read()).equals(content)).toBe(true);
  expect([replaced.changes(), replaced.requests()]).toEqual([1, requests]);
});

test('a gzip stream without its end is never believed, with no list and no ETag either', async () => {
  const whole = gzipSync(CONTENT);
  const server = await serve((request, response, count) => {
    if (isList(request)) {
      refuse(response, 403, 'AccessDenied');
      return;
    }
    const body = count <= 5 ? whole.subarray(0, -7) : whole;
    response.writeHead(200, { 'content-length': body.length }).end(body);
  });
  const bytes = await open(server.options).read({ ...OBJECT, size: whole.length + 5 }, FOREVER);
  expect(Buffer.from(bytes).equals(whole)).toBe(true);
  const damaged = Buffer.from(whole);
  damaged.fill(255, 40, 60);
  const other = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': damaged.length }).end(damaged);
  });
  const taken = await open(other.options).read({ ...OBJECT, size: whole.length + 5 }, FOREVER);
  expect(Buffer.from(taken).equals(damaged)).toBe(true);
});

test('an object that was replaced, and of which all answers are short, may be read later', async () => {
  const replaced = await readReplaced([['f', SHORT]], [['f', OTHER.length]]);
  await expect(replaced.read()).rejects.toMatchObject({ reason: 'unavailable' });
  expect(replaced.changes()).toBe(0);
});

test('a body without an ETag is not resumed, because the rest may be of other content', async () => {
  const server = await serve((_request, response, count) => {
    response.writeHead(200, { 'content-length': CONTENT.length });
    if (count > 1) response.end(CONTENT);
    else response.write(CONTENT.subarray(0, 60_000), () => response.socket!.end());
  });
  expect(Buffer.from(await open(server.options).read(OBJECT, FOREVER)).equals(CONTENT)).toBe(true);
  expect(server.received.map(({ headers }) => headers['range'])).toEqual([undefined, undefined]);
});

test.each(['W/e', 'é', 'a b', 'a\nb', '\u{1f511}', ''])(
  'the ETag %j is no reason to lose an object',
  async (version) => {
    const server = await serve(({ headers }, response) => {
      if (headers['if-match'] !== undefined) refuse(response, 412, 'PreconditionFailed');
      else response.end(CONTENT);
    });
    const bytes = await open(server.options).read({ ...OBJECT, version }, FOREVER);
    expect(Buffer.from(bytes).equals(CONTENT)).toBe(true);
  },
);

test('a server that refuses the very ETag that it listed is asked without it', async () => {
  const server = await serve(({ headers }, response) => {
    if (headers['if-match'] !== undefined) refuse(response, 412, 'PreconditionFailed');
    else response.writeHead(200, { etag: '"e"', 'content-length': CONTENT.length }).end(CONTENT);
  });
  let changes = 0;
  const clock = { record: () => undefined, changed: () => changes++ };
  await open(server.options).read(OBJECT, FOREVER, clock);
  expect(changes).toBe(0);
});

test('a server without support for ranges is asked for the whole object again', async () => {
  const server = await serve((_request, response, count) => {
    response.writeHead(200, { etag: '"e"', 'content-length': CONTENT.length });
    if (count > 2) response.end(CONTENT);
    else response.write(CONTENT.subarray(0, 60_000), () => response.socket!.end());
  });
  expect(Buffer.from(await open(server.options).read(OBJECT, FOREVER)).equals(CONTENT)).toBe(true);
});

test('a response whose length always differs from the listing is what the object is now', async () => {
  const server = await serve((_request, response) => response.end('short'));
  const bytes = await open(server.options).read(OBJECT, FOREVER);
  expect(Buffer.from(bytes).toString()).toBe('short');
});

test.each([
  ['with the ETag', { etag: '"e"' }],
  ['without an ETag', {}],
])('a response whose length differs once %s is asked for again', async (_, headers) => {
  const server = await serve((_request, response, count) => {
    const body =
      count === 1 ? CONTENT.subarray(7) : count === 2 ? Buffer.concat([CONTENT, CONTENT]) : CONTENT;
    response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
  });
  let changes = 0;
  const clock = { record: () => undefined, changed: () => changes++ };
  expect(Buffer.from(await open(server.options).read(OBJECT, FOREVER, clock)).equals(CONTENT)).toBe(true);
  expect(changes).toBe(0);
});
