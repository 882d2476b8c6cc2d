import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { isExempt } from '../../src/source/s3/no-proxy.js';
import { proxiesOfEnvironment, proxyFor } from '../../src/source/s3/proxies.js';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['https://b.s3.eu-west-1.amazonaws.com', 'amazonaws.com', true],
  ['https://b.s3.eu-west-1.amazonaws.com', '.amazonaws.com', true],
  ['https://b.s3.eu-west-1.amazonaws.com', '*.amazonaws.com', true],
  ['https://b.s3.eu-west-1.amazonaws.com', 'S3.EU-WEST-1.AmazonAWS.com', true],
  ['https://b.s3.eu-west-1.amazonaws.com', 'aws.com', false],
  ['https://b.s3.eu-west-1.amazonaws.com', 'x.b.s3.eu-west-1.amazonaws.com', false],
  ['https://example.com', '.example.com', true], // as in the AWS CLI
  ['https://example.com', 'localhost,*', true],
  ['https://example.com', '*', true],
  ['https://example.com', ' a.com  b.com,\texample.com ', true],
  ['https://example.com', 'example.com:443', true],
  ['https://example.com:8443', 'example.com:443', false],
  ['http://example.com', 'example.com:443', false],
  ['http://minio:9000', 'minio:9000', true],
  ['http://minio:9000', 'minio', true],
  ['http://10.1.2.3:9000', '10.0.0.0/8', true],
  ['http://10.1.2.3:9000', '10.1.2.3', true],
  ['http://10.1.2.3:9000', '10.1.2.3:9001', false],
  ['http://11.1.2.3:9000', '10.0.0.0/8', false],
  ['http://110.1.2.3', '10.1.2.3', false],
  ['http://1.10.1.2', '10.1.2', false], // an address is no name below another
  ['http://10.1.2.3', '10.0.0.0/33', false],
  ['http://10.1.2.3', '::/0', false],
  ['http://minio', '0.0.0.0/0', false], // names are not looked up
  ['http://[fd00::1]:9000', 'fd00::/8', true],
  ['http://[fd00::1]:9000', '[fd00::1]', true],
  ['http://[fd00::1]:9000', 'fd00::1', true],
  ['http://[fd00::1]:9000', '[fd00::1]:9000', true],
  ['http://[fd00::1]:9000', '[fd00::1]:9', false],
  ['http://localhost:9000', '', false],
  ['http://localhost:9000', ',,', false],
])('%s with NO_PROXY=%s: %s', (origin, noProxy, expected) => {
  expect(isExempt(origin, noProxy)).toBe(expected);
});

test('an entry never fails, whatever it is, and entries that match nothing change nothing', () => {
  fc.assert(
    fc.property(fc.string(), (noise) => {
      expect(isExempt('https://example.com', `${noise},example.com`)).toBe(true);
      expect(isExempt('https://10.0.0.1', `${noise} 10.0.0.0/8`)).toBe(true);
    }),
  );
});

test.each([
  [{ https_proxy: 'http://low', HTTPS_PROXY: 'http://high' }, 'http://low'],
  [{ https_proxy: '', HTTPS_PROXY: 'http://high' }, undefined], // as in the AWS CLI and curl's manual
  [{ HTTPS_PROXY: 'http://high\n' }, 'http://high'],
  [{ HTTP_PROXY: 'http://plain', ALL_PROXY: 'http://all' }, undefined],
  [{ HTTPS_PROXY: 'http://high', NO_PROXY: 'example.com' }, undefined],
  [{ HTTPS_PROXY: 'http://high', no_proxy: '', NO_PROXY: 'example.com' }, 'http://high'],
  [{ HTTPS_PROXY: '//host:3128' }, 'http://host:3128'],
  [{ HTTPS_PROXY: 'host:3128/' }, 'http://host:3128'],
])('%j: https goes through %s', (variables, expected) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  expect(proxyFor('https://example.com', proxiesOfEnvironment())?.origin).toBe(expected);
});

test.each([
  ['http://me:secret@host', 'me:secret'],
  ['http://me@host', 'me:'],
  ['http://me:p%40ss%3A@host', 'me:p@ss:'],
  ['http://me:100%@host', 'me:100%'],
  ['me:secret@host:3128', 'me:secret'],
])('the user and the password of %s are %s', (https, expected) => {
  expect(proxyFor('https://example.com', { https, except: '' })).toMatchObject({
    authorization: `Basic ${Buffer.from(expected).toString('base64')}`,
  });
});

test.each(['socks5://me:hush@host', 'http://', 'ftp://host', 'http://me:hush@ho st'])(
  '%s is no HTTP proxy, and its password is not shown',
  (https) => {
    const find = (): unknown => proxyFor('https://example.com', { https, except: '' });
    expect(find).toThrow(/HTTPS_PROXY does not name an HTTP proxy/);
    expect(find).not.toThrow(/hush/);
    expect(proxyFor('http://example.com', { https, except: '' })).toBeUndefined();
  },
);
