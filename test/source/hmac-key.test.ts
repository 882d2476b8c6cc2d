import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { HmacKey } from '../../src/source/s3/hmac-key.js';

test('signatures equal those of Node, for keys up to a block and messages of any length', () => {
  const message = fc.oneof(fc.string(), fc.string({ minLength: 400, maxLength: 1200 }));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(message, { minLength: 1 }), (bytes, messages) => {
      const key = new HmacKey(bytes);
      for (const one of messages) {
        const expected = createHmac('sha256', bytes).update(one).digest();
        expect(key.sign(one)).toBe(expected.toString('hex'));
        const derived = createHmac('sha256', expected).update('next').digest('hex');
        expect(key.derive(one).sign('next')).toBe(derived);
      }
    }),
  );
});

test('a key longer than a block is an error', () => {
  expect(() => new HmacKey(new Uint8Array(65))).toThrow(RangeError);
});
