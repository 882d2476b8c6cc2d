/*
 * One pass over a document that splits it into records and searches them, 64 bytes at a time. Strings are told from
 * the rest as in Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (2019): bit masks of quotes and
 * backslashes, and a prefix sum over GF(2). Depth is counted by population counts, and bracket by bracket only where
 * a record may end.
 *
 * It knows one shape, `{"Records":[{…},{…}]}` or `[{…},{…}]` with any white space around the records, and refuses
 * everything else, damage above all.
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
import { DOCUMENT, MAX_RANGES, PADDING, RANGES } from './layout';
import {
  bits,
  confirm,
  findEscapes,
  findWords,
  firstProbe,
  hasOneWord,
  probeDistance,
  secondProbe,
} from './search';

/** Results of `scan`. */
const MORE: i32 = 0;
const REFUSED: i32 = 1;
const FULL: i32 = 2;
const DONE: i32 = 3;

const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;

/** Where the next 64 bytes begin; 0: not even the first record has been looked for. */
let at: usize = 0;
/** Where the array ended; 0: it has not. */
let ended: usize = 0;
let enveloped: bool = false;
/** All ones inside a string. */
let inString: u64 = 0;
/** 1: the next byte is escaped. */
let escaping: u64 = 0;
let depth: i32 = 0;
/** No record is deeper. */
let deepest: i32 = 0;
let recordStart: usize = 0;
let recordHit: bool = false;
let ranges: i32 = 0;
/** Whether records without a hit are wanted too. */
let wantsAll: bool = false;

export function start(all: bool): void {
  at = 0;
  ended = 0;
  inString = 0;
  escaping = 0;
  depth = 0;
  deepest = 0;
  recordHit = false;
  ranges = 0;
  wantsAll = all;
}

/** Ranges found since the last call; they stand at RANGES. */
export function takeRanges(): i32 {
  const taken = ranges;
  ranges = 0;
  return taken;
}

/** Levels that no record exceeds: at most 64 more than the deepest has. */
export function depthBound(): i32 {
  return deepest;
}

/** Goes on over the first `available` bytes of the document, which are all of it if `complete`. */
export function scan(available: i32, complete: bool): i32 {
  const end = DOCUMENT + <usize>available;
  if (complete) memory.fill(end, 0, PADDING);
  else if (available < 2 * PADDING) return MORE;
  if (at === 0 && !begin()) return REFUSED;
  // Whatever begins in the last block read may reach as far as the padding does.
  const result = blocks(complete ? end : end - PADDING);
  if (result !== MORE || !complete) return result;
  return ended !== 0 && closes(end) ? DONE : REFUSED;
}

/** Reads blocks of 64 bytes that begin before `stop`. */
function blocks(stop: usize): i32 {
  if (ended !== 0) return MORE;
  const quote = i8x16.splat(QUOTE);
  const backslash = i8x16.splat(BACKSLASH);
  const lower = i8x16.splat(0x20);
  const open = i8x16.splat(OPEN);
  const close = i8x16.splat(CLOSE);
  const three = i8x16.splat(3);
  const onlyWord = hasOneWord();
  const first = firstProbe();
  const second = secondProbe();
  const distance = probeDistance();
  let p = at;
  let carry = inString;
  let level = depth;
  let result = MORE;
  while (p < stop) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    let hits: u64 = 0;
    if (onlyWord) {
      const other = p + distance;
      const ah = v128.and(i8x16.eq(a, first), i8x16.eq(v128.load(other), second));
      const bh = v128.and(i8x16.eq(b, first), i8x16.eq(v128.load(other, 16), second));
      const ch = v128.and(i8x16.eq(c, first), i8x16.eq(v128.load(other, 32), second));
      const dh = v128.and(i8x16.eq(d, first), i8x16.eq(v128.load(other, 48), second));
      if (v128.any_true(v128.or(v128.or(ah, bh), v128.or(ch, dh))))
        hits = confirm(p, 0, bits(ah, bh, ch, dh));
    } else {
      hits = findWords(p);
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
      // Nothing but quotes matters, and only whether their number is odd.
      const odd = v128.xor(v128.xor(aq, bq), v128.xor(cq, dq));
      carry ^= <u64>(0 - ((<i64>popcnt(i8x16.bitmask(odd))) & 1));
      if (hits !== 0 && hitsSince(p, hits) !== 0) recordHit = true;
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
      if (backslashes !== 0) hits |= findEscapes(p, backslashes);
    }
    const strings = prefixXor(quotes) ^ carry;
    carry = <u64>((<i64>strings) >> 63);
    // Outside of strings a backslash escapes nothing.
    if ((backslashes & ~strings) !== 0) return REFUSED;
    const opens =
      bits(i8x16.eq(al, open), i8x16.eq(bl, open), i8x16.eq(cl, open), i8x16.eq(dl, open)) & ~strings;
    const closings =
      bits(i8x16.eq(al, close), i8x16.eq(bl, close), i8x16.eq(cl, close), i8x16.eq(dl, close)) & ~strings;
    const rise = <i32>popcnt(opens);
    const fall = <i32>popcnt(closings);
    if (level + rise > deepest) deepest = level + rise;
    if (level > fall) {
      level += rise - fall;
      if (hits !== 0 && hitsSince(p, hits) !== 0) recordHit = true;
    } else {
      depth = level;
      if (!boundaries(p, opens, closings, hits)) return REFUSED;
      level = depth;
      if (ended !== 0) break;
      if (ranges > MAX_RANGES - 32) {
        p += 64;
        result = FULL;
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

/** Reads up to the first record. */
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

/** Whether nothing but the end stands behind the array. */
function closes(end: usize): bool {
  let p = skipSpace(ended);
  if (enveloped) {
    if (load<u8>(p) !== CLOSE) return false;
    p = skipSpace(p + 1);
  }
  return p === end;
}

/** Those hits that are not before the record. */
function hitsSince(p: usize, hits: u64): u64 {
  if (recordStart <= p) return hits;
  const before = recordStart - p;
  return before < 64 ? hits & (~(<u64>0) << before) : 0;
}

/** Reads the brackets of 64 bytes in which records may end. */
function boundaries(p: usize, opens: u64, closings: u64, hits: u64): bool {
  hits = hitsSince(p, hits);
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
    if (recordHit || wantsAll || (hits & below) !== 0) {
      const range = RANGES + ((<usize>ranges) << 3);
      store<u32>(range, <u32>(recordStart - DOCUMENT));
      store<u32>(range, <u32>(last + 1 - DOCUMENT), 4);
      ranges++;
    }
    recordHit = false;
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
    hits = hitsSince(p, hits);
  }
  depth = level + <i32>popcnt(open) - fell;
  if (hits !== 0) recordHit = true;
  return true;
}

/** Skips white space, but never out of what may be read: then this stands on some of it. */
function skipGap(p: usize): usize {
  const end = p + 192;
  while (p < end && isSpace(load<u8>(p))) p++;
  return p;
}

/** Bytes behind an odd number of backslashes, by the carry of a subtraction. */
function escaped(backslashes: u64): u64 {
  const starts = backslashes & ~escaping;
  const codes = (((starts << 1) | ODD) - starts) ^ ODD;
  const result = codes ^ (backslashes | escaping);
  escaping = (codes & backslashes) >> 63;
  return result;
}

/** Bit n: whether an odd number of bits up to n are set. */
function prefixXor(x: u64): u64 {
  x ^= x << 1;
  x ^= x << 2;
  x ^= x << 4;
  x ^= x << 8;
  x ^= x << 16;
  return x ^ (x << 32);
}
