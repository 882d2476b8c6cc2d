/*
 * CRC-32 as gzip has it, without tables for most of it: a block of 16 bytes is as good as the same block xored onto
 * certain later ones, because the generator divides a polynomial with few terms. (The idea: Kadatch and Jenkins,
 * "Everything we know about CRC but afraid to forget", and Russell's Chorba.) Here
 * `x^-145n + x^-183n + x^-211n + x^-300n = 1` modulo the generator, with n = 128 bits. So blocks are folded into
 * later ones until only the last 300 are left, whose checksum is that of the whole.
 */
import { CRC_HISTORY, CRC_HISTORY_END, CRC_TABLES, CRC_TABLES_END, DOCUMENT } from './layout';

const BLOCK: usize = 16;
const D1: usize = 145 * BLOCK;
const D2: usize = 183 * BLOCK;
const D3: usize = 211 * BLOCK;
const D4: usize = 300 * BLOCK;
/** Bytes folded before the history is moved; it and they stay in the fastest cache. */
const STEP: usize = 16384;
/** Shorter documents (bytes) are summed by tables alone: folding would not be faster. */
const WORTH: usize = 4 * D4;

if (CRC_TABLES + 8 * 256 * 4 > CRC_TABLES_END) ERROR('8 tables of 256 words do not fit into CRC_TABLES');
if (CRC_HISTORY + D4 + STEP > CRC_HISTORY_END)
  ERROR('what is folded at a time does not fit into CRC_HISTORY');
if (CRC_HISTORY + 3 * D4 > CRC_HISTORY_END) ERROR('the last blocks do not fit into CRC_HISTORY');
if (STEP < D4 || STEP % BLOCK !== 0) ERROR('the history cannot be moved after each step');
if (D1 > D2 || D2 > D3 || D3 > D4) ERROR('D4 is not the greatest distance');
if (WORTH < 2 * D4) ERROR('too few blocks are left to fold');

let total: usize = 0;
/** Bytes folded. */
let folded: usize = 0;

export function initCrc(): void {
  for (let n: u32 = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = (c & 1) !== 0 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    store<u32>(CRC_TABLES + ((<usize>n) << 2), c);
  }
  for (let slice: usize = 1; slice < 8; slice++) {
    for (let n: usize = 0; n < 256; n++) {
      const c = load<u32>(CRC_TABLES + ((slice - 1) << 10) + (n << 2));
      store<u32>(
        CRC_TABLES + (slice << 10) + (n << 2),
        (c >>> 8) ^ load<u32>(CRC_TABLES + ((<usize>(c & 255)) << 2)),
      );
    }
  }
}

/** Begins the checksum of a document of `length` bytes. */
export function startCrc(length: i32): void {
  total = <usize>length;
  folded = 0;
  memory.fill(CRC_HISTORY, 0, D4);
}

/** Goes on over the first `available` bytes. */
export function foldCrc(available: i32): void {
  if (total < WORTH) return;
  const most = min((<usize>available) & ~(BLOCK - 1), (total & ~(BLOCK - 1)) - D4);
  while (folded < most) {
    const size = min(most - folded, STEP);
    const from = DOCUMENT + folded;
    // The checksum begins with 32 set bits, as if they were added to the first ones of the content.
    const begins = folded === 0;
    if (begins) store<u32>(from, ~load<u32>(from));
    fold(from, size);
    if (begins) store<u32>(from, ~load<u32>(from));
    memory.copy(CRC_HISTORY, CRC_HISTORY + size, D4);
    folded += size;
  }
}

/** The checksum, once all bytes are there. */
export function finishCrc(): u32 {
  if (total < WORTH) return ~tables(~0, DOCUMENT, total);
  foldCrc(<i32>total);
  const history = CRC_HISTORY + D4;
  // What the last blocks get from each other does not count: they are not folded.
  memory.fill(history, 0, D4);
  const last = history + D4;
  for (let n: usize = 0; n < D4; n += BLOCK) {
    const sum = v128.xor(
      v128.xor(v128.load(history + n - D1), v128.load(history + n - D2)),
      v128.xor(v128.load(history + n - D3), v128.load(history + n - D4)),
    );
    v128.store(last + n, v128.xor(v128.load(DOCUMENT + folded + n), sum));
  }
  const rest = DOCUMENT + folded + D4;
  return ~tables(tables(0, last, D4), rest, DOCUMENT + total - rest);
}

function fold(from: usize, size: usize): void {
  let into = CRC_HISTORY + D4;
  for (const end = from + size; from < end; from += BLOCK, into += BLOCK) {
    const sum = v128.xor(
      v128.xor(v128.load(into - D1), v128.load(into - D2)),
      v128.xor(v128.load(into - D3), v128.load(into - D4)),
    );
    v128.store(into, v128.xor(v128.load(from), sum));
  }
}

/** The checksum of further bytes, eight at a time, by tables. */
function tables(crc: u32, from: usize, size: usize): u32 {
  const end = from + size;
  for (; from + 8 <= end; from += 8) {
    const one = load<u32>(from) ^ crc;
    const two = load<u32>(from, 4);
    crc =
      entry(7, one) ^
      entry(6, one >>> 8) ^
      entry(5, one >>> 16) ^
      entry(4, one >>> 24) ^
      entry(3, two) ^
      entry(2, two >>> 8) ^
      entry(1, two >>> 16) ^
      entry(0, two >>> 24);
  }
  for (; from < end; from++) crc = (crc >>> 8) ^ entry(0, crc ^ (<u32>load<u8>(from)));
  return crc;
}

function entry(table: usize, byte: u32): u32 {
  return load<u32>(CRC_TABLES + (table << 10) + ((<usize>(byte & 255)) << 2));
}
