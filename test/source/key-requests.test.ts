import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { S3Credentials, S3Options } from '../../src/source/s3/s3-options.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import { makeAuthority } from '../support/certificates.js';
import { temporaryFolder } from '../support/temporary.js';
import { type LoopbackProxy, startProxy } from './loopback-proxy.js';
import { type LoopbackServer, type Received, startLoopback } from './loopback-server.js';

/*
 * Requests for keys, which the AWS SDK makes, against STS and IAM Identity Center on loopback. They must go the way that
 * the requests to a bucket go.
 */
const AUTHORITY = makeAuthority();
const TLS = AUTHORITY.certify([
  '127.0.0.1',
  'sts.invalid',
  'sts.eu-west-1.amazonaws.com',
  'portal.sso.ap-south-1.amazonaws.com',
  'oidc.ap-south-1.amazonaws.com',
]);
const ROLE = 'arn:aws:iam::111122223333:role/audit';
const SOURCE = '[profile keys]\naws_access_key_id = SOURCE\naws_secret_access_key = secret\n';
const ASSUMES = `${SOURCE}[profile audit]\nrole_arn = ${ROLE}\nsource_profile = keys\nregion = eu-west-1\n`;

let folder: string;
let bundle: string;
const cleanups: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  vi.stubEnv('HOME', folder);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  bundle = join(folder, 'ca.pem');
  writeFileSync(bundle, AUTHORITY.cert);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function config(text: string): void {
  writeFileSync(join(folder, 'config'), text);
}

type Answer = (request: Received, response: ServerResponse) => void;

/** STS and IAM Identity Center; keys have the name of what was asked for. */
const giveKeys: Answer = ({ url, body }, response) => {
  if (url.includes('/federation/credentials')) {
    const role = new URL(url, 'http://x').searchParams.get('role_name')!;
    const roleCredentials = {
      accessKeyId: `SSO-${role}`,
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: 4e12,
    };
    response.end(JSON.stringify({ roleCredentials }));
    return;
  }
  if (url.endsWith('/token')) {
    response.end(JSON.stringify({ accessToken: 'renewed', expiresIn: 3600, tokenType: 'Bearer' }));
    return;
  }
  const action = new URLSearchParams(body.toString()).get('Action')!;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<${action}Response><${action}Result><Credentials><AccessKeyId>${action}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
      `<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`,
  );
};

/** Refuses as STS does. */
const refuseAs =
  (code: string, message: string, status = 403): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  };

/** Refuses as IAM Identity Center does. */
const refuseJson =
  (code: string, message: string, status: number): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
    response.end(JSON.stringify({ message }));
  };

async function serve(answer: Answer = giveKeys, scheme: 'http' | 'https' = 'http'): Promise<LoopbackServer> {
  const server = await startLoopback(answer, scheme === 'https' ? TLS : undefined);
  cleanups.push(() => server.close());
  return server;
}

async function proxyTo(server: LoopbackServer, refusal?: number): Promise<LoopbackProxy> {
  const proxy = await startProxy(server.port, refusal);
  cleanups.push(() => proxy.close());
  return proxy;
}

/** The keys that requests to a bucket would be signed with. */
async function keys(options: S3Options = {}): Promise<S3Credentials> {
  const source = openS3('s3://bucket', { endpoint: 'http://127.0.0.1:9', ...options });
  cleanups.push(() => source.close());
  const { data } = (await source.describe()) as { data: { keys: S3Credentials } };
  return data.keys;
}

const failure = (code: string, message: RegExp, hint: RegExp): object => ({
  code,
  message: expect.stringMatching(message) as string,
  hint: expect.stringMatching(hint) as string,
});

/** A sign-in to IAM Identity Center, as `aws sso login` leaves it behind. */
function signIn(session: string, expiresAt: string, more: object = {}): void {
  const cache = join(folder, '.aws', 'sso', 'cache');
  mkdirSync(cache, { recursive: true });
  const name = createHash('sha1').update(session).digest('hex');
  writeFileSync(join(cache, `${name}.json`), JSON.stringify({ accessToken: 'token', expiresAt, ...more }));
}

const SSO =
  '[sso-session corp]\nsso_region = ap-south-1\nsso_start_url = https://corp.awsapps.com/start\n' +
  '[profile people]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\nregion = eu-west-1\n';

function webIdentity(): void {
  writeFileSync(join(folder, 'token'), 'a token');
  vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(folder, 'token'));
  vi.stubEnv('AWS_ROLE_ARN', ROLE);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
}

const WEB = (token: string): string =>
  `[profile web]\nrole_arn = ${ROLE}\nweb_identity_token_file = ${token}\nregion = eu-west-1\n`;

test.each([
  ['a role of a profile', 'AssumeRole', (): S3Options => (config(ASSUMES), { profile: 'audit' })],
  ['a web identity of the environment', 'AssumeRoleWithWebIdentity', (): S3Options => (webIdentity(), {})],
  [
    'a web identity of a profile',
    'AssumeRoleWithWebIdentity',
    (): S3Options => {
      writeFileSync(join(folder, 'own'), 'a token');
      config(WEB(join(folder, 'own')));
      vi.stubEnv('AWS_PROFILE', 'web');
      return {};
    },
  ],
])('%s is asked for through the proxy, at a server of an own authority', async (_, id, arrange) => {
  const server = await serve(giveKeys, 'https');
  const proxy = await proxyTo(server);
  const options = arrange();
  vi.stubEnv('AWS_CA_BUNDLE', bundle);
  vi.stubEnv('HTTPS_PROXY', proxy.origin.replace('//', '//me:hush@'));
  expect(await keys(options)).toMatchObject({ accessKeyId: id, sessionToken: 't' });
  expect(proxy.asked).toEqual(['CONNECT sts.eu-west-1.amazonaws.com:443']);
  expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:hush').toString('base64')}`]);
  expect(server.received).toHaveLength(1);
});

test('a role of IAM Identity Center is asked for in its own region, and its token is renewed there', async () => {
  const server = await serve(giveKeys, 'https');
  const proxy = await proxyTo(server);
  config(SSO);
  vi.stubEnv('AWS_CA_BUNDLE', bundle);
  vi.stubEnv('HTTPS_PROXY', proxy.origin);
  signIn('corp', '2099-01-01T00:00:00Z');
  expect(await keys({ profile: 'people', region: 'eu-west-3' })).toMatchObject({ accessKeyId: 'SSO-Reader' });
  expect(proxy.asked).toEqual(['CONNECT portal.sso.ap-south-1.amazonaws.com:443']);
  const registration = { clientId: 'id', clientSecret: 's', registrationExpiresAt: '2099-01-01T00:00:00Z' };
  signIn('corp', '2020-01-01T00:00:00Z', { refreshToken: 'r', ...registration });
  vi.stubEnv('AWS_PROFILE', 'people');
  expect(await keys()).toMatchObject({ accessKeyId: 'SSO-Reader' });
  expect(proxy.asked).toContain('CONNECT oidc.ap-south-1.amazonaws.com:443');
  expect(server.received.at(-1)!.headers).toMatchObject({ 'x-amz-sso_bearer_token': 'renewed' });
});

test('a host that NO_PROXY names is asked directly', async () => {
  const server = await serve(giveKeys, 'https');
  const proxy = await proxyTo(server);
  config(ASSUMES);
  vi.stubEnv('AWS_CA_BUNDLE', bundle);
  vi.stubEnv('HTTPS_PROXY', proxy.origin);
  vi.stubEnv('NO_PROXY', '127.0.0.0/8');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.options.endpoint);
  expect((await keys({ profile: 'audit' })).accessKeyId).toBe('AssumeRole');
  expect(proxy.asked).toEqual([]);
});

test('keys of a container are never asked for through a proxy', async () => {
  const server = await serve(
    (_request, response) =>
      void response.end(
        '{"AccessKeyId":"CONTAINER","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}',
      ),
  );
  const proxy = await proxyTo(server);
  vi.stubEnv('HTTP_PROXY', proxy.origin);
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `http://127.0.0.1:${server.port}/keys`);
  expect((await keys()).accessKeyId).toBe('CONTAINER');
  expect(proxy.asked).toEqual([]);
});

test('every source of an endpoint of STS gives way to those before it, as AWS documents', async () => {
  const order = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL', 'services', 'profile'];
  const servers = new Map<string, LoopbackServer>();
  for (const one of order) servers.set(one, await serve());
  const urlOf = (one: string): string => `http://127.0.0.1:${servers.get(one)!.port}/${one}/`;
  for (const by of ['option', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    for (let set = 1; set < 2 ** order.length; set += 1) {
      const present = order.filter((_, bit) => set & (1 << bit));
      const has = (one: string): boolean => present.includes(one);
      vi.stubEnv('AWS_CONFIG_FILE', join(folder, `config-${by}-${set}`)); // the SDK reads a file once
      writeFileSync(
        join(folder, `config-${by}-${set}`),
        `${ASSUMES}${has('profile') ? `endpoint_url = ${urlOf('profile')}\n` : ''}` +
          `${has('services') ? 'services = own\n' : ''}[services own]\nsts =\n  endpoint_url = ${urlOf('services')}\n` +
          'sso =\n  endpoint_url = http://127.0.0.1:9\n',
      );
      for (const name of order.slice(0, 2)) vi.stubEnv(name, has(name) ? urlOf(name) : '');
      for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) vi.stubEnv(name, by === name ? 'audit' : '');
      const before = order.map((one) => servers.get(one)!.received.length);
      await keys(by === 'option' ? { profile: 'audit' } : {});
      const asked = order.filter((one, at) => servers.get(one)!.received.length > before[at]!);
      expect(asked, `${by}: ${present.join()}`).toEqual([present[0]]);
      const { url, headers } = servers.get(present[0]!)!.received.at(-1)!;
      expect(url).toBe(`/${present[0]!}/`);
      expect(headers['host']).toBe(new URL(urlOf(present[0]!)).host);
    }
  }
});

test('endpoints of IAM Identity Center are those of the profile of the option, and can be ignored', async () => {
  const server = await serve();
  config(
    `${SSO}services = own\n[services own]\nsso =\n  endpoint_url = http://127.0.0.1:${server.port}/portal\n`,
  );
  signIn('corp', '2099-01-01T00:00:00Z');
  expect((await keys({ profile: 'people' })).accessKeyId).toBe('SSO-Reader');
  expect(server.received[0]!.url).toMatch(/^\/portal\/federation\/credentials\?/);
  const proxy = await proxyTo(server, 403);
  vi.stubEnv('HTTPS_PROXY', proxy.origin);
  vi.stubEnv('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
  await expect(keys({ profile: 'people' })).rejects.toThrow(/proxy .* refuses/);
  expect(proxy.asked).toEqual(['CONNECT portal.sso.ap-south-1.amazonaws.com:443']);
});

test('an authority that is not trusted at STS is named, with what to set', async () => {
  const server = await serve(giveKeys, 'https');
  config(ASSUMES);
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.options.endpoint);
  await expect(keys({ profile: 'audit' })).rejects.toMatchObject(
    failure(
      'E_SOURCE_NETWORK',
      /AWS STS at https:\/\/127.0.0.1:\d+ has a certificate of an authority/,
      /AWS_CA_BUNDLE/,
    ),
  );
  expect(server.received).toEqual([]);
  vi.stubEnv('AWS_CA_BUNDLE', join(folder, 'missing.pem'));
  await expect(keys({ profile: 'audit' })).rejects.toMatchObject(
    failure('E_USAGE', /missing\.pem, which AWS_CA_BUNDLE names/, /AWS_CA_BUNDLE/),
  );
});

test('a server that is not there, and a proxy that is not, are named, also behind IAM Identity Center', async () => {
  const server = await serve(giveKeys, 'https');
  await server.close();
  config(ASSUMES + SSO);
  signIn('corp', '2099-01-01T00:00:00Z');
  vi.stubEnv('AWS_ENDPOINT_URL', server.options.endpoint);
  for (const [profile, service] of [
    ['audit', 'AWS STS'],
    ['people', 'IAM Identity Center'],
  ] as const) {
    vi.stubEnv('HTTPS_PROXY', '');
    await expect(keys({ profile })).rejects.toMatchObject(
      failure(
        'E_SOURCE_NETWORK',
        new RegExp(`cannot reach ${service} at .* for keys in profile ${profile}`),
        /endpoint/,
      ),
    );
    vi.stubEnv('HTTPS_PROXY', server.options.endpoint!.replace('https', 'http'));
    await expect(keys({ profile })).rejects.toMatchObject(
      failure('E_SOURCE_NETWORK', /cannot reach the proxy .*HTTPS_PROXY/, /HTTPS_PROXY/),
    );
  }
});

test('an answer that is none of the service is named, with the endpoint', async () => {
  config(ASSUMES + SSO);
  signIn('corp', '2099-01-01T00:00:00Z');
  for (const status of [200, 403]) {
    const server = await serve(
      (_request, response) => void response.writeHead(status).end('<html>Sign in here'),
    );
    vi.stubEnv('AWS_ENDPOINT_URL', server.options.endpoint);
    for (const [profile, service] of [
      ['audit', 'AWS STS'],
      ['people', 'IAM Identity Center'],
    ] as const) {
      await expect(keys({ profile }), `${profile} ${status}`).rejects.toMatchObject(
        failure(
          'E_SOURCE_RESPONSE',
          new RegExp(`${server.options.endpoint!} does not answer as ${service} does`),
          /endpoint/,
        ),
      );
    }
  }
});

test('a request that fails for a moment is sent again', async () => {
  vi.stubEnv('AWS_MAX_ATTEMPTS', '3');
  let count = 0;
  const server = await serve((request, response) => {
    count += 1;
    if (count < 3) response.destroy();
    else giveKeys(request, response);
  });
  config(ASSUMES);
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.options.endpoint);
  expect((await keys({ profile: 'audit' })).accessKeyId).toBe('AssumeRole');
  expect(server.received).toHaveLength(3);
});

test.each([
  [
    'AccessDenied',
    'not authorized',
    new RegExp(`refuses to let the keys of profile keys assume ${ROLE}`),
    /sts:AssumeRole on .*role\/audit.*trust policy/,
  ],
  ['InvalidClientTokenId', 'invalid', /does not accept the keys of profile keys/, /--profile keys/],
  ['SignatureDoesNotMatch', 'no match', /does not accept the keys of profile keys/, /--profile keys/],
  ['RegionDisabledException', 'disabled', /not enabled at http/, /Enable the region/],
  ['SomethingElse', 'odd', /AWS STS at http.* gives no keys \(SomethingElse: odd\)/, /profile/],
])('STS says %s: the cause is named, and what to do', async (code, message, what, hint) => {
  const server = await serve(refuseAs(code, message));
  config(ASSUMES);
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.options.endpoint);
  await expect(keys({ profile: 'audit' })).rejects.toMatchObject(failure('E_SOURCE_CREDENTIALS', what, hint));
});

test.each([
  [
    'AccessDenied',
    new RegExp(`refuses to let the token in .*token assume ${ROLE}`),
    /AssumeRoleWithWebIdentity/,
  ],
  ['ExpiredTokenException', /does not accept the web identity token in .*token/, /new token/],
  ['InvalidIdentityToken', /does not accept the web identity token in .*token/, /identity provider/],
])('STS says %s of a web identity: the token is named', async (code, what, hint) => {
  const server = await serve(refuseAs(code, 'no', code === 'AccessDenied' ? 403 : 400));
  webIdentity();
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.options.endpoint);
  await expect(keys()).rejects.toMatchObject(failure('E_SOURCE_CREDENTIALS', what, hint));
});

test('a sign-in to IAM Identity Center that is missing, over or refused says how to sign in', async () => {
  const server = await serve(refuseJson('UnauthorizedException', 'Session token not found or invalid', 401));
  vi.stubEnv('AWS_ENDPOINT_URL_SSO', server.options.endpoint);
  config(`${SSO}[profile audit]\nrole_arn = ${ROLE}\nsource_profile = people\n`);
  const signIns: (() => void)[] = [
    () => undefined,
    () => signIn('corp', '2020-01-01T00:00:00Z'),
    () => signIn('corp', '2099-01-01T00:00:00Z'),
  ];
  for (const arrange of signIns) {
    arrange();
    for (const profile of ['people', 'audit']) {
      await expect(keys({ profile })).rejects.toMatchObject(
        failure('E_SOURCE_CREDENTIALS', /sign-in of profile people/, /Run aws sso login --profile people/),
      );
    }
  }
});

test('a role of IAM Identity Center that is not assigned is named with its account', async () => {
  const server = await serve(refuseJson('ForbiddenException', 'No access', 403));
  vi.stubEnv('AWS_ENDPOINT_URL_SSO', server.options.endpoint);
  config(SSO);
  signIn('corp', '2099-01-01T00:00:00Z');
  await expect(keys({ profile: 'people' })).rejects.toMatchObject(
    failure('E_SOURCE_CREDENTIALS', /role Reader in account 111122223333/, /assigned/),
  );
});

test.each([
  [
    `[profile p]\nrole_arn = ${ROLE}\nsource_profile = gone\n`,
    /source_profile gone, which is in none/,
    /name/,
  ],
  [`[profile p]\nrole_arn = ${ROLE}\n`, /neither source_profile nor credential_source/, /source_profile/],
  [
    `${SOURCE}[profile p]\nrole_arn = ${ROLE}\nsource_profile = keys\ncredential_source = Environment\n`,
    /both source_profile and credential_source/,
    /one of the two/,
  ],
  [
    '[profile p]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n',
    /no section \[sso-session gone\]/,
    /configure sso/,
  ],
  ['[profile p]\nservices = gone\n', /no section \[services gone\]/, /section/],
  [
    `${SOURCE}[profile p]\nrole_arn = ${ROLE}\nsource_profile = keys\nmfa_serial = arn:aws:iam::1:mfa/me\n`,
    /profile p wants a code of an MFA device/,
    /export-credentials --profile p/,
  ],
  ['[profile p]\ncredential_process = exit 3\n', /credential_process of profile p gives no keys/, /command/],
])('%s: what is wrong with the profile is said', async (text, what, hint) => {
  config(text);
  const endpoint = text.includes('services') ? {} : { endpoint: 'http://127.0.0.1:9' };
  const source = openS3('s3://bucket', { profile: 'p', ...endpoint });
  await expect(source.describe()).rejects.toMatchObject(failure(expect.any(String) as string, what, hint));
  await source.close();
});

test('a token of a web identity without a role is named', async () => {
  vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', join(folder, 'token'));
  await expect(keys()).rejects.toMatchObject(
    failure(
      'E_SOURCE_CREDENTIALS',
      /AWS_WEB_IDENTITY_TOKEN_FILE is set, but not AWS_ROLE_ARN/,
      /AWS_ROLE_ARN/,
    ),
  );
});
