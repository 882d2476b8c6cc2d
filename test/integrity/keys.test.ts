import { createPublicKey, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { keyFromApi, KeyRing } from '../../src/integrity/key-ring.js';
import { readKeyFile } from '../../src/integrity/read-key-file.js';
import { parseInstant } from '../../src/model/time.js';
import { signedDigest, signingKey, type SigningKey } from '../../src/simulate/delivery/signed-digest.js';
import { NoDigest, parseDigest, type Digest } from '../../src/source/digests/digest.js';
import { listPublicKeys } from '../../src/source/s3/list-public-keys.js';
import { temporaryFolder } from '../support/temporary.js';

const AT = parseInstant('2026-03-01T00:00:00Z')!;
const DAY = 86_400;
const NEVER = new AbortController().signal;

interface Asked {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly NextToken?: string;
}

let answer: (asked: Asked, response: ServerResponse, request: IncomingMessage) => void;
const asked: Asked[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    const one = JSON.parse(body) as Asked;
    asked.push(one);
    answer(one, response, request);
  });
});
let endpoint = '';
let [old, current, foreign]: SigningKey[] = [];
beforeAll(async () => {
  [old, current, foreign] = [signingKey(), signingKey(), signingKey()];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void asked.splice(0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const list = (around = AT) =>
  listPublicKeys(
    {
      region: 'us-east-1',
      proxy: false,
      credentials: () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
    },
    endpoint,
    'eu-west-1',
    around,
    NEVER,
  );
const json = (response: ServerResponse, status: number, value: unknown): void =>
  void response.writeHead(status).end(JSON.stringify(value));

test('every page of ListPublicKeys is asked for, signed for CloudTrail in the region of the logs', async () => {
  const keys = [old!, current!, foreign!];
  const headers: IncomingMessage['headers'][] = [];
  answer = ({ NextToken = '0' }, response, request) => {
    headers.push(request.headers);
    const page = Number(NextToken);
    const next = page < 2 ? { NextToken: String(page + 1) } : {};
    json(response, 200, { PublicKeyList: [keys[page]!.listed], ...next });
  };
  expect((await list()).map(({ fingerprint }) => fingerprint)).toEqual(keys.map((one) => one.fingerprint));
  expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, '1', '2']);
  expect(asked[0]).toMatchObject({ StartTime: AT - 9 * DAY, EndTime: AT + 9 * DAY });
  expect(headers[0]!['x-amz-target']).toMatch(/CloudTrail_20131101\.ListPublicKeys$/);
  expect(headers[0]!.authorization).toContain('/eu-west-1/cloudtrail/aws4_request');
});

test('throttling and short outages are waited out', async () => {
  const answers: [number, unknown][] = [
    [400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
    [503, {}],
    [200, { PublicKeyList: [current!.listed] }],
  ];
  answer = (_, response) => json(response, ...answers[asked.length - 1]!);
  expect(await list()).toEqual([{ value: current!.listed.Value, fingerprint: current!.fingerprint }]);
  expect(asked.length).toBe(3);
});

test.each([
  ['a refusal', 400, '{"__type":"AccessDeniedException"}', 'E_SOURCE_ACCESS'],
  ['a page that is not JSON', 200, '<html>sign in</html>', 'E_SOURCE_RESPONSE'],
  ['a token that never changes', 200, '{"PublicKeyList":[],"NextToken":"x"}', undefined],
] as const)('%s ends it at once', async (_, status, text, code) => {
  answer = (_asked, response) => void response.writeHead(status).end(text);
  if (code === undefined) expect(await list()).toEqual([]);
  else await expect(list()).rejects.toMatchObject({ name: 'TrailspikeError', code });
  expect(asked.length).toBeLessThanOrEqual(2);
});

/** A digest that ends at a time, and its signature. */
function digestOf(key: SigningKey, end: number): { readonly digest: Digest; readonly signature: string } {
  const plan = { bucket: 'b', account: '111111111111', key: 'k', from: end - 3600, to: end, logs: [] };
  const { text, signature } = signedDigest(plan, key);
  const digest = parseDigest(text);
  if (digest instanceof NoDigest) throw new Error(digest.why);
  return { digest, signature };
}

/** Answers as CloudTrail does: the keys that are valid at any time that is asked for. */
function answerBy(valid: readonly (readonly [SigningKey, from: number, to: number])[]): void {
  answer = ({ StartTime, EndTime }, response) => {
    const listed = valid.filter(([, from, to]) => from <= EndTime && to >= StartTime);
    json(response, 200, { PublicKeyList: listed.map(([key]) => key.listed) });
  };
}

const ring = (): KeyRing =>
  new KeyRing([], async (_region, around) =>
    (await list(around)).map(({ value, fingerprint }) => keyFromApi(value, fingerprint)),
  );

test('of several keys that are valid at once, the one that a digest names decides', async () => {
  answerBy([
    [old!, AT - 100 * DAY, AT + DAY],
    [current!, AT - DAY, AT + 100 * DAY],
  ]);
  const keys = ring();
  for (const [key, end] of [
    [old!, AT - 50 * DAY],
    [old!, AT],
    [current!, AT],
    [current!, AT + 50 * DAY],
  ] as const) {
    const { digest, signature } = digestOf(key, end);
    expect(await keys.check(digest, signature, 'eu-west-1'), String(end)).toBe('fits');
  }
  // Signed by one key, and naming the other, which is valid, too.
  const { digest } = digestOf(old!, AT);
  const { signature } = digestOf(current!, AT);
  expect(await keys.check(digest, signature, 'eu-west-1')).toBe('doesNotFit');
  expect(asked.length).toBe(2);
});

test('a key that had expired long before a digest is unknown', async () => {
  answerBy([
    [old!, AT - 100 * DAY, AT - 30 * DAY],
    [current!, AT - 30 * DAY, AT + 100 * DAY],
  ]);
  const { digest, signature } = digestOf(old!, AT);
  expect(await ring().check(digest, signature, 'eu-west-1')).toBe('unknownKey');
});

const publicKey = ({ listed }: SigningKey): KeyObject =>
  createPublicKey({ key: Buffer.from(listed.Value, 'base64'), format: 'der', type: 'pkcs1' });

test.each<[string, () => string]>([
  [
    'PEM, of both kinds',
    () =>
      [
        publicKey(old!).export({ type: 'spki', format: 'pem' }) as string,
        // By hand, because Node.js 24 cannot export it.
        `-----BEGIN RSA PUBLIC KEY-----\n${current!.listed.Value.replace(/.{64}/g, '$&\n')}\n-----END RSA PUBLIC KEY-----\n`,
      ].join('\n'),
  ],
  [
    'what aws cloudtrail list-public-keys prints',
    () => {
      const times = {
        ValidityStartTime: '2026-02-01T00:00:00+00:00',
        ValidityEndTime: '2026-04-01T00:00:00+00:00',
      };
      return JSON.stringify(
        { PublicKeyList: [old!, current!].map(({ listed }) => ({ ...listed, ...times })) },
        null,
        4,
      );
    },
  ],
])('keys from a file: %s', async (_, text) => {
  const path = join(temporaryFolder(), 'keys');
  writeFileSync(path, text());
  const keys = new KeyRing(readKeyFile(path), undefined);
  for (const key of [old!, current!]) {
    const { digest, signature } = digestOf(key, AT);
    expect(await keys.check(digest, signature, 'eu-west-1')).toBe('fits');
  }
  const { digest, signature } = digestOf(foreign!, AT);
  expect(await keys.check(digest, signature, 'eu-west-1')).not.toBe('fits');
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['JSON without keys', '{"PublicKeyList":[]}'],
  ['a key that is none', '{"PublicKeyList":[{"Value":"AAAA","Fingerprint":"f"}]}'],
  ['PEM that is none', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
])('a file without keys is refused by name: %s', (_, text) => {
  const path = join(temporaryFolder(), 'keys');
  writeFileSync(path, text);
  expect(() => readKeyFile(path)).toThrow(expect.objectContaining({ code: 'E_USAGE' }) as Error);
});
