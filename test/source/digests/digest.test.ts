import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { NoDigest, parseDigest } from '../../../src/source/digests/digest.js';

const digest = (logs: string): string =>
  `{"digestStartTime":"2026-04-06T08:00:00Z","digestEndTime":"2026-04-06T09:00:00Z","digestS3Bucket":"a",` +
  `"digestS3Object":"b","digestPublicKeyFingerprint":"c","logFiles":[${logs}]}`;
const LOG = `{"s3Bucket":"a","s3Object":"AWSLogs/x.json.gz","hashValue":"${'ab'.repeat(32)}"}`;

test('a digest that becomes too many values is refused before they are made', () => {
  // Found by fuzzing: 58 KB took 1.5 GB and half a minute.
  const bomb = gzipSync(digest(`${'[],'.repeat(2_000_000)}${LOG}`));
  expect(parseDigest(bomb)).toEqual(new NoDigest('it is larger than any digest'));
});

test('a digest of as many logs as a large trail has in an hour is read', () => {
  const read = parseDigest(gzipSync(digest(Array<string>(50_000).fill(LOG).join())));
  expect(read instanceof NoDigest ? read.why : read.logs.length).toBe(50_000);
});
