/*
 * Searches 64 bytes for many needles at once, in a time that does not depend on how many there are. Each needle has a
 * fingerprint: three of its bytes that follow each other, the first a rare one. Needles are dealt to eight buckets, a bit
 * each. For the low half of each byte, and for the high half of the first, a table says in which buckets it occurs. Where
 * the four answers have a bucket in common, the needles of that bucket are compared. The method is that of "Teddy" in
 * Hyperscan (Wang et al., NSDI 2019), with four tables in place of six: the high halves of letters tell little. A hundred
 * needles have a bucket in common with half of all bytes, so a hash of the three bytes says first which buckets have them.
 */
import { FINGERPRINTS, FINGERPRINTS_END, NEEDLES, PADDING, PRINTS, PRINTS_END } from './layout';
import { bits, NEEDLE_BYTES, NEEDLE_FINGERPRINT, NEEDLE_LENGTH, NEEDLE_TEXT } from './needle';

/** Bytes of a fingerprint. */
const LENGTH: usize = 3;
/** A table has a byte for each half. The first is for the high half of the first byte, the others for low halves. */
const TABLE_BYTES: usize = 16;
const LOW_TABLES: usize = FINGERPRINTS + TABLE_BYTES;
const BUCKETS: i32 = 8;
/** Bits of the hash of a fingerprint. */
const PRINT_BITS: i32 = 12;
/** The buckets found at each of 64 bytes. */
const FOUND: usize = LOW_TABLES + LENGTH * TABLE_BYTES;

if (FOUND + 64 > FINGERPRINTS_END) ERROR('the tables of fingerprints do not fit');
if (FINGERPRINTS % 16 !== 0 || FOUND % 16 !== 0) ERROR('the tables of fingerprints are not aligned');
if (PRINTS + ((<usize>1) << PRINT_BITS) > PRINTS_END) ERROR('the buckets by hash do not fit');
if (<usize>PADDING < 64 + LENGTH + 1) ERROR('a fingerprint reaches behind the padding');

let needles: i32 = 0;

/** Fills the tables for the `count` needles of NEEDLES. */
export function setFingerprints(count: i32): void {
  needles = count;
  memory.fill(FINGERPRINTS, 0, FINGERPRINTS_END - FINGERPRINTS);
  memory.fill(PRINTS, 0, PRINTS_END - PRINTS);
  for (let needle = 0; needle < count; needle++) {
    const entry = NEEDLES + <usize>needle * NEEDLE_BYTES;
    const length = <usize>load<u8>(entry, NEEDLE_LENGTH);
    const start = <usize>load<u8>(entry, NEEDLE_FINGERPRINT);
    const bucket = <u8>((<i32>1) << bucketOf(needle));
    join(FINGERPRINTS + <usize>(load<u8>(entry + start, NEEDLE_TEXT) >> 4), bucket);
    if (start + LENGTH <= length) join(printAt(entry + NEEDLE_TEXT + start), bucket);
    else for (let print = PRINTS; print < PRINTS_END; print++) join(print, bucket);
    for (let n: usize = 0; n < LENGTH; n++) {
      const table = LOW_TABLES + n * TABLE_BYTES;
      if (start + n < length) {
        join(table + <usize>(load<u8>(entry + start + n, NEEDLE_TEXT) & 15), bucket);
      } else {
        // Behind a needle of two bytes there may be any byte.
        for (let half: usize = 0; half < TABLE_BYTES; half++) join(table + half, bucket);
      }
    }
  }
}

/** Needles that follow each other are in one bucket. */
function bucketOf(needle: i32): i32 {
  return (needle * BUCKETS) / needles;
}

/** The first needle of a bucket. */
function beginOf(bucket: i32): i32 {
  return (bucket * needles + BUCKETS - 1) / BUCKETS;
}

/** Where the buckets stand that have the three bytes at `at`. A fourth byte is read. */
function printAt(at: usize): usize {
  return PRINTS + <usize>(((load<u32>(at) << 8) * 0x9e3779b1) >>> (32 - PRINT_BITS));
}

function join(at: usize, bucket: u8): void {
  store<u8>(at, load<u8>(at) | bucket);
}

/** One bit for each of 64 bytes: the fingerprint of a needle that matches begins there. */
export function findAny(at: usize): u64 {
  const a = bucketsAt(at);
  const b = bucketsAt(at + 16);
  const c = bucketsAt(at + 32);
  const d = bucketsAt(at + 48);
  if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return 0;
  v128.store(FOUND, a);
  v128.store(FOUND, b, 16);
  v128.store(FOUND, c, 32);
  v128.store(FOUND, d, 48);
  const none = i8x16.splat(0);
  let candidates = bits(i8x16.ne(a, none), i8x16.ne(b, none), i8x16.ne(c, none), i8x16.ne(d, none));
  let matches: u64 = 0;
  for (; candidates !== 0; candidates &= candidates - 1) {
    const bit = ctz(candidates);
    if (isNeedle(at + <usize>bit, load<u8>(FOUND + <usize>bit))) matches |= (<u64>1) << bit;
  }
  return matches;
}

/** Of 16 bytes each: the buckets that may have a needle whose fingerprint begins there. */
function bucketsAt(at: usize): v128 {
  const first = v128.load(at);
  const byHigh = i8x16.swizzle(v128.load(FINGERPRINTS), i8x16.shr_u(first, 4));
  return v128.and(
    v128.and(byHigh, byLow(first, LOW_TABLES)),
    v128.and(
      byLow(v128.load(at, 1), LOW_TABLES + TABLE_BYTES),
      byLow(v128.load(at, 2), LOW_TABLES + 2 * TABLE_BYTES),
    ),
  );
}

function byLow(bytes: v128, table: usize): v128 {
  return i8x16.swizzle(v128.load(table), v128.and(bytes, i8x16.splat(15)));
}

/** Whether a needle of these buckets has its fingerprint at `at`. */
function isNeedle(at: usize, buckets: u8): bool {
  for (let left = <i32>(buckets & load<u8>(printAt(at))); left !== 0; left &= left - 1) {
    const bucket = ctz(left);
    for (let needle = beginOf(bucket), end = beginOf(bucket + 1); needle < end; needle++) {
      const entry = NEEDLES + <usize>needle * NEEDLE_BYTES;
      const length = <usize>load<u8>(entry, NEEDLE_LENGTH);
      const text = at - <usize>load<u8>(entry, NEEDLE_FINGERPRINT);
      let same: usize = 0;
      while (same < length && load<u8>(text + same) === load<u8>(entry + same, NEEDLE_TEXT)) same++;
      if (same === length) return true;
    }
  }
  return false;
}
