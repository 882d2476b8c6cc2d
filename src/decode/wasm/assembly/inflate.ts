/*
 * Inflates one deflate stream (RFC 1951), which is behind the document, into the document, part by part. It refuses
 * streams that are damaged or that encoders do not write. The caller must still compare the checksum of what it
 * accepts.
 *
 * Up to 64 bits of the stream are at hand, and are refilled without a branch (Giesen, "Reading bits in far too many
 * ways", 2018). Matches are copied 32 bytes at a time; the last may end behind the match.
 */
import {
  bits,
  count,
  DISTANCE_BITS,
  dynamicTables,
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
} from './huffman';
import { DISTANCE_TABLE, DOCUMENT, LITERAL_TABLE, PATTERNS, PATTERNS_END, SLACK } from './layout';

const LITERAL_MASK: usize = (1 << LITERAL_BITS) - 1;
const DISTANCE_MASK: usize = (1 << DISTANCE_BITS) - 1;
/** Pairs of literals do not pay in the last bytes of a stream, so many. */
const WORTH_PAIRS: usize = 2048;

/** Bytes of the longest match. A copy writes up to COPIED - 1 bytes behind the match. */
const MAX_MATCH: i32 = 258;
const COPIED: i32 = 32;

if (PATTERNS + 16 * 16 > PATTERNS_END) ERROR('the patterns of 15 distances do not fit into PATTERNS');
// One round of `symbols` writes three entries of at most two literals, or two and a match.
if (3 * 2 + MAX_MATCH + COPIED > SLACK) ERROR('inflating writes behind the slack');
// One round reads up to 8 bytes three times, from at most 8 bytes behind the stream.
if (3 * 8 + 8 + 8 > SLACK) ERROR('inflating reads behind the slack');

/** What the stream goes on with. */
const HEADER: i32 = 0;
const SYMBOLS: i32 = 1;
const BYTES: i32 = 2;
const NOTHING: i32 = 3;

let next: i32 = NOTHING;
let isLast: bool = false;
let inputEnd: usize = 0;
let output: usize = DOCUMENT;
/** Bytes left in a stored block. */
let bytes: usize = 0;

export function initInflate(): void {
  initHuffman();
  // For each distance below 16, which of the bytes before is each of the next 16.
  for (let distance: usize = 1; distance < 16; distance++)
    for (let n: usize = 0; n < 16; n++) store<u8>(PATTERNS + distance * 16 + n, <u8>(n % distance));
}

/** Begins a stream of at most `size` bytes at address `at`. Up to SLACK bytes behind these are read. */
export function startInflate(at: usize, size: usize): void {
  readFrom(at);
  inputEnd = at + size;
  output = DOCUMENT;
  next = HEADER;
  isLast = false;
}

/**
 * Inflates on until `wanted` bytes of the document are there, or a few more, or the stream has ended.
 * Up to SLACK bytes behind these are written.
 * @returns how many bytes are there; -1: refused
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

/** @returns how many bytes are behind the end of the stream, if it ends here; -1: it does not */
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
  else if (kind !== 2 || !dynamicTables(inputEnd > input + WORTH_PAIRS)) return false;
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

/** Reads symbols up to the end of the block, or until the output is at `stop` or behind. @returns false: refused */
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
    // Once in a round is enough: a round reads no further than SLACK allows.
    if (p > inputStop) return false;
    // Three times the same. Two entries of literals and a length take 40 of the 56 bits at most.
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
    // The next entry is loaded while the match is copied.
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
  // Only the low 6 bits of the count are correct.
  resume(b, n & 63, p);
  output = o;
  return true;
}
