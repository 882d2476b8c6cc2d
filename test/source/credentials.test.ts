import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkKeys } from '../../src/source/s3/check-keys.js';
import { Credentials } from '../../src/source/s3/credentials.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import type { S3Credentials, S3Options } from '../../src/source/s3/s3-options.js';
import { temporaryFolder } from '../support/temporary.js';
import { realTime } from '../../src/source/s3/time.js';
import { startLoopback } from './loopback-server.js';
import { runs } from '../support/thorough.js';

let folder: string;
beforeEach(freshFiles);
afterEach(() => vi.unstubAllEnvs());

function freshFiles(): void {
  folder = temporaryFolder();
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
}

function files(config: string, credentials = ''): void {
  writeFileSync(join(folder, 'config'), config);
  writeFileSync(join(folder, 'credentials'), credentials);
}

const keysOf = (id: string): string => `aws_access_key_id = ${id}\naws_secret_access_key = secret\n`;

function environment(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
}

const ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'ENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'secret' };

const get = (options: Pick<S3Options, 'profile' | 'credentials'> = {}): Promise<S3Credentials> =>
  new Credentials(options).get();
const idOf = async (options: Parameters<typeof get>[0] = {}): Promise<string> =>
  (await get(options)).accessKeyId;

test('every source of keys gives way to those before it, as the AWS CLI documents', async () => {
  const process = join(folder, 'keys.cjs');
  writeFileSync(
    process,
    'console.log(JSON.stringify({ Version: 1, AccessKeyId: "PROCESS", SecretAccessKey: "secret" }))',
  );
  const command = `credential_process = ${globalThis.process.execPath} ${process}\n`;
  // First to last.
  const order = ['option', 'environment', 'profile', 'process', 'default'];
  for (let set = 1; set < 2 ** order.length; set += 1) {
    const present = order.filter((_, bit) => set & (1 << bit));
    const has = (one: string): boolean => present.includes(one);
    freshFiles(); // the SDK reads a file once
    const isNamed = has('profile') || has('process');
    files(
      `[profile named]\nregion = eu-west-1\n${has('process') ? command : ''}`,
      `[named]\n${has('profile') ? keysOf('PROFILE') : ''}[given]\n${keysOf('OPTION')}` +
        (has('default') ? `[default]\n${keysOf('DEFAULT')}` : ''),
    );
    environment({
      AWS_ACCESS_KEY_ID: has('environment') ? 'ENVIRONMENT' : '',
      AWS_SECRET_ACCESS_KEY: has('environment') ? 'secret' : '',
      AWS_PROFILE: isNamed ? 'named' : '',
    });
    const id = await idOf(has('option') ? { profile: 'given' } : {});
    expect(id, present.join()).toBe(present[0]!.toUpperCase());
  }
});

test('keys of the environment are used beside AWS_PROFILE, and nothing is printed', async () => {
  files(`[profile work]\nregion = eu-west-1\n`, `[work]\n${keysOf('PROFILE')}`);
  const warned = vi.spyOn(console, 'warn');
  environment({ ...ENVIRONMENT, AWS_PROFILE: 'work' });
  expect(await idOf()).toBe('ENVIRONMENT');
  expect(await idOf({ profile: 'work' })).toBe('PROFILE');
  environment({ AWS_PROFILE: 'gone' });
  expect(await idOf()).toBe('ENVIRONMENT');
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});

test('what the SDK warns about is among the warnings of the source, one line each, and is not printed', async () => {
  const server = await startLoopback((_request, response) => {
    response.end(
      '{"AccessKeyId":"CONTAINER","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}',
    );
  });
  writeFileSync(join(folder, 'token'), 'from the file');
  environment({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.options.endpoint!}/keys`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'from the variable',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(folder, 'token'),
  });
  const printed = vi.spyOn(console, 'warn');
  const source = openS3('s3://bucket', { region: 'eu-west-1' });
  expect(source.warnings!()).toEqual([]);
  const { data } = await source.describe();
  expect(data).toMatchObject({ keys: { accessKeyId: 'CONTAINER' } });
  const lines = source.warnings!();
  expect(lines.join()).toMatch(/AuthorizationToken/);
  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
  await Promise.all([source.close(), server.close()]);
});

test('a profile that the option names needs no warning about keys in the environment', async () => {
  files('[profile both]\ncredential_process = exit 1\n');
  environment(ENVIRONMENT);
  const printed = vi.spyOn(console, 'warn');
  const lines: string[] = [];
  const credentials = new Credentials({ profile: 'both', warn: (line) => lines.push(line) });
  await expect(credentials.get()).rejects.toMatchObject({ code: 'E_SOURCE_CREDENTIALS' });
  expect(lines).toEqual([]);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

test('a web identity of the environment goes before keys of a profile, but not before its role', async () => {
  const server = await startLoopback((request, response) => {
    const form = new URLSearchParams(request.body.toString());
    const id = `${form.get('Action')!}:${form.get('RoleArn')!.slice(-3)}`;
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(
      `<${form.get('Action')!}Response><${form.get('Action')!}Result><Credentials><AccessKeyId>${id}</AccessKeyId>` +
        '<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>' +
        `</Credentials></${form.get('Action')!}Result></${form.get('Action')!}Response>`,
    );
  });
  const token = join(folder, 'token');
  writeFileSync(token, 'a token');
  environment({
    AWS_WEB_IDENTITY_TOKEN_FILE: token,
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/web',
    AWS_ENDPOINT_URL_STS: server.options.endpoint!,
    AWS_REGION: 'eu-west-1',
  });
  files(
    '[profile assumes]\nrole_arn = arn:aws:iam::111122223333:role/own\nsource_profile = keys\n',
    `[keys]\n${keysOf('PROFILE')}[default]\n${keysOf('DEFAULT')}`,
  );
  expect(await idOf()).toBe('AssumeRoleWithWebIdentity:web');
  expect(await idOf({ profile: 'keys' })).toBe('PROFILE');
  environment({ AWS_PROFILE: 'assumes' });
  expect(await idOf()).toBe('AssumeRole:own');
  environment(ENVIRONMENT);
  expect(await idOf()).toBe('ENVIRONMENT');
  await server.close();
});

test('a profile that is nowhere is an error that names it and the files', async () => {
  files('[default]\nregion = x\n');
  const missing = {
    code: 'E_SOURCE_CREDENTIALS',
    message: expect.stringMatching(/no profile nobody.*config or .*credentials/) as string,
  };
  await expect(get({ profile: 'nobody' })).rejects.toMatchObject(missing);
  environment({ AWS_PROFILE: 'nobody' });
  await expect(get()).rejects.toMatchObject(missing);
});

test('no keys anywhere is an error that says what to set, and is asked for again', async () => {
  files('\uFEFF[default]\nregion = x\n');
  const credentials = new Credentials({});
  const missing = {
    code: 'E_SOURCE_CREDENTIALS',
    message: expect.stringContaining('no AWS credentials') as string,
    hint: expect.stringContaining('byte order mark') as string,
  };
  await expect(credentials.get()).rejects.toMatchObject(missing);
  files('');
  await expect(credentials.get()).rejects.toMatchObject({
    ...missing,
    hint: expect.stringContaining('--anonymous') as string,
  });
  environment({ AWS_ACCESS_KEY_ID: 'ALONE' });
  await expect(get()).rejects.toMatchObject({
    code: 'E_SOURCE_CREDENTIALS',
    message: expect.stringContaining('AWS_SECRET_ACCESS_KEY') as string,
  });
});

test('keys in a file with a byte order mark are read', async () => {
  files('', `\uFEFF[default]\r\n${keysOf('MARKED').replaceAll('\n', '\r\n')}`);
  expect(await get()).toEqual({ accessKeyId: 'MARKED', secretAccessKey: 'secret' });
});

test('white space at the ends of keys is no part of them, given or found', async () => {
  const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
  await fc.assert(
    fc.asyncProperty(fc.array(space, { minLength: 6, maxLength: 6 }), async ([a, b, c, d, e, f]) => {
      const padded = { id: `${a!}AKID${b!}`, secret: `${c!}se/c+ret${d!}`, token: `${e!}token==${f!}` };
      const expected = { accessKeyId: 'AKID', secretAccessKey: 'se/c+ret', sessionToken: 'token==' };
      environment({
        AWS_ACCESS_KEY_ID: padded.id,
        AWS_SECRET_ACCESS_KEY: padded.secret,
        AWS_SESSION_TOKEN: padded.token,
      });
      expect(await get()).toEqual(expected);
      const given = { accessKeyId: padded.id, secretAccessKey: padded.secret, sessionToken: padded.token };
      expect(await get({ credentials: () => Promise.resolve(given) })).toEqual(expected);
    }),
    { numRuns: runs(30) },
  );
});

test.each([
  [{ accessKeyId: '"AKID"' }, /access key id is enclosed in quotation marks/],
  [{ secretAccessKey: "'secret'" }, /secret access key is enclosed in quotation marks/],
  [{ sessionToken: 'to\nken' }, /session token has a line end within it/],
  [{ accessKeyId: 'AK ID' }, /access key id has a space/],
  [{ sessionToken: 'tökën' }, /session token has .* not ASCII/],
])('%j cannot be keys, and the error does not show them', (wrong, message) => {
  const keys = { accessKeyId: 'AKID', secretAccessKey: 'secret', ...wrong };
  const check = (): unknown => checkKeys(keys);
  expect(check).toThrow(message);
  expect(check).not.toThrow(Object.values(wrong)[0]);
});

test('the variable with the wrong key is named', async () => {
  environment({ ...ENVIRONMENT, AWS_SESSION_TOKEN: '"token"' });
  await expect(get()).rejects.toMatchObject({
    code: 'E_SOURCE_CREDENTIALS',
    message: expect.stringContaining('AWS_SESSION_TOKEN') as string,
  });
});

test('keys of the environment with a time at which they expire are read again before it', async () => {
  environment({ ...ENVIRONMENT, AWS_CREDENTIAL_EXPIRATION: new Date(Date.now() + 60_000).toISOString() });
  const credentials = new Credentials({});
  expect((await credentials.get()).accessKeyId).toBe('ENVIRONMENT');
  environment({ AWS_ACCESS_KEY_ID: 'NEXT' });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  expect((await credentials.get()).accessKeyId).toBe('NEXT');
  vi.useRealTimers();
});

test('keys in their last minutes are used, and not fetched for every request', async () => {
  let fetches = 0;
  const credentials = new Credentials({
    credentials: () => {
      fetches++;
      return Promise.resolve({
        accessKeyId: 'A',
        secretAccessKey: 's',
        expiration: new Date(Date.now() + 200_000),
      });
    },
  });
  for (let n = 0; n < 100; n++) await credentials.get();
  expect(fetches).toBe(1);
});

test('keys that cannot be renewed are used as long as they are good', async () => {
  let fetches = 0;
  const credentials = new Credentials({
    credentials: () => {
      fetches++;
      if (fetches > 1) return Promise.reject(new Error('the service is away'));
      return Promise.resolve({
        accessKeyId: 'A',
        secretAccessKey: 's',
        expiration: new Date(Date.now() + 200_000),
      });
    },
  });
  await credentials.get();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 100_000 });
  expect((await credentials.get()).accessKeyId).toBe('A');
  expect((await credentials.get()).accessKeyId).toBe('A');
  vi.useRealTimers();
  expect(fetches).toBe(2);
});

test('a provider that never answers is an error, not a wait without end', async () => {
  const credentials = new Credentials({
    credentials: () => new Promise(() => undefined),
    time: realTime(10_000),
  });
  await expect(credentials.get()).rejects.toMatchObject({
    code: 'E_SOURCE_CREDENTIALS',
    message: 'no keys within 120 seconds',
  });
});

test('keys in a file that another program rewrites are read again when they are refused', async () => {
  files('', `[default]\n${keysOf('OLD')}`);
  environment({});
  const credentials = new Credentials({});
  expect((await credentials.get()).accessKeyId).toBe('OLD');
  files('', `[default]\n${keysOf('NEW')}`);
  expect((await credentials.get()).accessKeyId).toBe('OLD');
  credentials.renew(credentials.generation);
  expect((await credentials.get()).accessKeyId).toBe('NEW');
});
