/*
 * The search for words in 64 bytes: where two of a word's characters stand at their distance, all of it is compared.
 * A word's entry is 64 bytes: its length, the offsets of its two rarest characters (bytes), and from byte 4 the word.
 */
import { WORDS } from './layout';

const ENTRY: usize = 64;
const TEXT: usize = 4;

let words: i32 = 0;
/** The least first hexadecimal digit of an escape that may hide a character of a word. */
let firstDigit: i32 = 0;

/** `count` words stand in the table. */
export function setWords(count: i32, digit: i32): void {
  words = count;
  firstDigit = digit;
}

/** Bits of those of 64 bytes at which a word begins. */
export function findWords(at: usize): u64 {
  let hits: u64 = 0;
  for (let word = 0; word < words; word++) {
    const entry = WORDS + <usize>word * ENTRY;
    const first = at + <usize>load<u8>(entry, 1);
    const second = at + <usize>load<u8>(entry, 2);
    const one = v128.load_splat<u8>(entry + TEXT + <usize>load<u8>(entry, 1));
    const two = v128.load_splat<u8>(entry + TEXT + <usize>load<u8>(entry, 2));
    const a = v128.and(i8x16.eq(v128.load(first), one), i8x16.eq(v128.load(second), two));
    const b = v128.and(i8x16.eq(v128.load(first, 16), one), i8x16.eq(v128.load(second, 16), two));
    const c = v128.and(i8x16.eq(v128.load(first, 32), one), i8x16.eq(v128.load(second, 32), two));
    const d = v128.and(i8x16.eq(v128.load(first, 48), one), i8x16.eq(v128.load(second, 48), two));
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) {
      hits |= confirm(at, entry, bits(a, b, c, d));
    }
  }
  return hits;
}

function confirm(at: usize, entry: usize, candidates: u64): u64 {
  const length = <usize>load<u8>(entry);
  let hits: u64 = 0;
  for (; candidates !== 0; candidates &= candidates - 1) {
    const bit = ctz(candidates);
    const text = at + <usize>bit;
    let same: usize = 0;
    while (same < length && load<u8>(text + same) === load<u8>(entry + TEXT + same)) same++;
    if (same === length) hits |= (<u64>1) << bit;
  }
  return hits;
}

/** Those of 64 bytes at which an escape begins that may hide a character of a word. `backslashes`: where they stand. */
export function findEscapes(at: usize, backslashes: u64): u64 {
  const letter = i8x16.splat(0x75);
  let candidates =
    backslashes &
    bits(
      i8x16.eq(v128.load(at, 1), letter),
      i8x16.eq(v128.load(at, 17), letter),
      i8x16.eq(v128.load(at, 33), letter),
      i8x16.eq(v128.load(at, 49), letter),
    );
  let hits: u64 = 0;
  for (; candidates !== 0; candidates &= candidates - 1) {
    const bit = ctz(candidates);
    const zeros = load<u16>(at + <usize>bit, 2);
    const digit = <i32>load<u8>(at + <usize>bit, 4);
    if (zeros === 0x3030 && digit >= firstDigit && digit <= 0x37) hits |= (<u64>1) << bit;
  }
  return hits;
}

/** One bit for each of 64 bytes, the first the lowest. */
export function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(a))) |
    ((<u64>(<u32>i8x16.bitmask(b))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(c))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(d))) << 48)
  );
}
