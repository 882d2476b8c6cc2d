/*
 * Writes DEFLATE streams (RFC 1951) symbol by symbol, with any codes, also such as no encoder chooses.
 */

/** Lengths of codes in bits, by symbol; 0: the symbol has no code. */
export interface Codes {
  /** Literals, end of block and lengths: at least 257. */
  readonly literals: readonly number[];
  /** At least 1. */
  readonly distances: readonly number[];
}

/** One literal byte, or a match by its symbols and the values of their extra bits. */
export type Token = number | Match;

export interface Match {
  /** 257 to 287. */
  readonly length: number;
  readonly lengthExtra: number;
  /** 0 to 31. */
  readonly distance: number;
  readonly distanceExtra: number;
}

export const END_OF_BLOCK = 256;

/** The lengths of the fixed codes. */
export const FIXED: Codes = {
  literals: Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8)),
  distances: new Array<number>(32).fill(5),
};

/** Extra bits of a length symbol, 257 to 285. */
export function lengthExtraBits(symbol: number): number {
  return symbol < 265 || symbol > 284 ? 0 : (symbol - 261) >> 2;
}

/** Extra bits of a distance symbol, 0 to 29. */
export function distanceExtraBits(symbol: number): number {
  return symbol < 4 || symbol > 29 ? 0 : (symbol - 2) >> 1;
}

/** The shortest length of each length symbol from 257 on. */
const LENGTH_BASES = bases(3, 28, (n) => lengthExtraBits(257 + n));
const DISTANCE_BASES = bases(1, 30, distanceExtraBits);

function bases(least: number, symbols: number, extraBits: (n: number) => number): number[] {
  const all = [least];
  for (let n = 0; n + 1 < symbols; n++) all.push(all[n]! + (1 << extraBits(n)));
  return all;
}

export function matchLength({ length, lengthExtra }: Match): number {
  return length === 285 ? 258 : LENGTH_BASES[length - 257]! + lengthExtra;
}

export function matchDistance({ distance, distanceExtra }: Match): number {
  return DISTANCE_BASES[distance]! + distanceExtra;
}

/** Bits of a stream, the first the lowest of the first byte. */
export class BitWriter {
  #bytes = Buffer.alloc(1024);
  #size = 0;

  get bits(): number {
    return this.#size;
  }

  /** A number of `size` bits, its lowest bit first. */
  number(value: number, size: number): this {
    this.#reserve(size);
    for (let n = 0; n < size; n++) this.#bit((value >> n) & 1);
    return this;
  }

  /** A code of `size` bits, its highest bit first. */
  code(value: number, size: number): this {
    this.#reserve(size);
    for (let n = size - 1; n >= 0; n--) this.#bit((value >> n) & 1);
    return this;
  }

  /** Zeros up to the next whole byte. */
  align(): this {
    return this.number(0, -this.#size & 7);
  }

  raw(bytes: Uint8Array): this {
    for (const byte of bytes) this.number(byte, 8);
    return this;
  }

  /** All that was written, with zeros up to a whole byte. */
  bytes(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, (this.#size + 7) >> 3));
  }

  #bit(bit: number): void {
    this.#bytes[this.#size >> 3]! |= bit << (this.#size & 7);
    this.#size++;
  }

  #reserve(size: number): void {
    if (this.#size + size <= 8 * this.#bytes.length) return;
    this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length + size)]);
  }
}

/** The canonical codes of these lengths, by symbol. They need not be complete, and may be too many. */
export function canonicalCodes(lengths: readonly number[]): number[] {
  const counts = new Array<number>(16).fill(0);
  for (const length of lengths) if (length > 0) counts[length]!++;
  const next = new Array<number>(16).fill(0);
  for (let length = 1; length < 15; length++) next[length + 1] = (next[length]! + counts[length]!) << 1;
  return lengths.map((length) => (length === 0 ? 0 : next[length]!++));
}

export function writeStoredBlock(bits: BitWriter, isLast: boolean, content: Uint8Array): void {
  header(bits, isLast, 0);
  bits.align().number(content.length, 16).number(~content.length, 16).raw(content);
}

export function writeFixedBlock(bits: BitWriter, isLast: boolean, tokens: readonly Token[]): void {
  header(bits, isLast, 1);
  writeTokens(bits, FIXED, tokens);
}

/** How the lengths of codes are written. */
export interface CodesStyle {
  /** Whether a repetition that is possible is written as one (symbols 16 to 18); each time it is asked anew. */
  readonly repeats: () => boolean;
  /** Lengths of the codes for lengths 0 to 15 and symbols 16 to 18. Default: complete, of 4 and 5 bits. */
  readonly codes?: (used: ReadonlySet<number>) => readonly number[];
}

/** The order in which a stream gives the lengths of the codes for lengths. */
export const CODES_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** 13 codes of 4 bits, 6 of 5 bits. */
const CODES_OF_CODES = Array.from({ length: 19 }, (_, n) => (n < 13 ? 4 : 5));

export function writeDynamicBlock(
  bits: BitWriter,
  isLast: boolean,
  codes: Codes,
  tokens: readonly Token[],
  style: CodesStyle = { repeats: () => false },
): void {
  header(bits, isLast, 2);
  const told = runs([...codes.literals, ...codes.distances], style.repeats);
  const lengths = style.codes?.(new Set(told.map(({ symbol }) => symbol))) ?? CODES_OF_CODES;
  const count = Math.max(4, CODES_ORDER.findLastIndex((symbol) => lengths[symbol]! > 0) + 1);
  bits
    .number(codes.literals.length - 257, 5)
    .number(codes.distances.length - 1, 5)
    .number(count - 4, 4);
  for (const symbol of CODES_ORDER.slice(0, count)) bits.number(lengths[symbol]!, 3);
  const canonical = canonicalCodes(lengths);
  for (const { symbol, extra } of told) {
    bits.code(canonical[symbol]!, lengths[symbol]!);
    bits.number(extra, symbol < 16 ? 0 : symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
  }
  writeTokens(bits, codes, tokens);
}

/** Lengths of codes as symbols: each by itself, or a run of equal ones as a repetition. */
function runs(
  lengths: readonly number[],
  repeats: () => boolean,
): { readonly symbol: number; readonly extra: number }[] {
  const told: { symbol: number; extra: number }[] = [];
  for (let at = 0; at < lengths.length;) {
    const length = lengths[at]!;
    let run = 1;
    while (lengths[at + run] === length) run++;
    const isAgain = at > 0 && lengths[at - 1] === length;
    if (length === 0 && run >= 11 && repeats()) {
      run = Math.min(run, 138);
      told.push({ symbol: 18, extra: run - 11 });
    } else if (length === 0 && run >= 3 && repeats()) {
      run = Math.min(run, 10);
      told.push({ symbol: 17, extra: run - 3 });
    } else if (isAgain && run >= 3 && repeats()) {
      run = Math.min(run, 6);
      told.push({ symbol: 16, extra: run - 3 });
    } else {
      run = 1;
      told.push({ symbol: length, extra: 0 });
    }
    at += run;
  }
  return told;
}

/** The symbols of a block, and its end if that has a code. Symbols without a code are written as nothing. */
export function writeTokens(bits: BitWriter, { literals, distances }: Codes, tokens: readonly Token[]): void {
  const literalCodes = canonicalCodes(literals);
  const distanceCodes = canonicalCodes(distances);
  const literal = (symbol: number): void => void bits.code(literalCodes[symbol] ?? 0, literals[symbol] ?? 0);
  for (const token of tokens) {
    if (typeof token === 'number') {
      literal(token);
      continue;
    }
    literal(token.length);
    bits.number(token.lengthExtra, lengthExtraBits(token.length));
    bits.code(distanceCodes[token.distance] ?? 0, distances[token.distance] ?? 0);
    bits.number(token.distanceExtra, distanceExtraBits(token.distance));
  }
  literal(END_OF_BLOCK);
}

function header(bits: BitWriter, isLast: boolean, kind: number): void {
  bits.number(isLast ? 1 : 0, 1).number(kind, 2);
}
