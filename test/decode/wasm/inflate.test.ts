import fc from 'fast-check';
import { constants, createDeflateRaw, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Random } from '../../../src/simulate/random.js';
import { generateStream } from './deflate-streams.js';
import {
  BitWriter,
  type Codes,
  END_OF_BLOCK,
  type Token,
  writeDynamicBlock,
  writeFixedBlock,
} from './deflate-writer.js';
import { FAULTS, generateFaultyStream } from './faulty-streams.js';
import { compare, type Comparison, inflateFast, inflateZlib } from './inflate-both.js';
import { largestTable } from './largest-table.js';
import { runs, seen } from '../../support/thorough.js';

/* The inflater of the fast path, compared with zlib. */

const HEXADECIMAL = Array.from('0123456789abcdef-"');

function deflated(content: Buffer, options: ZlibOptions = {}): Buffer {
  return deflateRawSync(content, options);
}

/** A stream of one dynamic block. */
function dynamicBlock(codes: Codes, tokens: readonly Token[]): Buffer {
  const bits = new BitWriter();
  writeDynamicBlock(bits, true, codes, tokens);
  return bits.bytes();
}

function fixedBlock(tokens: readonly Token[]): Buffer {
  const bits = new BitWriter();
  writeFixedBlock(bits, true, tokens);
  return bits.bytes();
}

/** How often each comparison was made. */
function counter(): Record<Comparison, number> {
  return { equal: 0, refused: 0, 'left to zlib': 0, different: 0 };
}

/** Streams that a test of random codes generates. */
const RUNS = runs(800);

const { Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED, Z_DEFAULT_STRATEGY } = constants;

/** Text that repeats what is near or far, and stretches that do not. */
const content = fc
  .array(
    fc.oneof(
      fc.record({ random: fc.uint8Array({ maxLength: 300 }) }),
      fc.record({ letters: fc.string({ unit: fc.constantFrom(...HEXADECIMAL), maxLength: 400 }) }),
      fc.record({
        back: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40_000 })),
        length: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 5000 })),
      }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => {
    let all = Buffer.alloc(0);
    for (const part of parts) {
      if ('random' in part) all = Buffer.concat([all, part.random]);
      else if ('letters' in part) all = Buffer.concat([all, Buffer.from(part.letters)]);
      else if (all.length > 0) {
        const pattern = all.subarray(-Math.min(part.back, all.length));
        all = Buffer.concat([all, Buffer.alloc(part.length, pattern)]);
      }
    }
    return all;
  })
  .filter(({ length }) => length > 0);

const options: fc.Arbitrary<ZlibOptions> = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED, Z_DEFAULT_STRATEGY),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
});

test('everything that zlib writes is inflated, in steps of any size', () => {
  fc.assert(
    fc.property(content, options, fc.integer({ min: 1, max: 3000 }), (bytes, how, step) => {
      const stream = deflated(bytes, how);
      expect(inflateFast(stream, bytes.length)?.equals(bytes)).toBe(true);
      expect(inflateFast(stream, bytes.length, step)?.equals(bytes)).toBe(true);
    }),
    { numRuns: runs(1500) },
  );
});

test('blocks of all kinds in one stream, also empty ones', async () => {
  const parts = ['a'.repeat(5000), '', 'Trailspike', '{"Records":[', '\0', 'b'.repeat(70_000)];
  for (const flush of [
    constants.Z_SYNC_FLUSH,
    constants.Z_FULL_FLUSH,
    constants.Z_PARTIAL_FLUSH,
    constants.Z_BLOCK,
  ]) {
    for (const level of [0, 1, 6, 9]) {
      const stream = createDeflateRaw({ level, flush });
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      for (const part of [...parts, ...parts]) stream.write(part);
      stream.end();
      await new Promise((resolve) => stream.on('end', resolve));
      const bytes = Buffer.from(parts.join('').repeat(2));
      expect(inflateFast(Buffer.concat(chunks), bytes.length)?.equals(bytes)).toBe(true);
    }
  }
});

test('matches of short distances and of all kinds of length, at the end of the document', () => {
  for (let distance = 1; distance <= 70; distance++) {
    const pattern = Buffer.from(Array.from({ length: distance }, (_, n) => (n * 7 + distance) & 255));
    for (const length of [3, 4, 15, 16, 17, 31, 32, 33, 34, 63, 64, 65, 257, 258, 259, 600]) {
      const bytes = Buffer.concat([pattern, Buffer.alloc(length, pattern)]);
      expect(inflateFast(deflated(bytes, { level: 9 }), bytes.length)?.equals(bytes)).toBe(true);
    }
  }
});

describe('random codes', () => {
  test('valid streams with codes of up to 15 bits, of literals and of distances, give what zlib gives', () => {
    const found = counter();
    let dynamicBlocks = 0;
    let longLiterals = 0;
    let longDistances = 0;
    let longest = 0;
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 3000 }), (seed, step) => {
        const generated = generateStream(new Random(seed), 400);
        // zlib accepts it and gives what was meant: the generator is right.
        expect(inflateZlib(generated.stream)?.equals(generated.content)).toBe(true);
        found[compare(generated.stream)]++;
        expect(compare(generated.stream, step)).toBe('equal');
        dynamicBlocks += generated.dynamicBlocks;
        if (generated.longestLiteral > 10) longLiterals++;
        if (generated.longestDistance > 8) longDistances++;
        if (generated.longestLiteral === 15 && generated.longestDistance === 15) longest++;
      }),
      { numRuns: RUNS },
    );
    // The fast path took all of them, and it met subtables and the longest codes.
    expect(found).toEqual({ ...counter(), equal: RUNS });
    expect(dynamicBlocks).toBeGreaterThan(RUNS);
    expect(longLiterals).toBeGreaterThan(0.5 * RUNS);
    expect(longDistances).toBeGreaterThan(0.3 * RUNS);
    expect(longest).toBeGreaterThan(0.1 * RUNS);
  });

  test.each(FAULTS)('%s: refused, as zlib refuses it', (fault) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(compare(generateFaultyStream(new Random(seed), fault))).toBe('refused');
      }),
      { numRuns: runs(150) },
    );
  });

  test('valid streams with a bit changed, cut or joined are refused or give what zlib gives', () => {
    const found = counter();
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed);
        const { stream } = generateStream(random, 100);
        const at = random.between(0, stream.length - 1);
        const changed = Buffer.from(stream);
        changed[at]! ^= 1 << random.between(0, 7);
        const other = generateStream(random, 50).stream;
        for (const one of [changed, stream.subarray(0, at), Buffer.concat([stream.subarray(0, at), other])])
          found[compare(one)]++;
      }),
      { numRuns: RUNS },
    );
    expect(found.different).toBe(0);
    expect(found['left to zlib']).toBe(0);
    expect(found.equal).toBeGreaterThan(0.1 * RUNS);
    expect(found.refused).toBeGreaterThan(RUNS);
  });
});

describe('codes at the limits', () => {
  const A = 65;
  const codes = (of: Readonly<Record<number, number>>, distances: readonly number[] = [0]): Codes => ({
    literals: Array.from({ length: 286 }, (_, symbol) => of[symbol] ?? 0),
    distances,
  });

  test('of 1, 2, 3 … 14, 15 and 15 bits', () => {
    const long = Object.fromEntries(Array.from({ length: 15 }, (_, n) => [A + n, n + 1]));
    const symbols = Array.from({ length: 300 }, (_, n) => A + ((n * n) % 15));
    const stream = dynamicBlock(codes({ ...long, [END_OF_BLOCK]: 15 }), symbols);
    expect(inflateFast(stream, 300)?.toString('latin1')).toBe(String.fromCharCode(...symbols));
    expect(compare(stream)).toBe('equal');
  });

  test('of the largest tables', () => {
    const distances = largestTable(30, 8);
    expect(distances.entries).toBe(400); // MOST_DISTANCE_ENTRIES in huffman.ts
    // How many codes have 1 to 15 bits: what largestTable(286, 10) finds in a minute, with 1332 entries.
    const counts = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 229, 49, 1, 2];
    const literals = counts.flatMap((count, n) => new Array<number>(count).fill(n + 1));
    expect(literals.length).toBe(286);
    const used = (token: number): Token[] => [
      token,
      token + 1,
      {
        length: 257 + (token % 29),
        lengthExtra: 0,
        distance: token % 10,
        distanceExtra: 0,
      },
    ];
    for (const order of [(n: number) => n, (n: number) => 285 - n, (n: number) => (n * 101) % 286]) {
      const largest: Codes = {
        literals: literals.map((_, n) => literals[order(n)]!),
        distances: distances.lengths.map((_, n) => distances.lengths[(n * 7) % distances.lengths.length]!),
      };
      const far: Token[] = Array.from({ length: 600 }, (_, n) => ({
        length: 257 + (n % 29),
        lengthExtra: 0,
        distance: n < 300 ? 0 : n % largest.distances.length,
        distanceExtra: 0,
      }));
      const warm: Token[] = Array.from({ length: 150 }, (_, n) => used(n)).flat();
      const stream = dynamicBlock(largest, [...Array.from({ length: 255 }, (_, n) => n), ...warm, ...far]);
      expect(compare(stream)).toBe('equal');
    }
  });

  test('of one distance, or none: accepted, as zlib accepts them', () => {
    const literals = { [A]: 2, [A + 1]: 2, [END_OF_BLOCK]: 2, 257: 2 };
    for (let distance = 0; distance < 30; distance++) {
      const only = Array.from({ length: distance + 1 }, (_, n) => (n === distance ? 1 : 0));
      const match = { length: 257, lengthExtra: 0, distance, distanceExtra: 0 };
      const many = new Array<Token>(24_577).fill(A);
      expect(compare(dynamicBlock(codes(literals, only), [...many, A + 1, match, match]))).toBe('equal');
    }
    expect(compare(dynamicBlock(codes(literals, [0]), [A, A + 1, A]))).toBe('equal');
    expect(compare(dynamicBlock(codes(literals, new Array<number>(30).fill(0)), [A]))).toBe('equal');
  });

  test('too many, too few, or no end are refused, as zlib refuses them', () => {
    for (const literals of [
      { [A]: 1, [A + 1]: 1, [END_OF_BLOCK]: 1 },
      { [A]: 2, [A + 1]: 2, [END_OF_BLOCK]: 2 },
      { [A]: 1, [A + 1]: 1 },
      {},
    ])
      expect(compare(dynamicBlock(codes(literals), [A]))).toBe('refused');
    const good = { [A]: 1, [END_OF_BLOCK]: 1 };
    expect(compare(dynamicBlock(codes(good, [1]), [A]))).toBe('equal');
    expect(compare(dynamicBlock(codes(good, [0]), [A]))).toBe('equal');
    for (const distances of [[1, 1, 1], [2, 2], [2, 2, 2], [2], [15], [0, 3]])
      expect(compare(dynamicBlock(codes(good, distances), [A]))).toBe('refused');
  });

  test('a block whose only code is its end is left to zlib, which accepts it', () => {
    expect(compare(dynamicBlock(codes({ [END_OF_BLOCK]: 1 }), []))).toBe('left to zlib');
    expect(compare(dynamicBlock(codes({ [END_OF_BLOCK]: 2 }), []))).toBe('refused');
  });

  test('a match from before the beginning is refused', () => {
    for (const [literals, expected] of [
      [3, 'refused'],
      [4, 'equal'],
    ] as const) {
      const match = { length: 257, lengthExtra: 0, distance: 3, distanceExtra: 0 };
      expect(compare(fixedBlock([...new Array<Token>(literals).fill(A), match]))).toBe(expected);
    }
  });
});

test('what zlib writes, with a bit changed, cut or begun too late, is refused or gives what zlib gives', () => {
  const found = counter();
  fc.assert(
    fc.property(
      content,
      options,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(7),
      (bytes, how, where, bit) => {
        const stream = deflated(bytes, how);
        const at = Math.floor(where * (stream.length - 1));
        expect(compare(stream.subarray(0, at))).toBe('refused');
        const changed = Buffer.from(stream);
        changed[at]! ^= 1 << bit;
        found[compare(changed)]++;
        found[compare(changed.subarray(at))]++;
      },
    ),
    { numRuns: runs(1500) },
  );
  expect(found.different).toBe(0);
  expect(found.equal).toBeGreaterThan(seen(200));
});
