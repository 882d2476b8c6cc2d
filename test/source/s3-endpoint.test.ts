import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endpointOf } from '../../src/source/s3/s3-endpoint.js';
import { folderOf, formatS3Uri, keyOf, parseS3Uri } from '../../src/source/s3/s3-uri.js';

const AP = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/audit';

test.each([
  ['bucket', 'eu-west-1', {}, 'https://bucket.s3.eu-west-1.amazonaws.com', '/'],
  ['bucket', 'us-gov-west-1', {}, 'https://bucket.s3.us-gov-west-1.amazonaws.com', '/'],
  ['bucket', 'cn-north-1', {}, 'https://bucket.s3.cn-north-1.amazonaws.com.cn', '/'],
  ['bucket', 'eusc-de-east-1', {}, 'https://bucket.s3.eusc-de-east-1.amazonaws.eu', '/'],
  ['bucket', 'us-iso-east-1', {}, 'https://bucket.s3.us-iso-east-1.c2s.ic.gov', '/'],
  ['bucket', 'us-isob-east-1', {}, 'https://bucket.s3.us-isob-east-1.sc2s.sgov.gov', '/'],
  ['bucket', 'us-west-2', { fips: true }, 'https://bucket.s3-fips.us-west-2.amazonaws.com', '/'],
  ['bucket', 'us-west-2', { dualStack: true }, 'https://bucket.s3.dualstack.us-west-2.amazonaws.com', '/'],
  [
    'my.bucket',
    'us-gov-west-1',
    { fips: true, dualStack: true },
    'https://s3-fips.dualstack.us-gov-west-1.amazonaws.com',
    '/my.bucket/',
  ],
  [AP, 'eu-west-1', {}, 'https://audit-111122223333.s3-accesspoint.eu-west-1.amazonaws.com', '/'],
  [AP, 'us-east-1', {}, 'https://audit-111122223333.s3-accesspoint.eu-west-1.amazonaws.com', '/'],
  [
    AP,
    'eu-west-1',
    { fips: true, dualStack: true, pathStyle: true },
    'https://audit-111122223333.s3-accesspoint-fips.dualstack.eu-west-1.amazonaws.com',
    '/',
  ],
  [
    'arn:aws-us-gov:s3:us-gov-west-1:111122223333:accesspoint/audit',
    'us-gov-west-1',
    { fips: true },
    'https://audit-111122223333.s3-accesspoint-fips.us-gov-west-1.amazonaws.com',
    '/',
  ],
  [
    'arn:aws-cn:s3:cn-north-1:111122223333:accesspoint/audit',
    'cn-north-1',
    { dualStack: true },
    'https://audit-111122223333.s3-accesspoint.dualstack.cn-north-1.amazonaws.com.cn',
    '/',
  ],
  [
    'arn:aws-eusc:s3:eusc-de-east-1:111122223333:accesspoint/audit',
    'us-east-1',
    {},
    'https://audit-111122223333.s3-accesspoint.eusc-de-east-1.amazonaws.eu',
    '/',
  ],
  [AP, 'eu-west-1', { endpoint: 'https://s3.example.com' }, 'https://audit-111122223333.s3.example.com', '/'],
  ['audit-abc-s3alias', 'us-east-1', {}, 'https://audit-abc-s3alias.s3.us-east-1.amazonaws.com', '/'],
  ['my.bucket', 'us-east-1', {}, 'https://s3.us-east-1.amazonaws.com', '/my.bucket/'],
  ['Old_Bucket', 'us-east-1', {}, 'https://s3.us-east-1.amazonaws.com', '/Old_Bucket/'],
  ['bucket', 'us-east-1', { pathStyle: true }, 'https://s3.us-east-1.amazonaws.com', '/bucket/'],
  ['bucket', 'x', { endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000', '/bucket/'],
  [
    'bucket',
    'x',
    { endpoint: 'http://127.0.0.1:9000', pathStyle: false },
    'http://127.0.0.1:9000',
    '/bucket/',
  ],
  ['bucket', 'x', { endpoint: 'http://[::1]:9000', pathStyle: false }, 'http://[::1]:9000', '/bucket/'],
  ['bucket', 'x', { endpoint: 'https://s3.example.com/base/' }, 'https://s3.example.com', '/base/bucket/'],
  [
    'bucket',
    'x',
    { endpoint: 'https://s3.example.com', pathStyle: false },
    'https://bucket.s3.example.com',
    '/',
  ],
])('%s in %s with %j is at %s%s', (s3Bucket, region, options, origin, path) => {
  expect(endpointOf(s3Bucket, region, options)).toEqual({ origin, host: new URL(origin).host, path });
});

test.each(['ftp://x', 'localhost:9000', 'not a url'])('%s is no endpoint', (endpoint) => {
  expect(() => endpointOf('bucket', 'us-east-1', { endpoint })).toThrow(/http or https/);
});

test.each([
  ['cn-north-1', { fips: true }, /no FIPS endpoint in cn-north-1/],
  ['us-east-1', { fips: true, endpoint: 'https://s3.example.com' }, /FIPS endpoints are asked for/],
  ['us-east-1', { dualStack: true, endpoint: 'https://s3.example.com' }, /dual-stack endpoints are asked/],
])('in %s %j is refused, not replaced by another endpoint', (region, options, message) => {
  expect(() => endpointOf('bucket', region, options)).toThrow(message);
});

test('an access point cannot be reached by an address', () => {
  expect(() => endpointOf(AP, 'eu-west-1', { endpoint: 'http://127.0.0.1:9000' })).toThrow(
    /cannot be reached/,
  );
});

test.each([
  ['s3://bucket', 'bucket', ''],
  ['s3://bucket//', 'bucket', '/'],
  ['s3://bucket//a//b//', 'bucket', '/a//b//'],
  [`s3://${AP}`, AP, ''],
  [`s3://${AP}//a/`, AP, '/a'],
  ['S3://my.bucket-1/a b/%41+/', 'my.bucket-1', 'a b/%41+'],
])('%s is bucket %s, prefix "%s"', (text, s3Bucket, prefix) => {
  expect(parseS3Uri(text)).toEqual({ s3Bucket, prefix });
  expect(parseS3Uri(formatS3Uri(s3Bucket, prefix))).toEqual({ s3Bucket, prefix });
});

test('a slash at the end of a prefix ends its last part, and any other is part of the keys', () => {
  const parts = fc.array(fc.constantFrom('', 'a', 'AWSLogs', 'b c'), { maxLength: 5 });
  fc.assert(
    fc.property(parts, fc.constantFrom('bucket', AP), (some, s3Bucket) => {
      const folder = some.map((part) => `${part}/`).join('');
      const { prefix } = parseS3Uri(`s3://${s3Bucket}/${folder}`);
      expect(folderOf(prefix)).toBe(folder);
      const key = `${folder}x.json.gz`;
      expect(keyOf(s3Bucket, formatS3Uri(s3Bucket, key))).toBe(key);
    }),
  );
});

test.each([
  [`arn:aws:s3:eu-west-1:111122223333:accesspoint:audit/x/`, AP, 'x'],
  [AP, AP, ''],
])('%s is access point %s, prefix "%s"', (text, s3Bucket, prefix) => {
  expect(parseS3Uri(text)).toEqual({ s3Bucket, prefix });
});

test.each([
  ['arn:aws:s3:::bucket', /the ARN of a bucket/],
  ['s3://arn:aws:s3::111122223333:accesspoint/x.mrap', /multi-region access point/],
  ['s3://arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/x', /Object Lambda/],
  ['s3://arn:aws:s3:cn-north-1:111122223333:accesspoint/xyz', /not in partition aws/],
  ['s3://arn:aws-us-gov:s3:us-west-2:111122223333:accesspoint/xyz', /not in partition aws-us-gov/],
  ['s3://arn:aws-cn:s3::111122223333:accesspoint:mfzwi23gnjvgw.mrap/AWSLogs', /multi-region access point/],
  ['s3://mfzwi23gnjvgw.mrap/AWSLogs', /multi-region access point/],
  ['s3://arn:aws:s3-outposts:us-west-2:111122223333:outpost/op-1/accesspoint/x', /Outposts/],
  ['s3://arn:aws:s3:us-east-1:1:accesspoint/x', /not the ARN of an access point/],
  ['s3://data--usw2-az1--x-s3', /directory bucket/],
  ['s3://abc--ol-s3/x', /Object Lambda/],
])('%s is refused for what it is', (text, message) => {
  expect(() => parseS3Uri(text)).toThrow(message);
});

test.each(['s3://', 's3:///key', 's3://a', 's3:bucket', 's3://b?x'])('%s is not a bucket', (text) => {
  expect(() => parseS3Uri(text)).toThrow(/not the name of a bucket/);
});
