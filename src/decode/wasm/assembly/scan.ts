/*
 * Splits a document into records and searches them in one pass, 64 bytes at a time. Strings are found as in Langdale
 * and Lemire, "Parsing Gigabytes of JSON per Second" (2019): bit masks of quotes and backslashes, and a prefix sum
 * over GF(2). Depth is counted by population counts, and bracket by bracket only where a record may end.
 *
 * It accepts `{"Records":[{…},{…}]}` and `[{…},{…}]` with any white space around the records, and refuses everything
 * else, in particular damage.
 */
import {
  BACKSLASH,
  CLOSE,
  CLOSE_ARRAY,
  COMMA,
  COLON,
  isSpace,
  OPEN,
  OPEN_ARRAY,
  QUOTE,
  skipSpace,
} from './json';
import { DOCUMENT, MAX_RANGES, PADDING, RANGE_BYTES, RANGES } from './layout';
import { bits } from './needle';
import {
  confirm,
  findEscapes,
  findNeedles,
  firstProbe,
  hasOneNeedle,
  probeDistance,
  secondProbe,
} from './search';

/** Results of `scan`: more of the document is needed; it is refused; */
export const SCAN_MORE: i32 = 0;
export const SCAN_REFUSED: i32 = 1;
/** RANGES are to be taken before the scan can go on; the whole document was scanned and is accepted. */
export const SCAN_FULL: i32 = 2;
const SCAN_DONE: i32 = 3;

/** Bytes scanned at a time. */
const BLOCK: usize = 64;
/** White space that is skipped behind a record, and again behind the comma, in bytes. */
const MAX_GAP: usize = 192;
/** More records cannot end in one block: each takes two bytes at least, but for the first. */
const BLOCK_RANGES: i32 = <i32>BLOCK / 2;

if (BLOCK + 2 * (MAX_GAP + 1) > <usize>PADDING)
  ERROR('a gap that begins in the last block ends behind the padding');
if (BLOCK_RANGES > MAX_RANGES) ERROR('the ranges of one block do not fit into RANGES');
if (RANGE_BYTES !== 8) ERROR('a range is not two words of 32 bits');

const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;

/** Address of the next block; 0 before the first record has been found. */
let at: usize = 0;
/** Address behind the end of the array; 0 before. */
let ended: usize = 0;
let enveloped: bool = false;
/** Whether the next byte is in a string: all ones, else 0. */
let inString: u64 = 0;
/** Whether the next byte is escaped: 1, else 0. */
let escaping: u64 = 0;
let depth: i32 = 0;
/** A bound: no record is deeper. */
let deepest: i32 = 0;
let recordStart: usize = 0;
let recordMatches: bool = false;
let ranges: i32 = 0;
/** Whether records without a match are wanted too. */
let wantsAll: bool = false;

export function start(all: bool): void {
  at = 0;
  ended = 0;
  inString = 0;
  escaping = 0;
  depth = 0;
  deepest = 0;
  recordMatches = false;
  ranges = 0;
  wantsAll = all;
}

/** Takes the ranges found since the last call. @returns how many are in RANGES */
export function takeRanges(): i32 {
  const taken = ranges;
  ranges = 0;
  return taken;
}

/** A depth that no record exceeds: at most 64 more than the deepest record has. */
export function depthBound(): i32 {
  return deepest;
}

/**
 * Scans on over the first `available` bytes of the document, which are all of it if `complete`.
 * @returns one of the SCAN_… results
 */
export function scan(available: i32, complete: bool): i32 {
  const end = DOCUMENT + <usize>available;
  if (complete) memory.fill(end, 0, PADDING);
  else if (available < 2 * PADDING) return SCAN_MORE;
  if (at === 0 && !begin()) return SCAN_REFUSED;
  // What begins in the last block may reach up to PADDING bytes further.
  const result = blocks(complete ? end : end - PADDING);
  if (result !== SCAN_MORE || !complete) return result;
  return ended !== 0 && closes(end) ? SCAN_DONE : SCAN_REFUSED;
}

/** Reads blocks of 64 bytes that begin before `stop`. */
function blocks(stop: usize): i32 {
  if (ended !== 0) return SCAN_MORE;
  const quote = i8x16.splat(QUOTE);
  const backslash = i8x16.splat(BACKSLASH);
  const lower = i8x16.splat(0x20);
  const open = i8x16.splat(OPEN);
  const close = i8x16.splat(CLOSE);
  const three = i8x16.splat(3);
  const onlyNeedle = hasOneNeedle();
  const first = firstProbe();
  const second = secondProbe();
  const distance = probeDistance();
  let p = at;
  let carry = inString;
  let level = depth;
  let result = SCAN_MORE;
  while (p < stop) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    let matches: u64 = 0;
    if (onlyNeedle) {
      const other = p + distance;
      const ah = v128.and(i8x16.eq(a, first), i8x16.eq(v128.load(other), second));
      const bh = v128.and(i8x16.eq(b, first), i8x16.eq(v128.load(other, 16), second));
      const ch = v128.and(i8x16.eq(c, first), i8x16.eq(v128.load(other, 32), second));
      const dh = v128.and(i8x16.eq(d, first), i8x16.eq(v128.load(other, 48), second));
      if (v128.any_true(v128.or(v128.or(ah, bh), v128.or(ch, dh))))
        matches = confirm(p, bits(ah, bh, ch, dh));
    } else {
      matches = findNeedles(p);
    }

    const aq = i8x16.eq(a, quote);
    const bq = i8x16.eq(b, quote);
    const cq = i8x16.eq(c, quote);
    const dq = i8x16.eq(d, quote);
    // Brackets and backslashes, and `|`, are 0x7b to 0x7d once 0x20 is set.
    const al = v128.or(a, lower);
    const bl = v128.or(b, lower);
    const cl = v128.or(c, lower);
    const dl = v128.or(d, lower);
    const least = i8x16.min_u(
      i8x16.min_u(i8x16.sub(al, open), i8x16.sub(bl, open)),
      i8x16.min_u(i8x16.sub(cl, open), i8x16.sub(dl, open)),
    );
    if (!v128.any_true(i8x16.lt_u(least, three)) && escaping === 0) {
      // There are only quotes, and it only matters whether their number is odd.
      const odd = v128.xor(v128.xor(aq, bq), v128.xor(cq, dq));
      carry ^= <u64>(0 - ((<i64>popcnt(i8x16.bitmask(odd))) & 1));
      if (matches !== 0 && matchesSince(p, matches) !== 0) recordMatches = true;
      p += 64;
      continue;
    }
    let quotes = bits(aq, bq, cq, dq);
    const backslashes = bits(
      i8x16.eq(a, backslash),
      i8x16.eq(b, backslash),
      i8x16.eq(c, backslash),
      i8x16.eq(d, backslash),
    );
    if ((backslashes | escaping) !== 0) {
      quotes &= ~escaped(backslashes);
      if (backslashes !== 0) matches |= findEscapes(p, backslashes);
    }
    const strings = prefixXor(quotes) ^ carry;
    carry = <u64>((<i64>strings) >> 63);
    // Outside of strings a backslash escapes nothing.
    if ((backslashes & ~strings) !== 0) return SCAN_REFUSED;
    const opens =
      bits(i8x16.eq(al, open), i8x16.eq(bl, open), i8x16.eq(cl, open), i8x16.eq(dl, open)) & ~strings;
    const closings =
      bits(i8x16.eq(al, close), i8x16.eq(bl, close), i8x16.eq(cl, close), i8x16.eq(dl, close)) & ~strings;
    const rise = <i32>popcnt(opens);
    const fall = <i32>popcnt(closings);
    if (level + rise > deepest) deepest = level + rise;
    if (level > fall) {
      level += rise - fall;
      if (matches !== 0 && matchesSince(p, matches) !== 0) recordMatches = true;
    } else {
      depth = level;
      if (!boundaries(p, opens, closings, matches)) return SCAN_REFUSED;
      level = depth;
      if (ended !== 0) break;
      if (ranges > MAX_RANGES - BLOCK_RANGES) {
        p += 64;
        result = SCAN_FULL;
        break;
      }
    }
    p += 64;
  }
  at = p;
  inString = carry;
  depth = level;
  return result;
}

/** Reads up to the first record. @returns whether the document begins as expected */
function begin(): bool {
  const marked = (load<u32>(DOCUMENT) & 0xffffff) === 0xbfbbef;
  let p = skipSpace(marked ? DOCUMENT + 3 : DOCUMENT);
  enveloped = load<u8>(p) === OPEN;
  if (enveloped) {
    p = skipSpace(p + 1);

    if (load<u8>(p) !== QUOTE || load<u64>(p, 1) !== 0x227364726f636552) return false;
    p = skipSpace(p + 9);
    if (load<u8>(p) !== COLON) return false;
    p = skipSpace(p + 1);
  }
  if (load<u8>(p) !== OPEN_ARRAY) return false;
  p = skipSpace(p + 1);
  at = p;
  if (load<u8>(p) === CLOSE_ARRAY) {
    ended = p + 1;
    return true;
  }
  recordStart = p;
  return load<u8>(p) === OPEN;
}

/** Whether only the end of the document follows the array. */
function closes(end: usize): bool {
  let p = skipSpace(ended);
  if (enveloped) {
    if (load<u8>(p) !== CLOSE) return false;
    p = skipSpace(p + 1);
  }
  return p === end;
}

/** Those matches that are not before the record. */
function matchesSince(p: usize, matches: u64): u64 {
  if (recordStart <= p) return matches;
  const before = recordStart - p;
  return before < 64 ? matches & (~(<u64>0) << before) : 0;
}

/** Reads the brackets of a block in which records may end. @returns whether they are accepted */
function boundaries(p: usize, opens: u64, closings: u64, matches: u64): bool {
  matches = matchesSince(p, matches);
  let open = opens;
  let closing = closings;
  let level = depth;
  let fell: i32 = 0;
  while (closing !== 0) {
    const below = closing ^ (closing - 1);
    closing &= closing - 1;
    fell++;
    if (level + <i32>popcnt(open & below) - fell > 0) continue;
    // The record's last bracket.
    const bit = <i32>popcnt(below) - 1;
    const last = p + <usize>bit;
    if (load<u8>(last) !== CLOSE) return false;
    if (recordMatches || wantsAll || (matches & below) !== 0) {
      const range = RANGES + <usize>ranges * RANGE_BYTES;
      store<u32>(range, <u32>(recordStart - DOCUMENT));
      store<u32>(range, <u32>(last + 1 - DOCUMENT), 4);
      ranges++;
    }
    recordMatches = false;
    open &= ~below;
    level = 0;
    fell = 0;
    let next = last + 1;
    if (load<u16>(next) === 0x7b2c) {
      recordStart = next + 1;
    } else {
      next = skipGap(next);
      if (load<u8>(next) === CLOSE_ARRAY) {
        ended = next + 1;
        return true;
      }
      if (load<u8>(next) !== COMMA) return false;
      next = skipGap(next + 1);
      if (load<u8>(next) !== OPEN) return false;
      recordStart = next;
    }
    matches = matchesSince(p, matches);
  }
  depth = level + <i32>popcnt(open) - fell;
  if (matches !== 0) recordMatches = true;
  return true;
}

/** Skips white space, but no further than may be read: then the result is an address of white space. */
function skipGap(p: usize): usize {
  const end = p + MAX_GAP;
  while (p < end && isSpace(load<u8>(p))) p++;
  return p;
}

/** Bytes behind an odd number of backslashes, found by the carry of a subtraction. */
function escaped(backslashes: u64): u64 {
  const starts = backslashes & ~escaping;
  const codes = (((starts << 1) | ODD) - starts) ^ ODD;
  const result = codes ^ (backslashes | escaping);
  escaping = (codes & backslashes) >> 63;
  return result;
}

/** Bit n of the result: whether an odd number of the bits 0 to n are set. */
function prefixXor(x: u64): u64 {
  x ^= x << 1;
  x ^= x << 2;
  x ^= x << 4;
  x ^= x << 8;
  x ^= x << 16;
  return x ^ (x << 32);
}
