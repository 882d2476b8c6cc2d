import type { Random } from '../../../src/simulate/random.js';
import {
  BitWriter,
  type Codes,
  type CodesStyle,
  distanceExtraBits,
  END_OF_BLOCK,
  FIXED,
  lengthExtraBits,
  matchDistance,
  matchLength,
  type Match,
  type Token,
  writeDynamicBlock,
  writeFixedBlock,
  writeStoredBlock,
} from './deflate-writer.js';

/* Random valid DEFLATE streams, with codes that no encoder chooses. */

export interface GeneratedStream {
  readonly stream: Buffer;
  readonly content: Buffer;
  readonly dynamicBlocks: number;
  /** Bits of the longest code of a literal, end of block or length that stands in the stream. 0: no dynamic block */
  readonly longestLiteral: number;
  /** Bits of the longest code of a distance that stands in the stream. 0: none */
  readonly longestDistance: number;
}

export const MAX_BITS = 15;
export const MAX_CODES_BITS = 7;
const MAX_STORED = 65_535;
/** Bytes of content after which no further tokens are made. */
const ENOUGH_CONTENT = 200_000;

/** Valid streams of one to five blocks, with up to `tokens` tokens each. */
export function generateStream(random: Random, tokens = 1500): GeneratedStream {
  const bits = new BitWriter();
  const content = new Content();
  let dynamicBlocks = 0;
  let longestLiteral = 0;
  let longestDistance = 0;
  const blocks = random.between(1, 5);
  for (let block = 1; block <= blocks; block++) {
    const isLast = block === blocks;
    const kind = random.float();
    if (kind < 0.15) {
      const bytes = randomBytes(
        random,
        random.chance(0.1) ? random.between(0, MAX_STORED) : random.between(0, 300),
      );
      writeStoredBlock(bits, isLast, bytes);
      content.append(bytes);
    } else if (kind < 0.3) {
      writeFixedBlock(bits, isLast, randomTokens(random, FIXED, content, random.between(0, tokens)));
    } else {
      const codes = randomCodes(random);
      const written = randomTokens(random, codes, content, random.between(0, tokens));
      writeDynamicBlock(bits, isLast, codes, written, randomStyle(random));
      dynamicBlocks++;
      longestLiteral = Math.max(longestLiteral, codes.literals[END_OF_BLOCK]!);
      for (const token of written) {
        const symbol = typeof token === 'number' ? token : token.length;
        longestLiteral = Math.max(longestLiteral, codes.literals[symbol]!);
        if (typeof token !== 'number')
          longestDistance = Math.max(longestDistance, codes.distances[token.distance]!);
      }
    }
  }
  return { stream: bits.bytes(), content: content.bytes(), dynamicBlocks, longestLiteral, longestDistance };
}

/**
 * Complete codes.
 * @param leastDistances symbols with a code; default 0: there may be none, or one alone of one bit, as zlib permits
 */
export function randomCodes(random: Random, leastDistances = 0): Codes {
  const bytes = pickSome(random, 256, random.pick([1, 2, 5, 20, 60, 150, 256]));
  const matches = pickSome(random, 29, random.pick([0, 1, 3, 10, 29, 29])).map((n) => 257 + n);
  const literals = assign(random, [...bytes, END_OF_BLOCK, ...matches], random.between(257, 286));
  const distanceCount = Math.max(leastDistances, random.pick([0, 1, 2, 3, 5, 10, 16, 20, 30, 30, 30, 30]));
  const chosen = pickSome(random, 30, distanceCount);
  return { literals, distances: assign(random, chosen, random.between(1, 30)) };
}

/** Gives codes to these symbols. The result is as long as they need, and at least `size`. */
function assign(random: Random, symbols: readonly number[], size: number): number[] {
  const lengths = new Array<number>(Math.max(size, 1, ...symbols.map((symbol) => symbol + 1))).fill(0);
  const codes = symbols.length === 1 ? [1] : completeCode(random, symbols.length, MAX_BITS);
  shuffled(random, symbols).forEach((symbol, n) => (lengths[symbol] = codes[n]!));
  return lengths;
}

/** Lengths of `count` codes that leave none over, of up to `max` bits: codes are split in two until there are enough. */
export function completeCode(random: Random, count: number, max: number): number[] {
  // How often the longest code is split, which makes long ones; else any.
  const deep = random.pick([0, 0.3, 0.8, 1]);
  const lengths = [0];
  while (lengths.length < count) {
    let at = random.between(0, lengths.length - 1);
    if (random.chance(deep)) at = longestBelow(lengths, max);
    if (lengths[at]! < max) lengths.push(++lengths[at]!);
  }
  return lengths;
}

function longestBelow(lengths: readonly number[], max: number): number {
  let best = 0;
  let longest = -1;
  lengths.forEach((length, n) => {
    if (length < max && length > longest) [best, longest] = [n, length];
  });
  return best;
}

/** All repetitions, none or some; codes of lengths also for symbols that are not used. */
export function randomStyle(random: Random): CodesStyle {
  const share = random.pick([0, 0.5, 1, 1]);
  return { repeats: () => random.chance(share), codes: (used) => codesOfCodes(random, used) };
}

export function codesOfCodes(random: Random, used: ReadonlySet<number>): number[] {
  const others = shuffled(
    random,
    Array.from({ length: 19 }, (_, n) => n).filter((n) => !used.has(n)),
  );
  const least = Math.max(0, 2 - used.size);
  const symbols = [
    ...used,
    ...others.slice(0, random.chance(0.5) ? least : random.between(least, others.length)),
  ];
  const codes = completeCode(random, symbols.length, MAX_CODES_BITS);
  const lengths = new Array<number>(19).fill(0);
  shuffled(random, symbols).forEach((symbol, n) => (lengths[symbol] = codes[n]!));
  return lengths;
}

/** Tokens that have codes, each symbol as likely as any other. What they mean is appended to the content. */
export function randomTokens(random: Random, codes: Codes, content: Content, count: number): Token[] {
  const symbols = codes.literals.flatMap((length, n) =>
    length > 0 && n !== END_OF_BLOCK && n < 286 ? [n] : [],
  );
  const distances = codes.distances.flatMap((length, n) => (length > 0 && n < 30 ? [n] : []));
  const bytes = symbols.filter((symbol) => symbol < END_OF_BLOCK);
  const matches = symbols.filter((symbol) => symbol > END_OF_BLOCK);
  // Of how many tokens are matches: as their symbols are among all, or most of them.
  const matching = random.chance(0.5) ? matches.length / Math.max(1, symbols.length) : 0.7;
  const tokens: Token[] = [];
  for (let n = 0; n < count && content.length < ENOUGH_CONTENT; n++) {
    if (matches.length > 0 && distances.length > 0 && random.chance(matching)) {
      const match = randomMatch(random, matches, distances, content.length);
      if (match !== undefined) {
        tokens.push(match);
        content.repeat(matchDistance(match), matchLength(match));
        continue;
      }
    }
    if (bytes.length === 0) continue;
    const byte = random.pick(bytes);
    tokens.push(byte);
    content.append(Uint8Array.of(byte));
  }
  return tokens;
}

/** @returns undefined: the distance that was drawn lies before the beginning of the content */
function randomMatch(
  random: Random,
  lengths: readonly number[],
  distances: readonly number[],
  behind: number,
): Match | undefined {
  const length = random.pick(lengths);
  const distance = random.pick(distances);
  const lengthExtra = random.between(0, (1 << lengthExtraBits(length)) - 1);
  const most = (1 << distanceExtraBits(distance)) - 1;
  const nearest = { length, lengthExtra, distance, distanceExtra: 0 };
  const room = behind - matchDistance(nearest);
  if (room < 0) return undefined;
  return { ...nearest, distanceExtra: random.between(0, Math.min(most, room)) };
}

/** Content that grows. */
export class Content {
  #bytes = Buffer.alloc(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  repeat(distance: number, length: number): void {
    this.#reserve(length);
    for (let n = 0; n < length; n++) {
      this.#bytes[this.#length] = this.#bytes[this.#length - distance]!;
      this.#length++;
    }
  }

  bytes(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length + more)]);
  }
}

export function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.uint32() & 0xff));
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const all = [...items];
  for (let n = all.length - 1; n > 0; n--) {
    const other = random.between(0, n);
    [all[n], all[other]] = [all[other]!, all[n]!];
  }
  return all;
}

/** `count` of the numbers below `below`. */
function pickSome(random: Random, below: number, count: number): number[] {
  return shuffled(
    random,
    Array.from({ length: below }, (_, n) => n),
  ).slice(0, count);
}
