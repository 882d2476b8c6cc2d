import { expect, test } from 'vitest';
import { endpointOf } from '../../src/source/s3/s3-endpoint.js';
import { formatS3Uri, parseS3Uri } from '../../src/source/s3/s3-uri.js';

test.each([
  ['bucket', 'eu-west-1', {}, 'https://bucket.s3.eu-west-1.amazonaws.com', '/'],
  ['bucket', 'us-gov-west-1', {}, 'https://bucket.s3.us-gov-west-1.amazonaws.com', '/'],
  ['bucket', 'cn-north-1', {}, 'https://bucket.s3.cn-north-1.amazonaws.com.cn', '/'],
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
  ['s3://bucket', 'bucket', ''],
  ['s3://bucket/', 'bucket', ''],
  ['S3://my.bucket-1/a b/%41+/', 'my.bucket-1', 'a b/%41+'],
])('%s is bucket %s, prefix "%s"', (text, s3Bucket, prefix) => {
  expect(parseS3Uri(text)).toEqual({ s3Bucket, prefix });
  expect(parseS3Uri(formatS3Uri(s3Bucket, prefix))).toEqual({ s3Bucket, prefix });
});

test.each([
  's3://',
  's3:///key',
  's3://a',
  's3://arn:aws:s3:us-east-1:1:accesspoint/x',
  's3:bucket',
  's3://b?x',
])('%s is not a bucket', (text) => {
  expect(() => parseS3Uri(text)).toThrow(/not the name of a bucket/);
});
