/*
 * Decoding tables of a deflate stream (RFC 1951). The next bits of the stream, as many as the table is wide, are the
 * index of an entry; where a code is longer, that entry leads to a subtable behind the table. The layout of an entry,
 * by which one shift and one subtraction take a symbol with its extra bits, and the way a table is filled by doubling
 * it, are as in Biggers' libdeflate; two literals in one entry are as in Intel's ISA-L.
 *
 * An entry, from its lowest bit: bits that it takes from the stream, extra bits included (8 bits); how many of these
 * are the code (4 bits; of the subtable's index, if the entry leads to one); flags (4 bits); the literals, or the least
 * length or distance, or the index of the subtable's first entry (16 bits).
 */
import {
  CODES,
  CODES_END,
  CODES_TABLE,
  CODES_TABLE_END,
  DISTANCE_TABLE,
  DISTANCE_TABLE_END,
  LITERAL_TABLE,
  LITERAL_TABLE_END,
  SLACK,
} from './layout';

/** Widths of the tables, in bits. Wider ones take longer to fill than they save. */
export const LITERAL_BITS: u32 = 10;
export const DISTANCE_BITS: u32 = 8;
const CODES_BITS: u32 = 7;

/** Flags of an entry. Those of literals are their number. */
export const LITERALS: u32 = 0x3000;
const ONE_LITERAL: u32 = 0x1000;
const TWO_LITERALS: u32 = 0x2000;
/** Neither literal nor length nor distance: a subtable (FURTHER), the end of the block (END), or damage. */
export const OTHER: u32 = 0x8000;
export const FURTHER: u32 = 0x4000;
export const END: u32 = 0x1_0000;

/** Bits of the longest code: of literals, lengths and distances, and of lengths of codes. */
const MAX_BITS: u32 = 15;
const MAX_CODES_BITS: u32 = 7;
/** Each bit of a symbol's code adds this to its entry: to the bits that it takes, and to those of the code. */
const CODE_BIT: u32 = 0x101;
/** Extra bits of a length and of a distance, at most. */
const MAX_LENGTH_EXTRA: u32 = 5;
const MAX_DISTANCE_EXTRA: u32 = 13;

/** Symbols of each alphabet, and how many of them a dynamic block may have. */
const LITERAL_SYMBOLS: usize = 288;
const DISTANCE_SYMBOLS: usize = 32;
const CODES_SYMBOLS: usize = 19;
const TOLD_LITERALS: u32 = 286;
const TOLD_DISTANCES: u32 = 30;
/** Lengths that one symbol may repeat. */
const MAX_REPEAT: usize = 138;
/**
 * Entries that complete codes of so many symbols and MAX_BITS bits need at most in tables so wide, subtables included:
 * what `enough 286 10 15` and `enough 30 8 15` of zlib's examples print. `inflate.test.ts` computes both again.
 */
const MOST_LITERAL_ENTRIES: usize = 1332;
const MOST_DISTANCE_ENTRIES: usize = 400;

/** What the symbols mean: entries without their codes, 32 bits each. */
const LITERAL_MEANINGS: usize = CODES;
const DISTANCE_MEANINGS: usize = LITERAL_MEANINGS + 4 * LITERAL_SYMBOLS;
const CODES_MEANINGS: usize = DISTANCE_MEANINGS + 4 * DISTANCE_SYMBOLS;
/** Lengths of codes, a byte each, with room for what the last repetition may add. On a cache line, as the rest. */
const LENGTHS: usize = CODES_MEANINGS + 4 * 32;
/** Symbols by the lengths of their codes, 16 bits each. */
const SORTED: usize = LENGTHS + 512;
/** For each length 32 bits: how many codes have it, and where the next of their symbols goes in SORTED. */
const COUNTS: usize = SORTED + 2 * LITERAL_SYMBOLS;
const PLACES: usize = COUNTS + 4 * 16;

if (CODES_MEANINGS + 4 * CODES_SYMBOLS > LENGTHS) ERROR('CODES_MEANINGS overlap LENGTHS');
if (PLACES + 4 * 16 > CODES_END) ERROR('what tables are built from does not fit into CODES');
if (<usize>(TOLD_LITERALS + TOLD_DISTANCES) + MAX_REPEAT > SORTED - LENGTHS) ERROR('LENGTHS are too short');
if (LITERAL_SYMBOLS + DISTANCE_SYMBOLS > SORTED - LENGTHS) ERROR('the fixed codes do not fit into LENGTHS');
if (LITERAL_TABLE + 4 * MOST_LITERAL_ENTRIES > LITERAL_TABLE_END) ERROR('LITERAL_TABLE is too short');
if (DISTANCE_TABLE + 4 * MOST_DISTANCE_ENTRIES > DISTANCE_TABLE_END) ERROR('DISTANCE_TABLE is too short');
if (LITERAL_BITS !== 10 || DISTANCE_BITS !== 8) ERROR('the greatest numbers of entries are for other widths');
if (CODES_TABLE + 4 * (1 << CODES_BITS) > CODES_TABLE_END) ERROR('CODES_TABLE is too short');
// Codes of 9 bits: the fixed ones need no subtable.
if (LITERAL_BITS < 9 || DISTANCE_BITS < 5) ERROR('the fixed codes need subtables');
if (CODES_BITS < MAX_CODES_BITS) ERROR('lengths of codes need subtables, which readLengths does not know');
if (MAX_BITS - LITERAL_BITS > 15 || MAX_BITS - DISTANCE_BITS > 15)
  ERROR('the width of a subtable takes over 4 bits');
if (MAX_BITS + MAX_DISTANCE_EXTRA > 0xff) ERROR('the bits of a symbol take over 8 bits');
// Between two refills, of 56 bits each: two entries of a table, then a length and its extra bits, or a distance.
if (2 * LITERAL_BITS + MAX_BITS + MAX_LENGTH_EXTRA > 56) ERROR('a length may need a refill of its own');
if (MAX_BITS + MAX_DISTANCE_EXTRA > 56) ERROR('a distance may need a refill of its own');
// 12 lengths of 3 bits behind 14 bits, then 7; a length of a code and how often it is repeated.
if (14 + 12 * 3 > 56 || MAX_CODES_BITS + 7 > 56) ERROR('lengths of codes may need more refills');
// All lengths of codes are read without a look at the stream's end, and a refill reads 8 bytes.
if (((TOLD_LITERALS + TOLD_DISTANCES) * MAX_CODES_BITS) / 8 + 16 + (19 * 3) / 8 > <u32>SLACK)
  ERROR('lengths of codes may be read from behind the slack');

/** The order in which a stream gives the lengths of the codes for lengths. */
const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** Bits of the stream that were read and not yet taken, and how many; there may be more bits than counted. */
export let bits: u64 = 0;
export let count: u64 = 0;
/** Address at which reading goes on. */
export let input: usize = 0;

export function readFrom(at: usize): void {
  resume(0, 0, at);
}

export function resume(buffer: u64, size: u64, at: usize): void {
  bits = buffer;
  count = size;
  input = at;
}

/** Reads up to 8 bytes at `input`, so that at least 56 bits are at hand. */
export function refill(): void {
  bits |= load<u64>(input) << count;
  input += 7 - ((<usize>(count >> 3)) & 7);
  count |= 56;
}

export function take(size: u32): u32 {
  const value = (<u32>bits) & ((1 << size) - 1);
  bits >>= <u64>size;
  count -= <u64>size;
  return value;
}

/** Goes on at the next whole byte. @returns its address */
export function skipToByte(): usize {
  readFrom(input - <usize>(count >> 3));
  return input;
}

export function initHuffman(): void {
  for (let n: u32 = 0; n < 256; n++) store<u32>(LITERAL_MEANINGS + (n << 2), ONE_LITERAL | (n << 16));
  store<u32>(LITERAL_MEANINGS + (256 << 2), OTHER | END);
  let least: u32 = 3;
  for (let n: u32 = 257; n < 285; n++) {
    const extra: u32 = n < 265 ? 0 : (n - 261) >> 2;
    store<u32>(LITERAL_MEANINGS + (n << 2), (least << 16) | extra);
    least += 1 << extra;
  }
  store<u32>(LITERAL_MEANINGS + (285 << 2), 258 << 16);
  for (let n: u32 = 286; n < <u32>LITERAL_SYMBOLS; n++) store<u32>(LITERAL_MEANINGS + (n << 2), OTHER);
  least = 1;
  for (let n: u32 = 0; n < 30; n++) {
    const extra: u32 = n < 4 ? 0 : (n - 2) >> 1;
    store<u32>(DISTANCE_MEANINGS + (n << 2), (least << 16) | extra);
    least += 1 << extra;
  }
  for (let n: u32 = 30; n < <u32>DISTANCE_SYMBOLS; n++) store<u32>(DISTANCE_MEANINGS + (n << 2), OTHER);
  for (let n: u32 = 0; n < <u32>CODES_SYMBOLS; n++) store<u32>(CODES_MEANINGS + (n << 2), n << 16);
}

/** Tables of the fixed codes. */
export function fixedTables(): void {
  memory.fill(LENGTHS, 8, 144);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 280, 8, 8);
  memory.fill(LENGTHS + 288, 5, 32);
  fill(LITERAL_TABLE, LITERAL_BITS, LENGTHS, 288, LITERAL_MEANINGS);
  fill(DISTANCE_TABLE, DISTANCE_BITS, LENGTHS + 288, 32, DISTANCE_MEANINGS);
}

/**
 * Tables of the codes of a dynamic block, which are read from the stream.
 * @param worthPairs whether the rest of the stream is long enough for pairs of literals to pay
 * @returns false: refused. The codes are damaged, or they are incomplete in a way that encoders do not write
 */
export function dynamicTables(worthPairs: bool): bool {
  refill();
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const codes = take(4) + 4;
  if (literals > TOLD_LITERALS || distances > TOLD_DISTANCES) return false;
  memory.fill(LENGTHS, 0, CODES_SYMBOLS);
  for (let n: u32 = 0; n < codes; n++) {
    if (n === 12) refill();
    store<u8>(LENGTHS + <usize>load<u8>(ORDER + n), <u8>take(3));
  }
  if (!fill(CODES_TABLE, CODES_BITS, LENGTHS, <u32>CODES_SYMBOLS, CODES_MEANINGS)) return false;
  if (!readLengths(literals + distances)) return false;
  if (load<u8>(LENGTHS + 256) === 0) return false;
  if (!fillDistances(LENGTHS + literals, distances)) return false;
  if (!fill(LITERAL_TABLE, LITERAL_BITS, LENGTHS, literals, LITERAL_MEANINGS)) return false;
  if (worthPairs) pairLiterals();
  return true;
}

/** Reads exactly so many lengths of codes. @returns false: refused */
function readLengths(wanted: u32): bool {
  let n: u32 = 0;
  while (n < wanted) {
    refill();
    const entry = load<u32>(((<usize>bits) & ((1 << CODES_BITS) - 1)) << 2, CODES_TABLE);
    take(entry & 0xff);
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(LENGTHS + n, <u8>symbol);
      n++;
      continue;
    }
    if (symbol === 16 && n === 0) return false;
    const length: u8 = symbol === 16 ? load<u8>(LENGTHS + n - 1) : 0;
    const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
    memory.fill(LENGTHS + n, length, times);
    n += times;
  }
  return n === wanted;
}

/** As `fill`, but there may also be no code (only literals), or one code of one bit (matches at one distance). */
function fillDistances(lengths: usize, symbols: u32): bool {
  let only: u32 = symbols;
  for (let n: u32 = 0; n < symbols; n++) {
    const length = load<u8>(lengths + n);
    if (length === 0) continue;
    if (length !== 1 || only !== symbols)
      return fill(DISTANCE_TABLE, DISTANCE_BITS, lengths, symbols, DISTANCE_MEANINGS);
    only = n;
  }
  const even = only === symbols ? OTHER : load<u32>(DISTANCE_MEANINGS + (only << 2)) + CODE_BIT;
  for (let n: usize = 0; n < 1 << DISTANCE_BITS; n += 2) {
    store<u32>(DISTANCE_TABLE + (n << 2), even);
    store<u32>(DISTANCE_TABLE + (n << 2), OTHER, 4);
  }
  return true;
}

/**
 * Fills a table.
 * @param width of the table, in bits
 * @param lengths bits of each symbol's code, a byte each; 0: the symbol has none
 * @returns false: refused. The codes are not complete, or too many
 */
function fill(table: usize, width: u32, lengths: usize, symbols: u32, meanings: usize): bool {
  if (!sort(lengths, symbols)) return false;
  let sorted = SORTED;
  let length: u32 = 1;
  let left = countOf(length);
  while (left === 0) left = countOf(++length);
  let code: u32 = 0;
  let end: u32 = 1 << length;
  while (length <= width) {
    for (; left !== 0; left--) {
      const meaning = load<u32>(meanings + ((<usize>load<u16>(sorted)) << 2));
      sorted += 2;
      store<u32>(table + (code << 2), meaning + length * CODE_BIT);
      if (code === end - 1) {
        for (; length < width; length++) end = double(table, end);
        return true;
      }
      code = codeAfter(code, end);
    }
    while (left === 0) {
      if (++length <= width) end = double(table, end);
      left = countOf(length);
    }
  }
  fillSubtables(table, width, meanings, sorted, code, length, left);
  return true;
}

/** Fills the subtables, from the first code that is longer than the table is wide. `left`: codes left of its length */
function fillSubtables(
  table: usize,
  width: u32,
  meanings: usize,
  sorted: usize,
  code: u32,
  length: u32,
  left: u32,
): void {
  let from: u32 = 0;
  let end: u32 = 1 << width;
  let beginning: u32 = ~0;
  while (true) {
    if ((code & ((1 << width) - 1)) !== beginning) {
      beginning = code & ((1 << width) - 1);
      // As wide as the longest code with this beginning.
      let more = length - width;
      for (let used = left; used < 1 << more;) used = (used << 1) + countOf(width + ++more);
      from = end;
      end = from + (1 << more);
      store<u32>(table + (beginning << 2), (from << 16) | OTHER | FURTHER | (more << 8) | width);
    }
    const entry = load<u32>(meanings + ((<usize>load<u16>(sorted)) << 2)) + (length - width) * CODE_BIT;
    sorted += 2;
    for (let at = from + (code >> width); at < end; at += 1 << (length - width))
      store<u32>(table + (at << 2), entry);
    if (code === (1 << length) - 1) return;
    code = codeAfter(code, 1 << length);
    left--;
    while (left === 0) left = countOf(++length);
  }
}

/** Sorts the symbols by the lengths of their codes. @returns whether these are complete, and not too many */
function sort(lengths: usize, symbols: u32): bool {
  memory.fill(COUNTS, 0, 4 * 16);
  for (let n: u32 = 0; n < symbols; n++) {
    const at = COUNTS + ((<usize>load<u8>(lengths + n)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let place: u32 = 0;
  let space: u32 = 0;
  for (let length: u32 = 1; length <= MAX_BITS; length++) {
    store<u32>(PLACES + (length << 2), place);
    place += countOf(length);
    space = (space << 1) + countOf(length);
  }
  if (space !== 1 << MAX_BITS) return false;
  for (let n: u32 = 0; n < symbols; n++) {
    const length = <usize>load<u8>(lengths + n);
    if (length === 0) continue;
    const at = PLACES + (length << 2);
    const before = load<u32>(at);
    store<u32>(at, before + 1);
    store<u16>(SORTED + (before << 1), <u16>n);
  }
  return true;
}

function countOf(length: u32): u32 {
  return load<u32>(COUNTS + (length << 2));
}

/** The next code of the same length. Codes begin with their lowest bit. `end`: 2 to the power of the length */
function codeAfter(code: u32, end: u32): u32 {
  const bit: u32 = 0x8000_0000 >> clz(code ^ (end - 1));
  return (code & (bit - 1)) | bit;
}

/** Doubles a table of `size` entries: the meaning of its bits does not depend on the next bit. @returns the new size */
function double(table: usize, size: u32): u32 {
  memory.copy(table + (size << 2), table, size << 2);
  return size << 1;
}

/** Makes one entry of two literals where the bits of the table contain both. */
function pairLiterals(): void {
  // From the end, because the second literal is found in an entry before. Without branches, which cannot be predicted.
  for (let n: i32 = (1 << LITERAL_BITS) - 1; n >= 0; n--) {
    const at = LITERAL_TABLE + ((<usize>n) << 2);
    const first = load<u32>(at);
    const second = load<u32>(LITERAL_TABLE + (((<u32>n) >> (first & 31)) << 2));
    const size = (first & 0xff) + (second & 0xff);
    const pair = ((second & 0xff_0000) << 8) | (first & 0xff_0000) | TWO_LITERALS | size;
    const isPair = ((first & second & ONE_LITERAL) !== 0) & (size <= LITERAL_BITS);
    store<u32>(at, select<u32>(pair, first, isPair));
  }
}
