/*
 * Reads the wanted fields of one record, and checks that the whole record is JSON, in one walk over its bytes.
 *
 * It accepts records in ASCII that have no escape in a wanted text, and refuses all others. What it accepts is JSON,
 * and the values are those that a parser would give. Texts that occur again and again are interned: they have a
 * number, so that the caller makes a string of each only once.
 *
 * FIELDS says which fields are wanted. It begins with one byte for each object (1 is the record, 0 is not used) and
 * each length of a key below KEY_LENGTHS: the first field of that object whose key has that length, 0 for none. Then
 * come the fields, FIELD_BYTES each, laid out as the FIELD_… constants say. Field 0 is not used.
 *
 * Values go to VALUES, four 32-bit words each: the kind, and for a text the address where it begins, its length in
 * bytes, and its number, which is 0 if it is not interned.
 */
import { BACKSLASH, CLOSE, CLOSE_ARRAY, COLON, COMMA, OPEN, OPEN_ARRAY, QUOTE, skipSpace } from './json';
import {
  FIELDS,
  FIELDS_END,
  TEXT_ENTRIES,
  TEXT_ENTRIES_END,
  TEXT_SLOTS,
  TEXT_SLOTS_END,
  TEXTS,
  TEXTS_END,
  VALUES,
  VALUES_END,
} from './layout';

/** Bits of the result of `readFields`: the record was read; all numbers of texts given before are void. */
export const RECORD_READ: i32 = 1;
export const TEXTS_RENUMBERED: i32 = 2;

/** Kinds of values. NONE: the record does not have the field. */
export const KIND_NONE: u32 = 0;
export const KIND_TEXT: u32 = 1;
export const KIND_TRUE: u32 = 2;
export const KIND_FALSE: u32 = 3;
export const KIND_NULL: u32 = 4;
export const KIND_NUMBER: u32 = 5;
export const KIND_OBJECT: u32 = 6;
export const KIND_ARRAY: u32 = 7;

/** Keys of wanted fields are shorter. */
export const KEY_LENGTHS: u32 = 32;
/** Objects whose fields may be wanted, number 0 included. */
export const MAX_OBJECTS: usize = 32;

/** A wanted field, in bytes, and where in it stands: the length of the key (1 byte), */
export const FIELD_BYTES: usize = 32;
export const FIELD_KEY_LENGTH: usize = 0;
/** the next field of the same object with a key of the same length, 0 for none (1 byte), */
export const FIELD_NEXT: usize = 1;
/** the place of its value in VALUES (1 byte), */
export const FIELD_VALUE: usize = 2;
/** the number of the object that the value is, if its fields are wanted too, else 0 (1 byte), */
export const FIELD_OBJECT: usize = 3;
/** whether to intern its text (1 byte), */
export const FIELD_INTERN: usize = 4;
/** and the key, padded with zeros. */
export const FIELD_KEY: usize = 8;
export const MAX_KEY_LENGTH: usize = FIELD_BYTES - FIELD_KEY;

/** A value, in bytes. */
export const VALUE_BYTES: usize = 16;
const VALUE_START: usize = 4;
const VALUE_LENGTH: usize = 8;
const VALUE_NUMBER: usize = 12;

const ENTRIES: usize = FIELDS + MAX_OBJECTS * KEY_LENGTHS;
/** Field 0 is not counted. */
export const MAX_FIELDS: usize = (FIELDS_END - ENTRIES) / FIELD_BYTES - 1;
export const MAX_VALUES: usize = (VALUES_END - VALUES) / VALUE_BYTES;

const MINUS: u8 = 0x2d;
const POINT: u8 = 0x2e;

/** Records that are nested deeper are refused. */
const MAX_DEPTH: i32 = 64;
/** Longer texts (bytes) are not interned: they seldom occur again. */
const MAX_INTERNED: u32 = 512;
/** What one record may add: bytes of texts, each behind its length, and entries. */
const TEXT_ROOM: usize = MAX_VALUES * (<usize>MAX_INTERNED + 16);
const TEXT_ENTRY_BYTES: usize = 8;
const TEXT_ENTRY_ROOM: usize = MAX_VALUES * TEXT_ENTRY_BYTES;
/** Slots are 16 bits wide. */
const SLOTS: usize = (TEXT_SLOTS_END - TEXT_SLOTS) / 2;
const MAX_TEXTS: usize = (TEXT_ENTRIES_END - TEXT_ENTRIES) / TEXT_ENTRY_BYTES;

if (MAX_FIELDS > 255 || MAX_VALUES > 256 || MAX_OBJECTS > 256)
  ERROR('a number of a field takes more than a byte');
if (MAX_KEY_LENGTH >= <usize>KEY_LENGTHS)
  ERROR('keys that fit into a field have no place in the table of lengths');
// Keys are compared by words of 64 bits.
if (FIELD_KEY % 8 !== 0 || MAX_KEY_LENGTH % 8 !== 0) ERROR('a key does not fill whole words');
if (VALUE_NUMBER + 4 > VALUE_BYTES || VALUE_BYTES !== 16) ERROR('a value is no vector');
if (TEXTS + TEXT_ROOM > TEXTS_END || TEXT_ENTRIES + TEXT_ENTRY_ROOM > TEXT_ENTRIES_END)
  ERROR('the texts of one record do not fit');
if ((SLOTS & (SLOTS - 1)) !== 0) ERROR('the number of slots is no power of two');
if (SLOTS < 2 * MAX_TEXTS) ERROR('the hash table could be more than half full');
if (MAX_TEXTS > 0xffff) ERROR('a number of a text takes more than 16 bits');

/** Whether the string read last has an escape. */
let escaped: bool = false;
let texts: usize = TEXTS;
let entries: usize = TEXT_ENTRIES;

/**
 * Reads the record between two addresses.
 * @param values bytes at VALUES that are cleared first: as many as the wanted fields have
 * @returns RECORD_READ, unless the record is refused; TEXTS_RENUMBERED, if so
 */
export function readFields(start: usize, end: usize, values: usize): i32 {
  let result: i32 = 0;
  if (texts + TEXT_ROOM > TEXTS_END || entries + TEXT_ENTRY_ROOM > TEXT_ENTRIES_END) {
    texts = TEXTS;
    entries = TEXT_ENTRIES;
    memory.fill(TEXT_SLOTS, 0, TEXT_SLOTS_END - TEXT_SLOTS);
    result = TEXTS_RENUMBERED;
  }
  // So few bytes are cleared faster here than by the platform.
  const nothing = i64x2.splat(0);
  for (let p = VALUES, end = VALUES + values; p < end; p += VALUE_BYTES) v128.store(p, nothing);
  if (load<u8>(start) !== OPEN) return result;
  return object(start + 1, 1, 1) === end ? result | RECORD_READ : result;
}

/**
 * Interns the text at a place of VALUES, which the last record gave and which was not interned then.
 * @returns its number; 0 if it is too long
 */
export function internText(place: usize): u32 {
  const value = VALUES + place * VALUE_BYTES;
  const length = load<u32>(value, VALUE_LENGTH);
  if (length > MAX_INTERNED) return 0;
  const number = numberOf(<usize>load<u32>(value, VALUE_START), length);
  store<u32>(value, number, VALUE_NUMBER);
  return number;
}

/*
 * Each of the functions below reads one thing from `p` on, and returns the address behind it, or 0 to refuse.
 */

/** @param number of the object, if its fields are wanted, else 0 */
function object(p: usize, number: usize, depth: i32): usize {
  if (depth > MAX_DEPTH) return 0;
  p = skipSpace(p);
  if (load<u8>(p) === CLOSE) return p + 1;
  while (true) {
    if (load<u8>(p) !== QUOTE) return 0;
    const key = p + 1;
    p = stringEnd(key);
    if (p === 0) return 0;
    let field: usize = 0;
    if (number !== 0) {
      // Which key the escape hides is left to a parser.
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
  if (depth > MAX_DEPTH) return 0;
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

/** @param number of the object that the value is, if it is one and its fields are wanted, else 0 */
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

/** A wanted value. A key that occurs twice is refused: only one of the two values would count. */
function wanted(p: usize, field: usize, depth: i32): usize {
  const to = VALUES + <usize>load<u8>(field, FIELD_VALUE) * VALUE_BYTES;
  if (load<u32>(to) !== KIND_NONE) return 0;
  const first = load<u8>(p);
  if (first === QUOTE) {
    const end = stringEnd(p + 1);
    if (end === 0 || escaped) return 0;
    storeText(to, p + 1, <u32>(end - p - 1), load<u8>(field, FIELD_INTERN) !== 0);
    return end + 1;
  }
  store<u32>(
    to,
    first === OPEN
      ? KIND_OBJECT
      : first === OPEN_ARRAY
        ? KIND_ARRAY
        : first === 0x74
          ? KIND_TRUE
          : first === 0x66
            ? KIND_FALSE
            : first === 0x6e
              ? KIND_NULL
              : KIND_NUMBER,
  );
  return value(p, <usize>load<u8>(field, FIELD_OBJECT), depth);
}

function storeText(to: usize, start: usize, length: u32, interned: bool): void {
  store<u32>(to, KIND_TEXT);
  store<u32>(to, <u32>start, VALUE_START);
  store<u32>(to, length, VALUE_LENGTH);
  store<u32>(to, interned && length <= MAX_INTERNED ? numberOf(start, length) : 0, VALUE_NUMBER);
}

/** The wanted field of an object with this key; 0: none. */
function fieldOf(number: usize, key: usize, length: u32): usize {
  if (length >= KEY_LENGTHS) return 0;
  let index = load<u8>(FIELDS + number * KEY_LENGTHS + length);
  while (index !== 0) {
    const field = ENTRIES + <usize>index * FIELD_BYTES;
    if (isSame(key, field + FIELD_KEY, length)) return field;
    index = load<u8>(field, FIELD_NEXT);
  }
  return 0;
}

/** Whether `length` bytes are the same. Up to 8 bytes behind both are read. */
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

/** The number of a text, interned now or before. Its entry: where its copy is, and the upper half of its hash. */
function numberOf(start: usize, length: u32): u32 {
  const hash = hashOf(start, length);
  const check = <u32>(hash >> 32);
  const mask: u32 = <u32>SLOTS - 1;
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

/** The address of the closing quote of the string whose text begins at `p`. */
function stringEnd(p: usize): usize {
  escaped = false;
  const quote = i8x16.splat(QUOTE);
  const backslash = i8x16.splat(BACKSLASH);
  const space = i8x16.splat(0x20);
  while (true) {
    const bytes = v128.load(p);
    // Control characters are not JSON, and text that is not ASCII is left to a parser.
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
