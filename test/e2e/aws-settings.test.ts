import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LoopbackProxy, startProxy } from '../source/loopback-proxy.js';
import { type LoopbackServer, startLoopback } from '../source/loopback-server.js';
import { makeAuthority } from '../support/certificates.js';
import { temporaryFolder } from '../support/temporary.js';

/*
 * The built program against S3 and STS on loopback, with the settings of AWS's tools. Hosts that end in `.invalid` exist
 * only behind the proxy.
 */
const main = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));
const AUTHORITY = makeAuthority();
const TLS = AUTHORITY.certify(['127.0.0.1', 's3.invalid', 'sts.invalid']);
const ROLE = 'arn:aws:iam::111122223333:role/audit';

const event = (minute: number): object => ({
  eventVersion: '1.08',
  eventTime: `2026-03-01T10:0${minute}:00Z`,
  eventSource: 'secretsmanager.amazonaws.com',
  eventName: 'GetSecretValue',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '192.0.2.7',
  eventID: `00000000-0000-4000-8000-00000000000${minute}`,
  readOnly: true,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann', accountId: '111122223333' },
  requestParameters: { secretId: `secret-${minute}` },
});
const OBJECTS = new Map(
  [0, 1, 2].map((minute) => [
    `trail/${minute}.json.gz`,
    gzipSync(JSON.stringify({ Records: [event(minute)] })),
  ]),
);

let folder: string;
let bundle: string;
const cleanups: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  bundle = join(folder, 'ca.pem');
  writeFileSync(bundle, AUTHORITY.cert);
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** S3 for buckets in the path, and STS at `/`. */
async function serve(scheme: 'http' | 'https'): Promise<LoopbackServer> {
  const server = await startLoopback(
    ({ method, url, body }, response) => {
      const key = url.split('?')[0]!.replace(/^(?:\/base)?\/bucket\//, '');
      const object = OBJECTS.get(key);
      if (method === 'POST') {
        const action = new URLSearchParams(body.toString()).get('Action')!;
        response.end(
          `<${action}Response><${action}Result><Credentials><AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
            `<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`,
        );
      } else if (object !== undefined) {
        response.setHeader('etag', '"e"');
        response.end(object);
      } else {
        const contents = [...OBJECTS].map(
          ([name, { length }]) =>
            `<Contents><Key>${name}</Key><Size>${length}</Size><ETag>"e"</ETag></Contents>`,
        );
        response.end(
          `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
        );
      }
    },
    scheme === 'https' ? TLS : undefined,
  );
  cleanups.push(() => server.close());
  return server;
}

async function proxyTo(server: LoopbackServer, refusal?: number): Promise<LoopbackProxy> {
  const proxy = await startProxy(server.port, refusal);
  cleanups.push(() => proxy.close());
  return proxy;
}

/** Scans the bucket. @returns how many retrievals were counted, and what the program printed */
async function scan(
  fetch: string,
  environment: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<{ readonly matched: number; readonly printed: string }> {
  const out = join(folder, `report-${fetch}`);
  const args = [
    main,
    'scan',
    's3://bucket',
    '--out',
    out,
    '--quiet',
    '--threads',
    '1',
    '--fetch',
    fetch,
    ...options,
  ];
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'KEY', AWS_SECRET_ACCESS_KEY: 'secret', ...environment };
  const { stderr } = await promisify(execFile)(process.execPath, args, { env });
  const { coverage } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as {
    coverage: { matched: number };
  };
  return { matched: coverage.matched, printed: stderr };
}

/** The keys that requests to the bucket were signed with. */
function signers({ received }: LoopbackServer): Set<string> {
  const ids = received.flatMap(
    ({ headers }) => /Credential=([^/]+)\/.*\/s3\//.exec(headers['authorization']!)?.[1] ?? [],
  );
  return new Set(ids);
}

test.each(['main', 'threads'])(
  'a scan that fetches on %s goes through the proxies, with an own authority',
  async (fetch) => {
    const [plain, secure] = [await serve('http'), await serve('https')];
    const [http, https] = [await proxyTo(plain), await proxyTo(secure)];
    const proxies = {
      HTTP_PROXY: http.origin,
      HTTPS_PROXY: https.origin.replace('//', '//me:p%40ss@'),
      AWS_CA_BUNDLE: bundle,
      NO_PROXY: 'amazonaws.com, 10.0.0.0/8',
    };
    expect(await scan(fetch, { ...proxies, AWS_ENDPOINT_URL_S3: 'https://s3.invalid' })).toMatchObject({
      matched: 3,
    });
    expect(new Set(https.asked)).toEqual(new Set(['CONNECT s3.invalid:443']));
    expect(new Set(https.authorizations)).toEqual(
      new Set([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]),
    );
    expect(http.asked).toEqual([]);
    const options = ['--endpoint', 'http://s3.invalid:9000/base/'];
    expect(
      await scan(fetch, { ...proxies, AWS_ENDPOINT_URL_S3: 'https://s3.invalid' }, ...options),
    ).toMatchObject({
      matched: 3,
    });
    for (const key of OBJECTS.keys())
      expect(http.asked).toContain(`GET http://s3.invalid:9000/base/bucket/${key}`);
  },
  60_000, // two runs of the program
);

test.each(['main', 'threads'])(
  'a scan that fetches on %s takes endpoint, authority and role from the profile, past the proxy',
  async (fetch) => {
    const server = await serve('https');
    const proxy = await proxyTo(server, 403);
    const config = join(folder, 'config');
    writeFileSync(
      config,
      `[profile audit]\nrole_arn = ${ROLE}\nsource_profile = keys\nregion = eu-west-1\nca_bundle = ${bundle}\nservices = own\n` +
        '[profile keys]\naws_access_key_id = SOURCE\naws_secret_access_key = secret\n' +
        `[services own]\ns3 =\n  endpoint_url = ${server.options.endpoint!}\nsts =\n  endpoint_url = ${server.options.endpoint!}\n`,
    );
    const environment = {
      AWS_CONFIG_FILE: config,
      AWS_ACCESS_KEY_ID: '',
      HTTPS_PROXY: proxy.origin,
      no_proxy: '127.0.0.0/8',
    };
    expect(await scan(fetch, { ...environment, AWS_PROFILE: 'audit' })).toMatchObject({
      matched: 3,
      printed: '',
    });
    expect(await scan(fetch, environment, '--profile', 'audit')).toMatchObject({ matched: 3, printed: '' });
    expect(signers(server)).toEqual(new Set(['ROLE']));
    expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(proxy.asked).toEqual([]);
    const failure = scan(fetch, { ...environment, no_proxy: '' }, '--profile', 'audit');
    await expect(failure).rejects.toThrow(`the proxy ${proxy.origin} refuses requests to AWS STS`);
  },
  60_000, // three runs of the program
);
