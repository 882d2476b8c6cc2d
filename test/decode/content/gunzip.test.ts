import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/decode/decode-limits.js';
import { gunzip } from '../../../src/decode/content/gunzip.js';
import { storage } from '../documents.js';
import { positions, runs } from '../../support/thorough.js';

const CONTENT = Buffer.from(Array.from({ length: 300 }, (_, index) => `{"line":${index * 7919}}`).join('\n'));

const inflate = (bytes: Uint8Array) => gunzip(bytes, DEFAULT_LIMITS);

test('returns the original content of every storage', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), storage, (content, store) => {
      fc.pre(content[0] !== 0x1f);
      const { bytes, failure } = inflate(store(Buffer.from(content)));
      expect(failure).toBeNull();
      expect(bytes.equals(content)).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});

test.each([0, 1, 15_000, 16_384, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 5_000_000])('%i bytes', (size) => {
  const content = Buffer.alloc(size, 'CloudTrail ');
  const { bytes, failure, verified } = inflate(gzipSync(content));
  expect([bytes.equals(content), failure, verified]).toEqual([true, null, true]);
});

test('an object that is not gzip, by its first bytes, is returned without a copy', () => {
  const { bytes, failure, verified } = inflate(CONTENT);
  expect(bytes.buffer).toBe(CONTENT.buffer);
  expect([bytes.equals(CONTENT), failure, verified]).toEqual([true, null, false]);
});

test('reads a view into a larger buffer', () => {
  const stored = gzipSync(CONTENT);
  const buffer = Buffer.concat([Buffer.alloc(7, 1), stored, Buffer.alloc(9, 2)]);
  const view = new Uint8Array(buffer.buffer, buffer.byteOffset + 7, stored.length);
  expect(inflate(view).bytes.equals(CONTENT)).toBe(true);
});

describe('damage', () => {
  const stored = gzipSync(CONTENT);

  test('cut off at every length, it returns a prefix of the content, shorter for shorter input', () => {
    let before = CONTENT.length;
    for (const cut of positions(stored.length - 1)) {
      const { bytes, failure, verified } = inflate(stored.subarray(0, stored.length - 1 - cut));
      expect(failure?.reason).toBe('truncatedGzip');
      expect(verified).toBe(false);
      expect(bytes.equals(CONTENT.subarray(0, bytes.length))).toBe(true);
      expect(bytes.length).toBeLessThanOrEqual(before);
      if (cut === 0) expect(bytes.length).toBe(CONTENT.length); // only the trailer is not whole
      before = bytes.length;
    }
    expect(before).toBeLessThan(CONTENT.length);
  });

  test('with any bit changed, it reports a failure or returns the original content', () => {
    const seen = new Set<unknown>();
    for (const at of positions(stored.length)) {
      const changed = Buffer.from(stored);
      changed[at]! ^= 1 << (at % 8);
      const { bytes, failure } = inflate(changed);
      seen.add(failure?.reason);
      if (failure === null && at >= 2) expect(bytes.equals(CONTENT)).toBe(true);
    }
    expect([...seen].sort()).toEqual(['corruptGzip', 'truncatedGzip', undefined]);
  });

  test('in the checksum or the length only, it returns the whole content', () => {
    for (const fromEnd of [8, 5, 4, 1]) {
      const changed = Buffer.from(stored);
      changed[changed.length - fromEnd]! ^= 0x40;
      const { bytes, failure } = inflate(changed);
      expect(failure?.reason).toBe('corruptGzip');
      expect(bytes.equals(CONTENT)).toBe(true);
    }
  });

  test('in a later member, it returns the members before', () => {
    const second = Buffer.from(stored);
    second[2] = 9; // no such method
    const { bytes, failure } = inflate(Buffer.concat([stored, second]));
    expect(failure?.reason).toBe('corruptGzip');
    expect(bytes.equals(CONTENT)).toBe(true);
  });

  test.each([
    ['text', Buffer.from('garbage')],
    ['zeros, then a member', Buffer.concat([Buffer.alloc(10), stored])],
    ['zeros, then text', Buffer.concat([Buffer.alloc(512), Buffer.from('x')])],
  ])('%s after the end is reported as a failure', (_, rest) => {
    const { bytes, failure } = inflate(Buffer.concat([stored, rest]));
    expect(failure?.reason).toBe('corruptGzip');
    expect(bytes.equals(CONTENT)).toBe(true);
  });

  test('a wrong length in the trailer has no effect on the content', () => {
    const forged = Buffer.from(stored);
    forged.writeUInt32LE(0xffff_ffff, forged.length - 4);
    expect(inflate(forged).bytes.equals(CONTENT)).toBe(true);
    forged.writeUInt32LE(2 ** 20 - 1, forged.length - 4);
    expect(inflate(forged).bytes.equals(CONTENT)).toBe(true);
  });
});

describe('limits', () => {
  test('content above the limit is a failure, and none of it is returned', () => {
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20));
    const limits = { ...DEFAULT_LIMITS, maxInflatedBytes: 2 ** 20 };
    expect(gunzip(bomb, limits)).toMatchObject({ failure: { reason: 'inflatedTooLarge' }, verified: false });
    expect(gunzip(bomb, limits).bytes.length).toBe(0);
    expect(inflate(bomb).failure?.reason).toBe('ratioTooHigh');
  });

  test('are exact', () => {
    const gzip = gzipSync(CONTENT);
    for (const stored of [CONTENT, gzip]) {
      const cap = (maxInflatedBytes: number) =>
        gunzip(stored, { ...DEFAULT_LIMITS, maxInflatedBytes }).failure?.reason;
      expect(cap(CONTENT.length)).toBeUndefined();
      expect(cap(CONTENT.length - 1)).toBe('inflatedTooLarge');
    }
  });

  test('a high ratio is accepted for small content', () => {
    expect(inflate(gzipSync(Buffer.alloc(16 * 2 ** 20))).failure).toBeNull();
    expect(inflate(gzipSync(Buffer.alloc(16 * 2 ** 20 + 1))).failure?.reason).toBe('ratioTooHigh');
  });
});

test('a damaged object takes no memory for the size that its trailer says', () => {
  const whole = gzipSync(CONTENT);
  const damaged = Buffer.from(whole);
  damaged[10]! |= 6; // a kind of block that there is not
  damaged.writeUInt32LE(15_000_000, whole.length - 4);
  const before = process.memoryUsage().arrayBuffers;
  const { failure } = inflate(damaged);
  expect(failure?.reason).toBe('corruptGzip');
  // It is inflated about ten times to find the damage.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
});
