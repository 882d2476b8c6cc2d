import type { Random } from '../../src/simulate/random.js';

/** An input with a few changes: of bits, bytes, parts that are cut, repeated or taken from another input. */
export function mutated(random: Random, seeds: readonly Uint8Array[]): Buffer {
  const pick = (): Uint8Array => seeds[random.between(0, seeds.length - 1)]!;
  let bytes = Buffer.from(pick());
  for (let changes = random.between(1, 6); changes > 0; changes--) {
    const at = random.between(0, bytes.length);
    const end = Math.min(bytes.length, at + random.between(0, 40));
    switch (random.between(0, 6)) {
      case 0:
        if (at < bytes.length) bytes[at]! ^= 1 << random.between(0, 7);
        break;
      case 1:
        if (at < bytes.length) bytes[at] = random.between(0, 255);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
        break;
      case 4:
        bytes = bytes.subarray(0, at);
        break;
      case 5: {
        const other = pick();
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(random.between(0, other.length))]);
        break;
      }
      default: {
        const text = TOKENS[random.between(0, TOKENS.length - 1)]!;
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(text, 'latin1'), bytes.subarray(end)]);
      }
    }
  }
  return bytes;
}

/** What is special to some parser. */
const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\\u0000',
  ',',
  ':',
  '\0',
  '\xff',
  '\xef\xbb\xbf',
  '\n',
  '/',
  '..',
  '%2F',
].concat([
  '"__proto__":',
  '"constructor":',
  '-1',
  '4294967296',
  '1e999',
  'null',
  '(',
  ')',
  '*',
  ' OR ',
  '@',
  '2026-02-30',
]);

/** The smallest input, by cutting parts out, that still fails. */
export function minimised(input: Uint8Array, fails: (input: Uint8Array) => boolean): Uint8Array {
  let least = input;
  for (let size = Math.ceil(least.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < least.length;) {
      const without = Buffer.concat([least.subarray(0, at), least.subarray(at + size)]);
      if (fails(without)) least = without;
      else at += size;
    }
  }
  return least;
}
