/*
 * Searches 64 bytes for needles. One needle: where its two rarest characters, the probes, stand at their distance, the
 * whole needle is compared. Several: by their fingerprints.
 */
import { findAny, setFingerprints } from './fingerprints';
import { DOCUMENT, NEEDLES, PADDING } from './layout';
import {
  bits,
  NEEDLE_BYTES,
  NEEDLE_FIRST_PROBE,
  NEEDLE_LENGTH,
  NEEDLE_SECOND_PROBE,
  NEEDLE_TEXT,
} from './needle';

// The second probe of a match may stand as far behind the block as the needle is long; an escape is 6 bytes.
if (<usize>PADDING < 64 + NEEDLE_BYTES) ERROR('a needle reaches behind the padding');

let needles: i32 = 0;
/** The least first hexadecimal digit of an escape that may hide a character of a needle. */
let firstDigit: i32 = 0;

/** `count` needles are in the table. */
export function setNeedles(count: i32, digit: i32): void {
  needles = count;
  firstDigit = digit;
  if (count > 1) setFingerprints(count);
}

export function hasOneNeedle(): bool {
  return needles === 1;
}

/** Of the first needle: its first probe, its second, and how far the second is behind the first. */
export function firstProbe(): v128 {
  return v128.load_splat<u8>(NEEDLES + NEEDLE_TEXT + <usize>load<u8>(NEEDLES, NEEDLE_FIRST_PROBE));
}

export function secondProbe(): v128 {
  return v128.load_splat<u8>(NEEDLES + NEEDLE_TEXT + <usize>load<u8>(NEEDLES, NEEDLE_SECOND_PROBE));
}

export function probeDistance(): usize {
  return <usize>load<u8>(NEEDLES, NEEDLE_SECOND_PROBE) - <usize>load<u8>(NEEDLES, NEEDLE_FIRST_PROBE);
}

/** Address up to which there is no match. */
let searched: usize = 0;

export function startSearch(): void {
  searched = DOCUMENT;
}

/**
 * Searches on over the first `available` bytes of the document, which are all of it if `complete`.
 * @returns whether there is a match
 */
export function search(available: i32, complete: bool): bool {
  const end = DOCUMENT + <usize>available;
  if (complete) memory.fill(end, 0, PADDING);
  const stop = complete ? end : end - PADDING;
  const backslash = i8x16.splat(0x5c);
  const onlyNeedle = hasOneNeedle();
  const first = firstProbe();
  const second = secondProbe();
  const distance = probeDistance();
  let p = searched;
  for (; p < stop; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    if (onlyNeedle) {
      const other = p + distance;
      const ah = v128.and(i8x16.eq(a, first), i8x16.eq(v128.load(other), second));
      const bh = v128.and(i8x16.eq(b, first), i8x16.eq(v128.load(other, 16), second));
      const ch = v128.and(i8x16.eq(c, first), i8x16.eq(v128.load(other, 32), second));
      const dh = v128.and(i8x16.eq(d, first), i8x16.eq(v128.load(other, 48), second));
      if (v128.any_true(v128.or(v128.or(ah, bh), v128.or(ch, dh)))) {
        if (confirm(p, bits(ah, bh, ch, dh)) !== 0) return true;
      }
    } else if (findNeedles(p) !== 0) return true;
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

/** One bit for each of 64 bytes: a certain byte of a needle that matches stands there. Not for one needle alone. */
export function findNeedles(at: usize): u64 {
  return needles === 0 ? 0 : findAny(at);
}

/** Those candidates (positions of the first probe) around which the whole first needle stands. */
export function confirm(at: usize, candidates: u64): u64 {
  const length = <usize>load<u8>(NEEDLES, NEEDLE_LENGTH);
  const begin = at - <usize>load<u8>(NEEDLES, NEEDLE_FIRST_PROBE);
  let matches: u64 = 0;
  for (; candidates !== 0; candidates &= candidates - 1) {
    const bit = ctz(candidates);
    const text = begin + <usize>bit;
    let same: usize = 0;
    while (same < length && load<u8>(text + same) === load<u8>(NEEDLES + NEEDLE_TEXT + same)) same++;
    if (same === length) matches |= (<u64>1) << bit;
  }
  return matches;
}

/** Those of 64 bytes at which an escape begins that may hide a character of a needle. `backslashes`: where they stand. */
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
  let matches: u64 = 0;
  for (; candidates !== 0; candidates &= candidates - 1) {
    const bit = ctz(candidates);
    const zeros = load<u16>(at + <usize>bit, 2);
    const digit = <i32>load<u8>(at + <usize>bit, 4);
    if (zeros === 0x3030 && digit >= firstDigit && digit <= 0x37) matches |= (<u64>1) << bit;
  }
  return matches;
}
