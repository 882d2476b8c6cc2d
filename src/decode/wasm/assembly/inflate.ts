/*
 * Inflates one deflate stream (RFC 1951) that lies behind the document, into the document, a part at a time. What it
 * does not accept is damaged, or as nobody writes it; what it accepts is still to be held against its checksum.
 *
 * Up to 64 bits of the stream are at hand, and are filled up without a branch (Giesen, "Reading bits in far too many
 * ways", 2018); matches are copied 16 bytes at a time, which the room behind the document allows.
 */
import {
  bits,
  count,
  DISTANCE_BITS,
  END,
  fixedTables,
  FURTHER,
  initHuffman,
  input,
  LITERAL_BITS,
  LITERALS,
  OTHER,
  readFrom,
  refill,
  resume,
  skipToByte,
  take,
  toldTables,
} from './huffman';
import { DISTANCE_TABLE, DOCUMENT, LITERAL_TABLE, PATTERNS } from './layout';

const LITERAL_MASK: usize = (1 << LITERAL_BITS) - 1;
const DISTANCE_MASK: usize = (1 << DISTANCE_BITS) - 1;
/** Bytes of the stream below which pairs of literals do not pay. */
const WORTH_PAIRS: usize = 2048;

/** What comes next. */
const HEADER: i32 = 0;
const SYMBOLS: i32 = 1;
const BYTES: i32 = 2;
const NOTHING: i32 = 3;

let next: i32 = NOTHING;
let isLast: bool = false;
let inputEnd: usize = 0;
let output: usize = DOCUMENT;
/** Of a block that is not deflated, bytes that are yet to come. */
let bytes: usize = 0;

export function initInflate(): void {
  initHuffman();
  // For each distance below that, which of 16 bytes stand where.
  for (let distance: usize = 1; distance < 16; distance++)
    for (let n: usize = 0; n < 16; n++) store<u8>(PATTERNS + distance * 16 + n, <u8>(n % distance));
}

/** Begins a stream of `size` bytes at most. Up to 320 bytes behind these may be read, as lengths of codes. */
export function startInflate(at: usize, size: usize): void {
  readFrom(at);
  inputEnd = at + size;
  output = DOCUMENT;
  next = HEADER;
  isLast = false;
}

/**
 * Goes on until `wanted` bytes of the document are there, or a few more, or the stream has ended.
 * Up to 320 bytes behind these may be written.
 * @returns how many are there; -1: not accepted
 */
export function inflate(wanted: i32): i32 {
  const stop = DOCUMENT + <usize>wanted;
  while (output < stop && next !== NOTHING) {
    if (next === HEADER) {
      if (!header()) return -1;
    } else if (next === SYMBOLS) {
      if (!symbols(stop)) return -1;
    } else copyBytes(stop);
  }
  return <i32>(output - DOCUMENT);
}

/** @returns how many bytes stand behind the stream's end, if it ends here; -1: it does not */
export function inflateEnd(): i32 {
  const end = output;
  if (inflate(<i32>(end - DOCUMENT) + 1) < 0 || output !== end) return -1;
  return <i32>(inputEnd - skipToByte());
}

function header(): bool {
  if (input > inputEnd) return false;
  refill();
  isLast = take(1) !== 0;
  const kind = take(2);
  next = SYMBOLS;
  if (kind === 0) return startBytes();
  if (kind === 1) fixedTables();
  else if (kind !== 2 || !toldTables(inputEnd > input + WORTH_PAIRS)) return false;
  return true;
}

function startBytes(): bool {
  const at = skipToByte();
  const size = <u32>load<u16>(at);
  if ((size ^ (<u32>load<u16>(at, 2))) !== 0xffff || at + 4 + size > inputEnd) return false;
  readFrom(at + 4);
  bytes = size;
  next = BYTES;
  if (size === 0) endBlock();
  return true;
}

function copyBytes(stop: usize): void {
  const size = min(bytes, stop - output);
  memory.copy(output, input, size);
  readFrom(input + size);
  output += size;
  bytes -= size;
  if (bytes === 0) endBlock();
}

function endBlock(): void {
  next = isLast ? NOTHING : HEADER;
}

/** Reads symbols up to the end of the block, or until the output is at `stop`. */
function symbols(stop: usize): bool {
  const inputStop = inputEnd;
  let b = bits;
  let n = count;
  let p = input;
  let o = output;
  b |= load<u64>(p) << n;
  p += 7 - ((<usize>(n >> 3)) & 7);
  n |= 56;
  let entry = <u64>load<u32>(((<usize>b) & LITERAL_MASK) << 2, LITERAL_TABLE);
  while (o < stop) {
    // Only here, since a round reads no further than what may be read.
    if (p > inputStop) return false;
    // Three times the same: entries of literals take 30 of the 56 bits at most, and a length 20 more.
    if (((<u32>entry) & LITERALS) !== 0) {
      b >>= entry;
      n -= entry;
      store<u16>(o, <u16>(entry >> 16));
      o += ((<usize>entry) >> 12) & 3;
      entry = <u64>load<u32>(((<usize>b) & LITERAL_MASK) << 2, LITERAL_TABLE);
      if (((<u32>entry) & LITERALS) !== 0) {
        b >>= entry;
        n -= entry;
        store<u16>(o, <u16>(entry >> 16));
        o += ((<usize>entry) >> 12) & 3;
        entry = <u64>load<u32>(((<usize>b) & LITERAL_MASK) << 2, LITERAL_TABLE);
        if (((<u32>entry) & LITERALS) !== 0) {
          b >>= entry;
          n -= entry;
          store<u16>(o, <u16>(entry >> 16));
          o += ((<usize>entry) >> 12) & 3;
          b |= load<u64>(p) << n;
          p += 7 - ((<usize>(n >> 3)) & 7);
          n |= 56;
          entry = <u64>load<u32>(((<usize>b) & LITERAL_MASK) << 2, LITERAL_TABLE);
          continue;
        }
      }
    }
    if (((<u32>entry) & OTHER) !== 0) {
      if (((<u32>entry) & FURTHER) !== 0) {
        b >>= LITERAL_BITS;
        n -= LITERAL_BITS;
        const mask = (1 << (((<u32>entry) >> 8) & 15)) - 1;
        entry = <u64>load<u32>((((<usize>entry) >> 16) + ((<usize>b) & mask)) << 2, LITERAL_TABLE);
        if (((<u32>entry) & LITERALS) !== 0) {
          b >>= entry;
          n -= entry;
          store<u8>(o++, <u8>(entry >> 16));
          b |= load<u64>(p) << n;
          p += 7 - ((<usize>(n >> 3)) & 7);
          n |= 56;
          entry = <u64>load<u32>(((<usize>b) & LITERAL_MASK) << 2, LITERAL_TABLE);
          continue;
        }
      }
      if (((<u32>entry) & OTHER) !== 0) {
        if (((<u32>entry) & END) === 0) return false;
        b >>= entry;
        n -= entry;
        endBlock();
        break;
      }
    }
    const length =
      ((<u32>entry) >> 16) + <u32>((b & (((<u64>1) << entry) - 1)) >> (<u64>(((<u32>entry) >> 8) & 15)));
    b >>= entry;
    n -= entry;
    b |= load<u64>(p) << n;
    p += 7 - ((<usize>(n >> 3)) & 7);
    n |= 56;
    entry = <u64>load<u32>(((<usize>b) & DISTANCE_MASK) << 2, DISTANCE_TABLE);
    if (((<u32>entry) & OTHER) !== 0) {
      if (((<u32>entry) & FURTHER) === 0) return false;
      b >>= DISTANCE_BITS;
      n -= DISTANCE_BITS;
      const mask = (1 << (((<u32>entry) >> 8) & 15)) - 1;
      entry = <u64>load<u32>((((<usize>entry) >> 16) + ((<usize>b) & mask)) << 2, DISTANCE_TABLE);
      if (((<u32>entry) & OTHER) !== 0) return false;
    }
    const distance =
      ((<u32>entry) >> 16) + <u32>((b & (((<u64>1) << entry) - 1)) >> (<u64>(((<u32>entry) >> 8) & 15)));
    b >>= entry;
    n -= entry;
    // The next entry comes while the match is copied.
    b |= load<u64>(p) << n;
    p += 7 - ((<usize>(n >> 3)) & 7);
    n |= 56;
    entry = <u64>load<u32>(((<usize>b) & LITERAL_MASK) << 2, LITERAL_TABLE);
    let from = o - <usize>distance;
    if (from < DOCUMENT) return false;
    const end = o + <usize>length;
    if (distance >= 16) {
      v128.store(o, v128.load(from));
      v128.store(o, v128.load(from, 16), 16);
      for (o += 32; o < end; o += 32) {
        from += 32;
        v128.store(o, v128.load(from));
        v128.store(o, v128.load(from, 16), 16);
      }
    } else {
      const pattern = v128.swizzle(v128.load(from), v128.load(PATTERNS + <usize>distance * 16));
      const step: usize = 16 - (16 % <usize>distance);
      for (; o < end; o += step) v128.store(o, pattern);
    }
    o = end;
  }
  // Only its low bits have been kept right.
  resume(b, n & 63, p);
  output = o;
  return true;
}
