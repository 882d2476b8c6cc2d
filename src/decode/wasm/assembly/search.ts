/*
 * The search for words in 64 bytes: where two of a word's characters stand at their distance, all of it is compared.
 * A word's entry is 64 bytes: its length, the offsets of its two rarest characters (bytes), and from byte 4 the word.
 */
import { DOCUMENT, PADDING, WORDS } from './layout';

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

export function hasOneWord(): bool {
  return words === 1;
}

/** Of the first word: the one character, the other, and how far the other is from it. */
export function firstProbe(): v128 {
  return v128.load_splat<u8>(WORDS + TEXT + <usize>load<u8>(WORDS, 1));
}

export function secondProbe(): v128 {
  return v128.load_splat<u8>(WORDS + TEXT + <usize>load<u8>(WORDS, 2));
}

export function probeDistance(): usize {
  return <usize>load<u8>(WORDS, 2) - <usize>load<u8>(WORDS, 1);
}

/** Up to where there is no hit. */
let searched: usize = 0;

export function startSearch(): void {
  searched = DOCUMENT;
}

/** Goes on over the first `available` bytes of the document, which are all of it if `complete`. @returns whether there is a hit */
export function search(available: i32, complete: bool): bool {
  const end = DOCUMENT + <usize>available;
  if (complete) memory.fill(end, 0, PADDING);
  const stop = complete ? end : end - PADDING;
  const backslash = i8x16.splat(0x5c);
  const onlyWord = hasOneWord();
  const first = firstProbe();
  const second = secondProbe();
  const distance = probeDistance();
  let p = searched;
  for (; p < stop; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    if (onlyWord) {
      const other = p + distance;
      const ah = v128.and(i8x16.eq(a, first), i8x16.eq(v128.load(other), second));
      const bh = v128.and(i8x16.eq(b, first), i8x16.eq(v128.load(other, 16), second));
      const ch = v128.and(i8x16.eq(c, first), i8x16.eq(v128.load(other, 32), second));
      const dh = v128.and(i8x16.eq(d, first), i8x16.eq(v128.load(other, 48), second));
      if (v128.any_true(v128.or(v128.or(ah, bh), v128.or(ch, dh)))) {
        if (confirm(p, 0, bits(ah, bh, ch, dh)) !== 0) return true;
      }
    } else if (findWords(p) !== 0) return true;
    const ab = i8x16.eq(a, backslash);
    const bb = i8x16.eq(b, backslash);
    const cb = i8x16.eq(c, backslash);
    const db = i8x16.eq(d, backslash);
    if (v128.any_true(v128.or(v128.or(ab, bb), v128.or(cb, db)))) {
      if (findEscapes(p, bits(ab, bb, cb, db)) !== 0) return true;
    }
  }
  searched = p;
  return false;
}

/** Bits of those of 64 bytes at which the first probe of a word stands. */
export function findWords(at: usize): u64 {
  let hits: u64 = 0;
  for (let word = 0; word < words; word++) {
    const entry = <usize>word * ENTRY;
    const probe = v128.load_splat<u8>(WORDS + entry + TEXT + <usize>load<u8>(WORDS + entry, 1));
    const other = v128.load_splat<u8>(WORDS + entry + TEXT + <usize>load<u8>(WORDS + entry, 2));
    const there = at + <usize>load<u8>(WORDS + entry, 2) - <usize>load<u8>(WORDS + entry, 1);
    const a = v128.and(i8x16.eq(v128.load(at), probe), i8x16.eq(v128.load(there), other));
    const b = v128.and(i8x16.eq(v128.load(at, 16), probe), i8x16.eq(v128.load(there, 16), other));
    const c = v128.and(i8x16.eq(v128.load(at, 32), probe), i8x16.eq(v128.load(there, 32), other));
    const d = v128.and(i8x16.eq(v128.load(at, 48), probe), i8x16.eq(v128.load(there, 48), other));
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) {
      hits |= confirm(at, entry, bits(a, b, c, d));
    }
  }
  return hits;
}

/** Those candidates, positions of the first probe, around which all of the word stands. */
export function confirm(at: usize, entry: usize, candidates: u64): u64 {
  const length = <usize>load<u8>(WORDS + entry);
  const begin = at - <usize>load<u8>(WORDS + entry, 1);
  let hits: u64 = 0;
  for (; candidates !== 0; candidates &= candidates - 1) {
    const bit = ctz(candidates);
    const text = begin + <usize>bit;
    let same: usize = 0;
    while (same < length && load<u8>(text + same) === load<u8>(WORDS + entry + TEXT + same)) same++;
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
