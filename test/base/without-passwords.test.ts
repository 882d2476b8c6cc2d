import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutPasswords } from '../../src/base/without-passwords.js';

test.each([
  ['https://user:pass@host:9000/a', 'https://…@host:9000/a'],
  ['HTTP://token@host', 'HTTP://…@host'],
  ['at https://a:p@ss@host and http://b:c@d', 'at https://…@host and http://…@d'],
  ['--endpoint=https://a:b@host', '--endpoint=https://…@host'],
  ['https://host/a@b', 'https://host/a@b'],
  ['s3://bucket/prefix@x', 's3://bucket/prefix@x'],
])('%s', (text, expected) => {
  expect(withoutPasswords(text)).toBe(expected);
});

test('no user and no password is left in any URL', () => {
  fc.assert(
    fc.property(
      fc.webUrl({ validSchemes: ['http', 'https'] }),
      fc.stringMatching(/^[A-Z]{8}$/),
      (url, secret) => {
        const text = url.replace('://', `://user:${secret}@`);
        expect(withoutPasswords(text)).not.toContain(secret);
      },
    ),
  );
});
