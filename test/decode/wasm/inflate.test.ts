import fc from 'fast-check';
import { constants, createDeflateRaw, deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DocumentScanner } from '../../../src/decode/wasm/document-scanner.js';
import { available } from './available.js';

/* Inflating in WebAssembly, held against zlib. */

const scanner = available(DocumentScanner.create());
const TRAILER = 8;
const HEXADECIMAL = Array.from('0123456789abcdef-"');

/** @returns undefined: refused, or the stream does not end where it should */
function inflate(stream: Uint8Array, length: number, step = 2 ** 18): Buffer | undefined {
  const stored = Buffer.concat([stream, Buffer.alloc(TRAILER, 0xff)]);
  const document = scanner.start(length, null, false, stored.length)!;
  document.fill(0x55);
  scanner.startInflate(stored);
  for (let at = 0; at < length;) {
    const wanted = Math.min(at + step, length);
    at = scanner.inflate(wanted);
    if (at < wanted || at > length) return undefined;
  }
  return scanner.inflateEnd() === TRAILER ? document : undefined;
}

function deflated(content: Buffer, options: ZlibOptions = {}): Buffer {
  return deflateRawSync(content, options);
}

/** Bits of a stream, the first the lowest of the first byte. */
class BitWriter {
  readonly #bits: number[] = [];

  /** A number, its lowest bit first. */
  number(value: number, size: number): this {
    for (let n = 0; n < size; n++) this.#bits.push((value >> n) & 1);
    return this;
  }

  /** A code, its highest bit first. */
  code(value: number, size: number): this {
    for (let n = size - 1; n >= 0; n--) this.#bits.push((value >> n) & 1);
    return this;
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(Math.ceil(this.#bits.length / 8));
    this.#bits.forEach((bit, n) => (bytes[n >> 3]! |= bit << (n & 7)));
    return bytes;
  }
}

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The canonical codes of these lengths: by symbol, the code. */
function codesOf(lengths: readonly number[]): number[] {
  const codes = new Array<number>(lengths.length).fill(0);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code <<= 1;
    lengths.forEach((one, symbol) => {
      if (one === length) codes[symbol] = code++;
    });
  }
  return codes;
}

/** A last block with codes of these lengths, and its literals and end of block. */
function block(
  literals: readonly number[],
  distances: readonly number[],
  symbols: readonly number[],
): Buffer {
  const bits = new BitWriter().number(1, 1).number(2, 2);
  bits
    .number(literals.length - 257, 5)
    .number(distances.length - 1, 5)
    .number(15, 4);
  // All lengths of codes up to 15 have 4 bits; repetitions have none.
  for (const symbol of ORDER) bits.number(symbol < 16 ? 4 : 0, 3);
  for (const length of [...literals, ...distances]) bits.code(length, 4);
  const codes = codesOf(literals);
  for (const symbol of symbols) bits.code(codes[symbol]!, literals[symbol]!);
  return bits.bytes();
}

function accepts(stream: Buffer): { zlib: boolean; ours: boolean } {
  let content: Buffer | undefined;
  try {
    content = inflateRawSync(stream);
  } catch {
    content = undefined;
  }
  const ours = inflate(stream, content?.length ?? 10);
  if (ours !== undefined) expect(ours.equals(content!)).toBe(true);
  return { zlib: content !== undefined, ours: ours !== undefined };
}

const { Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED, Z_DEFAULT_STRATEGY } = constants;

/** Text that repeats itself from everywhere near and far, between stretches that do not. */
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

test('whatever zlib writes, in whatever steps', () => {
  fc.assert(
    fc.property(content, options, fc.integer({ min: 1, max: 3000 }), (bytes, how, step) => {
      const stream = deflated(bytes, how);
      expect(inflate(stream, bytes.length)?.equals(bytes)).toBe(true);
      expect(inflate(stream, bytes.length, step)?.equals(bytes)).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test('blocks of every kind one after the other, empty ones among them', async () => {
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
      expect(inflate(Buffer.concat(chunks), bytes.length)?.equals(bytes)).toBe(true);
    }
  }
});

test('matches at every short distance and of every length, next to the end of the document', () => {
  for (let distance = 1; distance <= 70; distance++) {
    const pattern = Buffer.from(Array.from({ length: distance }, (_, n) => (n * 7 + distance) & 255));
    for (const length of [3, 4, 15, 16, 17, 31, 32, 33, 34, 63, 64, 65, 257, 258, 259, 600]) {
      const bytes = Buffer.concat([pattern, Buffer.alloc(length, pattern)]);
      expect(inflate(deflated(bytes, { level: 9 }), bytes.length)?.equals(bytes)).toBe(true);
    }
  }
});

describe('codes that zlib does not write', () => {
  const A = 65;
  const END = 256;
  const lengths = (of: Readonly<Record<number, number>>): number[] =>
    Array.from({ length: 257 }, (_, symbol) => of[symbol] ?? 0);

  test('as long as they can be', () => {
    // 1, 2, 3 … 14, 15, 15 bits
    const long = lengths(Object.fromEntries(Array.from({ length: 15 }, (_, n) => [A + n, n + 1])));
    long[END] = 15;
    const symbols = Array.from({ length: 300 }, (_, n) => A + ((n * n) % 15));
    const stream = block(long, [1], [...symbols, END]);
    expect(accepts(stream)).toEqual({ zlib: true, ours: true });
    expect(inflate(stream, 300)?.toString('latin1')).toBe(String.fromCharCode(...symbols));
  });

  test('that leave none over, in any number: filled tables and further ones', () => {
    // Splits a code in two until there are enough, anywhere.
    const split = fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), {
      minLength: 1,
      maxLength: 255,
    });
    fc.assert(
      fc.property(split, fc.array(fc.nat(1000), { minLength: 1, maxLength: 200 }), (cuts, picks) => {
        const sizes = [1, 1];
        for (const cut of cuts) {
          const at = Math.floor(cut * sizes.length);
          if (sizes[at]! < 15) sizes.push(++sizes[at]!);
        }
        const literals = lengths(Object.fromEntries(sizes.slice(1).map((size, n) => [n, size])));
        literals[END] = sizes[0]!;
        const symbols = picks.map((pick) => pick % (sizes.length - 1));
        const stream = block(literals, [1, 1], [...symbols, END]);
        expect(inflate(stream, symbols.length)).toEqual(Buffer.from(symbols));
        expect(inflateRawSync(stream)).toEqual(Buffer.from(symbols));
      }),
      { numRuns: 500 },
    );
  });

  test('too many, too few, or no end are refused, as zlib refuses them', () => {
    for (const literals of [
      lengths({ [A]: 1, [A + 1]: 1, [END]: 1 }),
      lengths({ [A]: 2, [A + 1]: 2, [END]: 2 }),
      lengths({ [A]: 1, [A + 1]: 1 }),
    ])
      expect(accepts(block(literals, [1], [A, END]))).toEqual({ zlib: false, ours: false });
    const good = lengths({ [A]: 1, [END]: 1 });
    expect(accepts(block(good, [1], [A, END]))).toEqual({ zlib: true, ours: true });
    expect(accepts(block(good, [0], [A, END]))).toEqual({ zlib: true, ours: true });
    for (const distances of [[1, 1, 1], [2, 2], [2, 2, 2], [2]])
      expect(accepts(block(good, distances, [A, END]))).toEqual({ zlib: false, ours: false });
  });

  test('symbols that mean nothing are refused', () => {
    for (const symbol of [286, 287]) {
      const stream = new BitWriter()
        .number(1, 1)
        .number(1, 2)
        .code(0xc0 + symbol - 280, 8)
        .code(0, 7);
      expect(accepts(stream.bytes())).toEqual({ zlib: false, ours: false });
    }
    for (const distance of [30, 31]) {
      const stream = new BitWriter()
        .number(1, 1)
        .number(1, 2)
        .code(0x30 + A, 8)
        .code(1, 7)
        .code(distance, 5);
      expect(accepts(stream.code(0, 7).bytes())).toEqual({ zlib: false, ours: false });
    }
  });

  test('a match from before the beginning is refused', () => {
    for (const [literals, ours] of [
      [3, false],
      [4, true],
    ] as const) {
      const stream = new BitWriter().number(1, 1).number(1, 2);
      for (let n = 0; n < literals; n++) stream.code(0x30 + A, 8);
      // Length 3 from 4 before: the first code for it, the fourth distance.
      stream.code(1, 7).code(3, 5).code(0, 7);
      expect(accepts(stream.bytes())).toEqual({ zlib: ours, ours });
    }
  });
});

test('a stream that is cut, changed or random is refused or gives what zlib gives', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      content,
      options,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(7),
      (bytes, how, where, bit) => {
        const stream = deflated(bytes, how);
        const at = Math.floor(where * (stream.length - 1));
        expect(inflate(stream.subarray(0, at), bytes.length)).toBeUndefined();
        const changed = Buffer.from(stream);
        changed[at]! ^= 1 << bit;
        if (accepts(changed).ours) accepted++;
        expect(accepts(changed.subarray(at)).zlib || !accepts(changed.subarray(at)).ours).toBe(true);
      },
    ),
    { numRuns: 1500 },
  );
  expect(accepted).toBeGreaterThan(20);
});
