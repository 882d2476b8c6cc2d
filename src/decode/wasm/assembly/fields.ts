/*
 * Reads those fields of one record that are wanted, and checks that all of it is JSON, in one walk over its bytes.
 *
 * It knows records in ASCII without escapes in what is wanted, and refuses everything else: what it accepts is JSON,
 * and the values are those that a parser would give. Texts that come again and again are known by number, so that
 * whoever asks for them need not make a string of each.
 *
 * What is wanted stands at FIELDS: for each object that is looked into (number 1: the record) and each length of a key
 * below 32 a byte, the first field with such a key, and then the fields, 32 bytes each:
 *
 *   length of the key │ next field with such a key │ where its value goes │ object that it is, 0: any value │ …
 *   whether to know its text │ 3 bytes │ the key, up to 24 bytes, zero-padded
 *
 * Field 0 is none. Values go to VALUES, four 32-bit words each: the kind, and of a text where it begins, its length, and
 * its number if it is known, from 1 on.
 */
import { BACKSLASH, CLOSE, CLOSE_ARRAY, COLON, COMMA, OPEN, OPEN_ARRAY, QUOTE, skipSpace } from './json';
import {
  FIELDS,
  TEXT_ENTRIES,
  TEXT_ENTRIES_END,
  TEXT_SLOTS,
  TEXT_SLOTS_END,
  TEXTS,
  TEXTS_END,
  VALUES,
} from './layout';

/** Bits of what `readFields` returns: whether the record was read, and whether numbers of texts begin anew with it. */
const READ: i32 = 1;
const ANEW: i32 = 2;

/** Kinds of values. */
const TEXT: u32 = 1;
const TRUE: u32 = 2;
const FALSE: u32 = 3;
const NULL: u32 = 4;
const NUMBER: u32 = 5;
const OBJECT: u32 = 6;
const ARRAY: u32 = 7;

const LENGTHS: u32 = 32;
/** Objects that may be looked into, number 0 included. */
const OBJECTS: usize = 16;
const ENTRIES: usize = FIELDS + OBJECTS * 32;
const ENTRY: usize = 32;
const KEY: usize = 8;
const VALUE: usize = 16;

const MINUS: u8 = 0x2d;
const POINT: u8 = 0x2e;

/** Levels that are followed. */
const DEEPEST: i32 = 64;
/** Longer texts do not come again. */
const LONGEST_KNOWN: u32 = 512;
/** What one record may add to the known texts. */
const ROOM: usize = 32 * (<usize>LONGEST_KNOWN + 16);
const ROOM_ENTRIES: usize = 32 * 8;

/** Whether the last string had an escape. */
let escaped: bool = false;
let texts: usize = TEXTS;
let entries: usize = TEXT_ENTRIES;

/** Reads the record between two addresses. `values`: bytes at VALUES that are written */
export function readFields(start: usize, end: usize, values: usize): i32 {
  let result: i32 = 0;
  if (texts + ROOM > TEXTS_END || entries + ROOM_ENTRIES > TEXT_ENTRIES_END) {
    texts = TEXTS;
    entries = TEXT_ENTRIES;
    memory.fill(TEXT_SLOTS, 0, TEXT_SLOTS_END - TEXT_SLOTS);
    result = ANEW;
  }
  memory.fill(VALUES, 0, values);
  if (load<u8>(start) !== OPEN) return result;
  return object(start + 1, 1, 1) === end ? result | READ : result;
}

/** Each of these reads on from `p`, and gives what stands behind what it has read, or 0 where it refuses. */
function object(p: usize, number: usize, depth: i32): usize {
  if (depth > DEEPEST) return 0;
  p = skipSpace(p);
  if (load<u8>(p) === CLOSE) return p + 1;
  while (true) {
    if (load<u8>(p) !== QUOTE) return 0;
    const key = p + 1;
    p = stringEnd(key);
    if (p === 0) return 0;
    let field: usize = 0;
    if (number !== 0) {
      // Which key it is, is not asked.
      if (escaped) return 0;
      field = fieldOf(number, key, <u32>(p - key));
    }
    p = skipSpace(p + 1);
    if (load<u8>(p) !== COLON) return 0;
    p = skipSpace(p + 1);
    p = field === 0 ? value(p, 0, depth) : wanted(p, field, depth);
    if (p === 0) return 0;
    p = skipSpace(p);
    const next = load<u8>(p);
    if (next === CLOSE) return p + 1;
    if (next !== COMMA) return 0;
    p = skipSpace(p + 1);
  }
}

function array(p: usize, depth: i32): usize {
  if (depth > DEEPEST) return 0;
  p = skipSpace(p);
  if (load<u8>(p) === CLOSE_ARRAY) return p + 1;
  while (true) {
    p = value(p, 0, depth);
    if (p === 0) return 0;
    p = skipSpace(p);
    const next = load<u8>(p);
    if (next === CLOSE_ARRAY) return p + 1;
    if (next !== COMMA) return 0;
    p = skipSpace(p + 1);
  }
}

/** @param number of the object that the value is, if it is one */
function value(p: usize, number: usize, depth: i32): usize {
  const first = load<u8>(p);
  if (first === QUOTE) {
    const end = stringEnd(p + 1);
    return end === 0 ? 0 : end + 1;
  }
  if (first === OPEN) return object(p + 1, number, depth + 1);
  if (first === OPEN_ARRAY) return array(p + 1, depth + 1);
  if (load<u32>(p) === 0x65757274) return p + 4;
  if (load<u32>(p) === 0x736c6166 && load<u8>(p, 4) === 0x65) return p + 5;
  if (load<u32>(p) === 0x6c6c756e) return p + 4;
  return numberEnd(p);
}

/** A value that is wanted. A key that comes twice is refused: of the two values one would count. */
function wanted(p: usize, field: usize, depth: i32): usize {
  const to = VALUES + <usize>load<u8>(field, 2) * VALUE;
  if (load<u32>(to) !== 0) return 0;
  const first = load<u8>(p);
  if (first === QUOTE) {
    const end = stringEnd(p + 1);
    if (end === 0 || escaped) return 0;
    noteText(to, p + 1, <u32>(end - p - 1), load<u8>(field, 4) !== 0);
    return end + 1;
  }
  store<u32>(
    to,
    first === OPEN
      ? OBJECT
      : first === OPEN_ARRAY
        ? ARRAY
        : first === 0x74
          ? TRUE
          : first === 0x66
            ? FALSE
            : first === 0x6e
              ? NULL
              : NUMBER,
  );
  return value(p, <usize>load<u8>(field, 3), depth);
}

function noteText(to: usize, start: usize, length: u32, known: bool): void {
  store<u32>(to, TEXT);
  store<u32>(to, <u32>start, 4);
  store<u32>(to, length, 8);
  store<u32>(to, known && length <= LONGEST_KNOWN ? knownText(start, length) : 0, 12);
}

/** The field of an object with a key; 0: there is none. */
function fieldOf(number: usize, key: usize, length: u32): usize {
  if (length >= LENGTHS) return 0;
  let index = load<u8>(FIELDS + number * LENGTHS + length);
  while (index !== 0) {
    const field = ENTRIES + <usize>index * ENTRY;
    if (isSame(key, field + KEY, length)) return field;
    index = load<u8>(field, 1);
  }
  return 0;
}

/** Whether `length` bytes are the same; both may be read a word further. */
function isSame(a: usize, b: usize, length: u32): bool {
  let left = length;
  while (left >= 8) {
    if (load<u64>(a) !== load<u64>(b)) return false;
    a += 8;
    b += 8;
    left -= 8;
  }
  return left === 0 || (load<u64>(a) ^ load<u64>(b)) << ((8 - left) << 3) === 0;
}

/** The number of a text. An entry is where its copy stands, behind its length, and the upper half of its hash. */
function knownText(start: usize, length: u32): u32 {
  const hash = hashOf(start, length);
  const check = <u32>(hash >> 32);
  const mask: u32 = <u32>((TEXT_SLOTS_END - TEXT_SLOTS) >> 1) - 1;
  let at = (<u32>hash) & mask;
  while (true) {
    const slot = TEXT_SLOTS + ((<usize>at) << 1);
    const number = <u32>load<u16>(slot);
    if (number === 0) break;
    const entry = TEXT_ENTRIES + ((<usize>number - 1) << 3);
    if (load<u32>(entry, 4) === check) {
      const text = <usize>load<u32>(entry);
      if (load<u32>(text) === length && isSame(start, text + 4, length)) return number;
    }
    at = (at + 1) & mask;
  }
  const added = <u32>((entries - TEXT_ENTRIES) >> 3) + 1;
  store<u16>(TEXT_SLOTS + ((<usize>at) << 1), <u16>added);
  store<u32>(entries, <u32>texts);
  store<u32>(entries, check, 4);
  entries += 8;
  store<u32>(texts, length);
  memory.copy(texts + 4, start, length);
  texts += (4 + <usize>length + 7) & ~7;
  return added;
}

function hashOf(start: usize, length: u32): u64 {
  let hash: u64 = 0x9e37_79b9_7f4a_7c15 ^ (<u64>length);
  let left = length;
  let p = start;
  while (left >= 8) {
    hash = stir(hash, load<u64>(p));
    p += 8;
    left -= 8;
  }
  if (left > 0) hash = stir(hash, load<u64>(p) << ((8 - left) << 3));
  return hash ^ (hash >> 29);
}

function stir(hash: u64, word: u64): u64 {
  hash = (hash ^ word) * 0xbf58_476d_1ce4_e5b9;
  return hash ^ (hash >> 32);
}

/** Where the string that begins at `p` has its closing quote. */
function stringEnd(p: usize): usize {
  escaped = false;
  const quote = i8x16.splat(QUOTE);
  const backslash = i8x16.splat(BACKSLASH);
  const space = i8x16.splat(0x20);
  while (true) {
    const bytes = v128.load(p);
    // Control characters are no JSON, and what is not ASCII is left to others.
    const special = v128.or(
      v128.or(i8x16.eq(bytes, quote), i8x16.eq(bytes, backslash)),
      v128.or(i8x16.lt_u(bytes, space), bytes),
    );
    const mask = i8x16.bitmask(special);
    if (mask === 0) {
      p += 16;
      continue;
    }
    p += <usize>ctz(mask);
    const byte = load<u8>(p);
    if (byte === QUOTE) return p;
    if (byte !== BACKSLASH) return 0;
    escaped = true;
    const code = load<u8>(p, 1);
    if (code === 0x75) {
      for (let n: usize = 2; n < 6; n++) if (!isHex(load<u8>(p + n))) return 0;
      p += 6;
    } else {
      if (!isEscape(code)) return 0;
      p += 2;
    }
  }
}

/** `"` `\` `/` `b` `f` `n` `r` `t` */
function isEscape(code: u8): bool {
  return (
    code === QUOTE ||
    code === BACKSLASH ||
    code === 0x2f ||
    code === 0x62 ||
    code === 0x66 ||
    code === 0x6e ||
    code === 0x72 ||
    code === 0x74
  );
}

function isHex(byte: u8): bool {
  const letter = byte | 0x20;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}

function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39;
}

function numberEnd(p: usize): usize {
  if (load<u8>(p) === MINUS) p++;
  if (load<u8>(p) === 0x30) {
    p++;
  } else {
    p = digitsEnd(p);
    if (p === 0) return 0;
  }
  if (load<u8>(p) === POINT) {
    p = digitsEnd(p + 1);
    if (p === 0) return 0;
  }
  if ((load<u8>(p) | 0x20) === 0x65) {
    p++;
    const sign = load<u8>(p);
    if (sign === 0x2b || sign === MINUS) p++;
    p = digitsEnd(p);
  }
  return p;
}

/** At least one digit. */
function digitsEnd(p: usize): usize {
  if (!isDigit(load<u8>(p))) return 0;
  while (isDigit(load<u8>(p))) p++;
  return p;
}
