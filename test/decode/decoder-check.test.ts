import { expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { DecoderCheck } from '../../src/decode/decoder-check.js';
import type { RecordDecoder } from '../../src/decode/record-decoder.js';
import { REFERENCE_DECODER } from '../../src/decode/reference/reference-decoder.js';
import { EVERYTHING, optionsOf } from './decode-all.js';

const record = (eventID: string): object => ({
  eventID,
  eventName: 'GetSecretValue',
  eventSource: 'secretsmanager.amazonaws.com',
  eventTime: '2026-03-01T12:00:05Z',
  awsRegion: 'us-east-1',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/a', accountId: '111122223333' },
  requestParameters: { secretId: 'db/one' },
});
const object = gzipSync(JSON.stringify({ Records: [record('1'), record('2')] }));

/** A decoder with a bug: it misses the last event. */
const INCOMPLETE: RecordDecoder = {
  name: 'wasm',
  open: (bytes, request) => {
    const opened = REFERENCE_DECODER.open(bytes, request)!;
    return { ...opened, events: () => [...opened.events()].slice(0, -1) };
  },
};
const REJECTING: RecordDecoder = { name: 'wasm', open: () => undefined };

test('the decoders of this program agree', () => {
  const check = new DecoderCheck(optionsOf(EVERYTHING), 1);
  expect(check.check(object)).toBeNull();
  expect(check.check(Buffer.from('not JSON'))).toBeNull();
  expect(check.takeVerified()).toBe(1); // an object that the fast path does not accept is not compared
  expect(check.takeVerified()).toBe(0);
});

test('a difference between two decoders is reported with both results', () => {
  const check = new DecoderCheck(optionsOf(EVERYTHING), 1, [INCOMPLETE, REFERENCE_DECODER]);
  expect(check.check(object)).toMatchObject({
    reason: 'decodersDiffer',
    detail: expect.stringMatching(
      /^decoder wasm gives .*"matched":1.*, decoder reference gives .*"matched":2/,
    ) as string,
  });
});

test('checks every n-th object, starting with the first one; with 0, none', () => {
  const checked = (every: number): boolean[] => {
    const check = new DecoderCheck(optionsOf(EVERYTHING), every, [INCOMPLETE, REFERENCE_DECODER]);
    return Array.from({ length: 7 }, () => check.check(object) !== null);
  };
  expect(checked(3)).toEqual([true, false, false, true, false, false, true]);
  expect(checked(0)).toEqual([false, false, false, false, false, false, false]);
});

test('an object that only the last decoder accepts is not counted', () => {
  const check = new DecoderCheck(optionsOf(EVERYTHING), 1, [REJECTING, REFERENCE_DECODER]);
  expect(check.check(object)).toBeNull();
  expect(check.takeVerified()).toBe(0);
});
