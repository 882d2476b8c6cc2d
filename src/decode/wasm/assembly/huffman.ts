/*
 * Tables that tell what the next bits of a deflate stream (RFC 1951) mean. An entry is found by as many bits as the
 * table is wide; where a code is longer, that entry leads to a further table, behind. How entries are laid out, so
 * that one shift and one subtraction take a symbol with its extra bits, and how a table is filled by doubling what is
 * there, is as in Biggers' libdeflate; two literals in one entry are as in Intel's ISA-L.
 *
 * An entry, from its lowest bit: 8 bits, how many it takes of the stream, extra bits included; 4 bits, how many of
 * these are the code; 4 bits of flags; 16 bits, the literals, or the least length or distance, or where to go on.
 */
import { CODES, CODES_TABLE, DISTANCE_TABLE, LITERAL_TABLE } from './layout';

/** How wide the tables are, in bits. Wider ones take longer to fill than they save. */
export const LITERAL_BITS: u32 = 10;
export const DISTANCE_BITS: u32 = 8;
const CODES_BITS: u32 = 7;

/** Flags of an entry; those of literals count them. */
export const LITERALS: u32 = 0x3000;
const ONE_LITERAL: u32 = 0x1000;
const TWO_LITERALS: u32 = 0x2000;
/** Neither literal nor length nor distance: the end of the block, a further table, or damage. */
export const OTHER: u32 = 0x8000;
export const FURTHER: u32 = 0x4000;
export const END: u32 = 0x1_0000;

const LONGEST: u32 = 15;
/** What a symbol adds to an entry for each bit of its code: to the bits that it takes, and to those of the code. */
const CODE_BIT: u32 = 0x101;

/** What the symbols mean: entries without their codes. */
const LITERAL_MEANINGS: usize = CODES;
const DISTANCE_MEANINGS: usize = LITERAL_MEANINGS + 4 * 288;
const CODES_MEANINGS: usize = DISTANCE_MEANINGS + 4 * 32;
/** Lengths of codes, a byte each, with room for what the last repetition may add. */
const LENGTHS: usize = CODES_MEANINGS + 4 * 32;
/** Symbols by the lengths of their codes, 16 bits each. */
const SORTED: usize = LENGTHS + 512;
/** For each length 32 bits: how many codes have it, and where the next of them is to be sorted in. */
const COUNTS: usize = SORTED + 2 * 288;
const PLACES: usize = COUNTS + 4 * 16;

/** The order in which a stream gives the lengths of the codes for lengths. */
const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** Bits of the stream that were read and not yet taken, and how many they are; more may be there than counted. */
export let bits: u64 = 0;
export let count: u64 = 0;
/** Where reading goes on. */
export let input: usize = 0;

export function readFrom(at: usize): void {
  resume(0, 0, at);
}

export function resume(buffer: u64, size: u64, at: usize): void {
  bits = buffer;
  count = size;
  input = at;
}

/** Sees to it that 56 bits are there. Reads up to 8 bytes at `input`. */
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

/** Goes on at the next whole byte. @returns where that is */
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
  for (let n: u32 = 286; n < 288; n++) store<u32>(LITERAL_MEANINGS + (n << 2), OTHER);
  least = 1;
  for (let n: u32 = 0; n < 30; n++) {
    const extra: u32 = n < 4 ? 0 : (n - 2) >> 1;
    store<u32>(DISTANCE_MEANINGS + (n << 2), (least << 16) | extra);
    least += 1 << extra;
  }
  for (let n: u32 = 30; n < 32; n++) store<u32>(DISTANCE_MEANINGS + (n << 2), OTHER);
  for (let n: u32 = 0; n < 19; n++) store<u32>(CODES_MEANINGS + (n << 2), n << 16);
}

/** Tables of the codes that need not be told. */
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
 * Tables of the codes that the stream tells next.
 * @param worthPairs whether what follows is long enough for pairs of literals to pay
 * @returns false: damage, or codes that nobody writes
 */
export function toldTables(worthPairs: bool): bool {
  refill();
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const codes = take(4) + 4;
  if (literals > 286 || distances > 30) return false;
  memory.fill(LENGTHS, 0, 19);
  for (let n: u32 = 0; n < codes; n++) {
    if (n === 12) refill();
    store<u8>(LENGTHS + <usize>load<u8>(ORDER + n), <u8>take(3));
  }
  if (!fill(CODES_TABLE, CODES_BITS, LENGTHS, 19, CODES_MEANINGS)) return false;
  if (!readLengths(literals + distances)) return false;
  if (load<u8>(LENGTHS + 256) === 0) return false;
  if (!fillDistances(LENGTHS + literals, distances)) return false;
  if (!fill(LITERAL_TABLE, LITERAL_BITS, LENGTHS, literals, LITERAL_MEANINGS)) return false;
  if (worthPairs) pairLiterals();
  return true;
}

/** Reads just so many lengths of codes. */
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

/** Where there are only literals, or matches at one distance, there is none, or one code of one bit. */
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
 * @param lengths how long the symbols' codes are, a byte each; 0: it has none
 * @returns false unless every code is some symbol's
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
  fillFurther(table, width, meanings, sorted, code, length, left);
  return true;
}

/** The codes that are longer than the table is wide, from the first on. `left`: how many there are of its length */
function fillFurther(
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
      // As wide as the longest code that begins so.
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

/** Sorts the symbols by the lengths of their codes. @returns whether these are as many as there can be */
function sort(lengths: usize, symbols: u32): bool {
  memory.fill(COUNTS, 0, 4 * 16);
  for (let n: u32 = 0; n < symbols; n++) {
    const at = COUNTS + ((<usize>load<u8>(lengths + n)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let place: u32 = 0;
  let space: u32 = 0;
  for (let length: u32 = 1; length <= LONGEST; length++) {
    store<u32>(PLACES + (length << 2), place);
    place += countOf(length);
    space = (space << 1) + countOf(length);
  }
  if (space !== 1 << LONGEST) return false;
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

/** Codes begin with their lowest bit, so that the next one is found from the highest. `end`: 2 to their length */
function codeAfter(code: u32, end: u32): u32 {
  const bit: u32 = 0x8000_0000 >> clz(code ^ (end - 1));
  return (code & (bit - 1)) | bit;
}

/** What the bits mean does not depend on the next one. */
function double(table: usize, size: u32): u32 {
  memory.copy(table + (size << 2), table, size << 2);
  return size << 1;
}

/** Where the table's bits hold a second literal, makes both one entry. */
function pairLiterals(): void {
  // From the end, since an entry's second literal is told by one before it. Without branches: they would be guessed.
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
