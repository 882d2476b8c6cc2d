import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseSections, readAwsProfile } from '../../src/source/s3/aws-profile.js';
import { resolveSettings, type S3Settings } from '../../src/source/s3/s3-settings.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailspike-profile-'));
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function config(text: string): Promise<void> {
  await writeFile(join(folder, 'config'), text);
}

function settings(
  environment: Readonly<Record<string, string>>,
  options: Parameters<typeof resolveSettings>[1] = {},
  s3Bucket = 'bucket',
): Promise<S3Settings> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return resolveSettings(s3Bucket, options).finally(() => {
    for (const name of Object.keys(environment)) vi.stubEnv(name, '');
  });
}

test('sections, blocks and comments are read as AWS documents them', () => {
  const sections = parseSections(
    [
      '\uFEFF; a comment',
      '[default]',
      'region=eu-north-1',
      '[ profile  "my audit" ] ; here',
      '# region = no',
      'Region = ap-south-1 # there',
      'services = minio',
      's3 =',
      '  addressing_style = path',
      '  endpoint_url = http://block:1',
      'output = json',
      '  endpoint_url = a continuation',
      '[services minio]',
      's3 = ',
      '\tendpoint_url = http://s3:1#x',
      'dynamodb =',
      '  endpoint_url = http://other:1',
      'no pair',
    ].join('\r\n'),
  );
  expect(
    Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)])),
  ).toEqual({
    default: { region: 'eu-north-1' },
    'profile my audit': {
      region: 'ap-south-1',
      services: 'minio',
      s3: '',
      's3.addressing_style': 'path',
      's3.endpoint_url': 'http://block:1',
      output: 'json',
    },
    'services minio': {
      s3: '',
      's3.endpoint_url': 'http://s3:1#x',
      dynamodb: '',
      'dynamodb.endpoint_url': 'http://other:1',
    },
  });
});

test('any pairs of names and values come back', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
  const value = fc.stringMatching(/^[\w:/.+=-]{1,12}$/);
  fc.assert(
    fc.property(
      fc.dictionary(word, fc.dictionary(word, value)),
      fc.constantFrom('\n', '\r\n'),
      (all, end) => {
        const lines = Object.entries(all).flatMap(([name, pairs]) => [
          `[profile ${name}]`,
          ...Object.entries(pairs).map(([key, text]) => `${key} = ${text}`),
        ]);
        const parsed = parseSections(lines.join(end));
        expect(
          Object.fromEntries([...parsed].map(([name, pairs]) => [name, Object.fromEntries(pairs)])),
        ).toEqual(
          Object.fromEntries(Object.entries(all).map(([name, pairs]) => [`profile ${name}`, { ...pairs }])),
        );
      },
    ),
  );
});

test('the profile is that of the option, AWS_PROFILE, then default, from both files', async () => {
  await config(
    '[default]\nregion = a\n[profile default]\nregion = b\n[profile audit]\nregion = c\noutput = x\n[raw]\nregion = d\n',
  );
  await writeFile(join(folder, 'credentials'), '[audit]\noutput = y\n[keys]\naws_access_key_id = A\n');
  const of = async (option?: string): Promise<unknown> => {
    const { name, named, exists, values } = await readAwsProfile(option);
    return [name, named, exists, Object.fromEntries(values)];
  };
  expect(await of()).toEqual(['default', 'default', true, { region: 'b' }]);
  vi.stubEnv('AWS_PROFILE', 'audit');
  expect(await of()).toEqual(['audit', 'environment', true, { region: 'c', output: 'y' }]);
  expect(await of('keys')).toEqual(['keys', 'option', true, { aws_access_key_id: 'A' }]);
  expect(await of('raw')).toEqual(['raw', 'option', false, {}]); // a section of the config file needs `profile`
});

test('the region comes from the option, the environment, the profile, and last from us-east-1', async () => {
  await config(
    '[default]\nregion = eu-north-1\n[profile audit]\nregion=ap-south-1\n[profile none]\noutput = json\n',
  );
  const region = async (...args: Parameters<typeof settings>): Promise<string> =>
    (await settings(...args)).region;
  expect(await region({ AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, { region: 'c' })).toBe('c');
  expect(await region({ AWS_REGION: 'a\n', AWS_DEFAULT_REGION: 'b' })).toBe('a');
  expect(await region({ AWS_REGION: '', AWS_DEFAULT_REGION: 'b' })).toBe('b');
  expect(await region({ AWS_PROFILE: 'audit' })).toBe('ap-south-1');
  expect(await region({ AWS_PROFILE: 'audit' }, { profile: 'none' })).toBe('us-east-1');
  expect(await region({})).toBe('eu-north-1');
  expect(await region({ AWS_CONFIG_FILE: join(folder, 'missing') })).toBe('us-east-1');
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  const accessPoint = 'arn:aws:s3:ca-central-1:111122223333:accesspoint/audit';
  expect(await region({ AWS_REGION: 'eu-west-1' }, { region: 'eu-west-2' }, accessPoint)).toBe(
    'ca-central-1',
  );
  await expect(region({ AWS_REGION: 'eu west 1' })).rejects.toMatchObject({ code: 'E_USAGE' });
});

test('every source of an endpoint gives way to those before it, in the documented order', async () => {
  // From the AWS SDKs and Tools Reference Guide, "Service-specific endpoints", first to last.
  const order = ['option', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL', 'services', 'profile'];
  for (let set = 0; set < 2 ** order.length; set += 1) {
    const present = order.filter((_, bit) => set & (1 << bit));
    const has = (one: string): boolean => present.includes(one);
    await config(
      `[default]\n${has('profile') ? 'endpoint_url = http://profile\n' : ''}${has('services') ? 'services = own\n' : ''}` +
        '[services own]\ns3 =\n  endpoint_url = http://services\n',
    );
    const environment = Object.fromEntries(
      present.filter((one) => one.startsWith('AWS')).map((name) => [name, `http://${name}`]),
    );
    const options = has('option') ? { endpoint: 'http://option' } : {};
    const first = present[0];
    expect((await settings(environment, options)).endpoint).toBe(first && `http://${first}`);
    const ignoring = { ...environment, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    expect((await settings(ignoring, options)).endpoint).toBe(options.endpoint);
  }
});

test('the profile can ask to ignore endpoints, for FIPS, dual-stack, a bundle and an addressing style', async () => {
  await config(
    '[default]\nignore_configured_endpoint_urls = true\nuse_fips_endpoint = true\nca_bundle = /ca.pem\ns3 =\n  addressing_style = virtual\n  use_dualstack_endpoint = true\n',
  );
  expect(await settings({ AWS_ENDPOINT_URL: 'http://x' })).toEqual({
    region: 'us-east-1',
    pathStyle: false,
    fips: true,
    dualStack: true,
    caBundle: { file: '/ca.pem', namedBy: 'ca_bundle of profile default' },
  });
  expect(
    await settings(
      { AWS_USE_FIPS_ENDPOINT: 'false', AWS_CA_BUNDLE: '/env.pem', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      { pathStyle: true },
    ),
  ).toMatchObject({ fips: false, dualStack: true, pathStyle: true, caBundle: { file: '/env.pem' } });
});

test('proxies are those of the environment, in lower case first, unless they are not wanted', async () => {
  expect(
    (await settings({ HTTPS_PROXY: 'http://a', https_proxy: 'http://b', NO_PROXY: 'x' })).proxies,
  ).toEqual({
    https: 'http://b',
    except: 'x',
  });
  expect((await settings({ HTTP_PROXY: 'http://a' })).proxies).toEqual({ http: 'http://a', except: '' });
  expect((await settings({ HTTP_PROXY: 'http://a' }, { proxy: false })).proxies).toBeUndefined();
  expect((await settings({ NO_PROXY: 'x' })).proxies).toBeUndefined();
});
