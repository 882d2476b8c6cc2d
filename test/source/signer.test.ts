import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putObject } from '../../src/source/s3/put-object.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import { answerList, type LoopbackServer, type Received, startLoopback } from './loopback-server.js';
import { FOREVER } from './source-cases.js';
import { getObject } from '../../src/source/s3/get-object.js';
import { listObjects } from '../../src/source/s3/list-objects.js';
import { runs } from '../support/thorough.js';

let server: LoopbackServer;
beforeAll(async () => {
  server = await startLoopback((request, response) => {
    if (request.url.includes('list-type')) answerList(response, []);
    else response.end();
  });
});
afterAll(() => server.close());

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/**
 * The Authorization header that AWS's page "Authenticating requests: using the Authorization header" prescribes for
 * what came over the wire, computed from nothing else than the secret.
 */
function prescribed({ method, url, headers, body }: Received, secret: string): string {
  const authorization = headers['authorization']!;
  const [, keyId, date, region] = /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request/.exec(
    authorization,
  )!;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)![1]!.split(';');
  const [path, query = ''] = url.split('?') as [string, string?];
  const canonical = [
    method,
    path,
    query.split('&').sort().join('&'),
    ...names.map((name) => `${name}:${headers[name]!.trim()}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const scope = `${date!}/${region!}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [date!, region!, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=${keyId!}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

function client(sessionToken?: string): S3Client {
  const keys = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalr+XUtnFEMI/K7MDENG',
    ...(sessionToken && { sessionToken }),
  };
  return new S3Client('bucket', {
    ...server.options,
    credentials: () => Promise.resolve(keys),
    requestPayer: true,
  });
}

async function expectPrescribed(
  send: (client: S3Client) => Promise<unknown>,
  sessionToken?: string,
): Promise<Received> {
  const s3 = client(sessionToken);
  try {
    await send(s3);
  } finally {
    await s3.close();
  }
  const request = server.received.at(-1)!;
  expect(request.headers['authorization']).toBe(prescribed(request, 'wJalr+XUtnFEMI/K7MDENG'));
  expect(request.headers['x-amz-content-sha256']).toBe(sha256(request.body));
  return request;
}

const keys = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: fc.constantFrom(...Array.from('/ +%&=?#~!\'()*:@,;"<>aé漢')) }),
  )
  .map((key) => `k${key}`);

test('requests are signed as specified, for the intended key', async () => {
  await fc.assert(
    fc.asyncProperty(keys, async (key) => {
      const { url } = await expectPrescribed((s3) => getObject(s3, { key, size: 0, etag: 'abc' }, FOREVER));
      expect(decodeURIComponent(url)).toBe(`/bucket/${key}`);
      expect(url).toMatch(/^\/[A-Za-z0-9/%._~-]*$/);
    }),
    { numRuns: runs(60) },
  );
});

test('listings of any prefix are signed as specified', async () => {
  await fc.assert(
    fc.asyncProperty(keys, async (prefix) => {
      const { url } = await expectPrescribed((s3) =>
        listObjects(s3, { prefix, delimiter: '/' }, FOREVER).next(),
      );
      const query = new URLSearchParams(url.split('?')[1]!.replaceAll('+', '%2B'));
      expect(query.get('prefix')).toBe(prefix);
    }),
    { numRuns: runs(40) },
  );
});

test('bodies and session tokens are signed as specified', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array(),
      fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/)),
      async (body, token) => {
        const { headers, ...request } = await expectPrescribed(
          (s3) => putObject(s3, 'key', body, FOREVER),
          token ?? undefined,
        );
        expect(request.body.equals(body)).toBe(true);
        expect(headers['x-amz-security-token']).toBe(token ?? undefined);
      },
    ),
    { numRuns: runs(40) },
  );
});

test('the specification used here gives the signature in the AWS example', () => {
  // "GET Object" with its published signature.
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': sha256(''),
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  };
  const request = { method: 'GET', url: '/test.txt', headers, body: Buffer.alloc(0) };
  expect(prescribed(request, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')).toBe(headers.authorization);
});
