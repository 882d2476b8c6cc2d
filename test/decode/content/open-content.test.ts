import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openContent } from '../../../src/decode/content/open-content.js';
import { DEFAULT_LIMITS } from '../../../src/decode/decode-limits.js';
import { decodeAll } from '../decode-all.js';

const TEXT = JSON.stringify({
  Records: [
    {
      eventSource: 'secretsmanager.amazonaws.com',
      eventName: 'GetSecretValue',
      eventTime: '2026-03-01T12:00:05Z',
      eventID: '1',
      userIdentity: { type: 'Root' },
      requestParameters: { secretId: 'schlüssel' },
    },
  ],
});
/** What `zstd` 1.5.4 makes of {"Records":[]}. */
const ZSTD_EMPTY = Buffer.from('28b52ffd04587100007b225265636f726473223a5b5d7df5b5647b', 'hex');

const open = (bytes: Uint8Array) => openContent(bytes, DEFAULT_LIMITS);
const utf16 = Buffer.from(TEXT, 'utf16le');
const mark = Buffer.of(0xff, 0xfe);

test.each([
  ['gzip in gzip', gzipSync(gzipSync(TEXT))],
  ['zlib', deflateSync(TEXT)],
  ['zlib in gzip', gzipSync(deflateSync(TEXT))],
  ['UTF-16, little endian', gzipSync(Buffer.concat([mark, utf16]))],
  ['UTF-16, big endian', Buffer.concat([mark, utf16]).swap16()],
  ['UTF-16 without a mark', utf16],
  ['a line break behind gzip', Buffer.concat([gzipSync(TEXT), Buffer.from('\n')])],
  ['another line break behind gzip', Buffer.concat([gzipSync(TEXT), Buffer.from('\r\n')])],
] as const)('%s', (_, stored) => {
  const { bytes, failure } = open(stored);
  expect(failure).toBeNull();
  expect(bytes.toString()).toBe(TEXT);
  expect(decodeAll(stored)).toMatchObject({ failure: null, matched: 1, understood: true });
});

test('Zstandard, whole, cut off and followed by other bytes', () => {
  expect(open(ZSTD_EMPTY)).toMatchObject({ failure: null, bytes: Buffer.from('{"Records":[]}') });
  expect(open(gzipSync(ZSTD_EMPTY)).failure).toBeNull();
  for (let length = 4; length < ZSTD_EMPTY.length - 4; length++) {
    expect(open(ZSTD_EMPTY.subarray(0, length)).failure?.reason).toBe('corruptZstd');
  }
  expect(open(Buffer.concat([ZSTD_EMPTY.subarray(0, 4), gzipSync(TEXT)])).failure?.reason).toBe(
    'corruptZstd',
  );
});

test('the limits hold for every layer', () => {
  const limits = { ...DEFAULT_LIMITS, maxInflatedBytes: 1000 };
  const large = JSON.stringify({ Records: [], pad: 'x'.repeat(2000) });
  for (const stored of [gzipSync(gzipSync(large)), deflateSync(large)])
    expect(openContent(stored, limits).failure?.reason).toBe('inflatedTooLarge');
});

test('damage inside keeps what was before it', () => {
  const cut = gzipSync(gzipSync(TEXT).subarray(0, -12));
  const { bytes, failure } = open(cut);
  expect(failure?.reason).toBe('truncatedGzip');
  expect(TEXT.startsWith(bytes.toString())).toBe(true);
});

test('an AppleDouble file is skipped', () => {
  const stored = Buffer.concat([Buffer.from('0005160700020000', 'hex'), Buffer.alloc(139)]);
  expect(decodeAll(stored)).toMatchObject({ failure: { reason: 'appleDouble' }, understood: false });
});
