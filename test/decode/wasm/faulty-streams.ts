import type { Random } from '../../../src/simulate/random.js';
import {
  codesOfCodes,
  Content,
  MAX_BITS,
  MAX_CODES_BITS,
  randomBytes,
  randomCodes,
  randomStyle,
  randomTokens,
} from './deflate-streams.js';
import {
  BitWriter,
  canonicalCodes,
  CODES_ORDER,
  type Codes,
  type CodesStyle,
  END_OF_BLOCK,
  type Match,
  type Token,
  writeDynamicBlock,
  writeFixedBlock,
} from './deflate-writer.js';

/* Random DEFLATE streams with one fault each, which every inflater must refuse. */

/** A stream that is valid up to its last block, which has this fault. */
export function generateFaultyStream(random: Random, fault: Fault): Buffer {
  const bits = new BitWriter();
  const content = new Content();
  if (random.chance(0.5)) {
    const codes = randomCodes(random);
    const tokens = randomTokens(random, codes, content, random.between(0, 60));
    writeDynamicBlock(bits, false, codes, tokens, randomStyle(random));
  }
  const codes = randomCodes(random, 2);
  WRITERS[fault]({
    bits,
    random,
    literals: [...codes.literals],
    distances: [...codes.distances],
    tokens: randomTokens(random, codes, content, random.between(0, 60)),
  });
  return bits.bytes();
}

/** What the last block is made of: valid, before the fault. */
interface Block {
  readonly bits: BitWriter;
  readonly random: Random;
  readonly literals: number[];
  /** At least two have a code. */
  readonly distances: number[];
  readonly tokens: readonly Token[];
}

const WRITERS = {
  'too many literal codes': (block: Block) => {
    shorten(block.random, block.literals);
    write(block);
  },
  'too few literal codes': (block: Block) => {
    lengthen(block.random, block.literals, MAX_BITS);
    write(block);
  },
  'too many distance codes': (block: Block) => {
    shorten(block.random, block.distances);
    write(block);
  },
  'too few distance codes': (block: Block) => {
    lengthen(block.random, block.distances, MAX_BITS);
    write(block);
  },
  'too many codes of lengths': (block: Block) => {
    write(block, withCodes(block.random, shorten));
  },
  'too few codes of lengths': (block: Block) => {
    write(
      block,
      withCodes(block.random, (random, lengths) => lengthen(random, lengths, MAX_CODES_BITS)),
    );
  },
  'no end of block': (block: Block) => {
    // Its code goes to a symbol that has none, so that the codes remain complete.
    const other = block.literals.indexOf(0);
    block.literals[Math.max(0, other)] = block.literals[END_OF_BLOCK]!;
    block.literals[END_OF_BLOCK] = 0;
    write(block);
  },
  'too many literal symbols': (block: Block) => {
    const size = block.random.between(287, 288);
    while (block.literals.length < size) block.literals.push(0);
    write(block);
  },
  'too many distance symbols': (block: Block) => {
    const size = block.random.between(31, 32);
    while (block.distances.length < size) block.distances.push(0);
    write(block);
  },
  'a repetition of nothing': (block: Block) => {
    // Were it three zeros, the codes would be complete: 255 and 256 have one bit, and a distance.
    writeLengths(block, [
      [16, 0],
      [18, 127],
      [18, 103],
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
  },
  'a repetition that is too long': (block: Block) => {
    // 257 + 1 lengths are told, and it gives two more. Without these the codes would be complete.
    writeLengths(block, [
      [1, 0],
      [18, 127],
      [18, 106],
      [1, 0],
      [block.random.between(16, 17), 0],
    ]);
  },
  'a distance that is too far': ({ bits, random }: Block) => {
    // Behind 100 literals and what the block before has, which is less than 24,577 bytes.
    const literals = Array.from({ length: random.between(1, 100) }, () => random.between(0, 255));
    const far: Match = { length: 257, lengthExtra: 0, distance: 29, distanceExtra: random.between(0, 8191) };
    writeFixedBlock(bits, true, [...literals, far]);
  },
  'a length without a meaning': ({ bits, random }: Block) => {
    const match = { length: random.between(286, 287), lengthExtra: 0, distance: 0, distanceExtra: 0 };
    writeFixedBlock(bits, true, [65, match]);
  },
  'a distance without a meaning': ({ bits, random }: Block) => {
    const match = { length: 257, lengthExtra: 0, distance: random.between(30, 31), distanceExtra: 0 };
    writeFixedBlock(bits, true, [65, match]);
  },
  'a distance without a code': ({ bits, random }: Block) => {
    const distances = new Array<number>(random.between(1, 30)).fill(0);
    // None has a code, or one alone, which is 0.
    if (random.chance(0.5)) distances[random.between(0, distances.length - 1)] = 1;
    const literals = Array.from({ length: 258 }, (_, n) => (n === 65 || n === 66 || n >= 256 ? 2 : 0));
    writeUnfinished(bits, { literals, distances });
    const canonical = canonicalCodes(literals);
    bits.code(canonical[65]!, 2).code(canonical[257]!, 2).number(1, 1).code(canonical[END_OF_BLOCK]!, 2);
  },
  'a stored length that is damaged': ({ bits, random }: Block) => {
    const bytes = randomBytes(random, random.between(0, 200));
    bits.number(1, 1).number(0, 2).align().number(bytes.length, 16);
    bits.number(~bytes.length ^ (1 << random.between(0, 15)), 16).raw(bytes);
  },
  'a kind of block that does not exist': ({ bits, random }: Block) => {
    bits.number(1, 1).number(3, 2).raw(randomBytes(random, 20));
  },
  'an end that is missing': ({ bits, random, literals, distances, tokens }: Block) => {
    writeDynamicBlock(bits, false, { literals, distances }, tokens, randomStyle(random));
  },
} as const;

export type Fault = keyof typeof WRITERS;
export const FAULTS = Object.keys(WRITERS) as readonly Fault[];

function write({ bits, random, literals, distances, tokens }: Block, style = randomStyle(random)): void {
  writeDynamicBlock(bits, true, { literals, distances }, tokens, style);
}

function withCodes(random: Random, damage: (random: Random, lengths: number[]) => void): CodesStyle {
  return {
    repeats: () => random.chance(0.5),
    codes: (used) => {
      const lengths = codesOfCodes(random, used);
      damage(random, lengths);
      return lengths;
    },
  };
}

/**
 * A dynamic block with the fewest symbols, whose lengths are these symbols with their extra bits. Its first literal is
 * followed by the end of the block, if both have a code of one bit.
 */
function writeLengths({ bits }: Block, told: readonly (readonly [number, number])[]): void {
  const lengths = Array.from({ length: 19 }, (_, n) => (n < 13 ? 4 : 5));
  bits.number(1, 1).number(2, 2).number(0, 5).number(0, 5).number(15, 4);
  for (const symbol of CODES_ORDER) bits.number(lengths[symbol]!, 3);
  const canonical = canonicalCodes(lengths);
  for (const [symbol, extra] of told) {
    bits.code(canonical[symbol]!, lengths[symbol]!);
    bits.number(extra, symbol < 16 ? 0 : symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
  }
  bits.number(2, 2);
}

/** A last dynamic block without its symbols. */
function writeUnfinished(bits: BitWriter, codes: Codes): void {
  const block = new BitWriter();
  writeDynamicBlock(block, true, codes, []);
  const bytes = block.bytes();
  const size = block.bits - codes.literals[END_OF_BLOCK]!;
  for (let n = 0; n < size; n++) bits.number((bytes[n >> 3]! >> (n & 7)) & 1, 1);
}

/** Takes bits from some code, or adds a code of one bit: there are too many codes then. */
function shorten(random: Random, lengths: number[]): void {
  const long = lengths.flatMap((length, n) => (length > 1 ? [n] : []));
  if (long.length > 0) {
    const at = random.pick(long);
    lengths[at] = random.between(1, lengths[at]! - 1);
  } else if (lengths.includes(0)) lengths[lengths.indexOf(0)] = 1;
  else lengths.push(1);
}

/** Adds bits to some code: the codes are incomplete then. */
function lengthen(random: Random, lengths: number[], max: number): void {
  const at = random.pick(lengths.flatMap((length, n) => (length > 0 && length < max ? [n] : [])));
  lengths[at] = random.between(lengths[at]! + 1, max);
}
