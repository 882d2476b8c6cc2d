import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { DocumentScanner } from '../../../src/decode/wasm/document-scanner.js';
import { neededOf, needleFinder } from '../../../src/decode/needles.js';
import { splitRecords } from '../../../src/decode/reference/record-splitter.js';
import { available } from './available.js';
import { runs } from '../../support/thorough.js';

const scanner = available(DocumentScanner.create());
const finder = needleFinder(['GetSecretValue']);

function scanIn(bytes: Buffer, edges: readonly number[], lazy: boolean): number[] | undefined {
  const memory = scanner.start(bytes.length, finder, lazy)!;
  let at = 0;
  for (const edge of [...edges, bytes.length]) {
    memory.fill(0x22, at); // whatever an earlier document left there
    bytes.copy(memory, at, at, edge);
    at = edge;
    if (!scanner.scan(edge)) return undefined;
  }
  return [...(scanner.found()?.ranges ?? [])];
}

const records = Array.from({ length: 24 }, (_, n) => ({
  eventName: n % 5 === 3 ? 'GetSecretValue' : 'Decrypt',
  text: `${'\\'.repeat(n)}"},{ ${'y'.repeat((n * 37) % 150)}`,
  list: [[n], { n }],
}));
const bytes = Buffer.from(JSON.stringify({ Records: records }, null, 1));
const expected = splitRecords(bytes)
  .records.filter((_, n) => n % 5 === 3)
  .flatMap(({ start, end }) => [start, end]);

test('it does not matter where a document is divided', () => {
  expect(expected.length).toBe(10);
  for (let edge = 1; edge < bytes.length; edge++) {
    expect(scanIn(bytes, [edge], false)).toEqual(expected);
    expect(scanIn(bytes, [edge], true)).toEqual(expected);
  }
  const every = Array.from({ length: bytes.length - 1 }, (_, at) => at + 1);
  expect(scanIn(bytes, every, false)).toEqual(expected);
  expect(scanIn(bytes, every, true)).toEqual(expected);
});

test('knows a bound of how deep records are, 64 above the deepest at most', () => {
  for (const depth of [1, 5, 63, 64, 65, 200, 5000]) {
    const nested = Buffer.from(`[${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}]`);
    scanner.start(nested.length, null, false)!.set(nested);
    expect(scanner.scan(nested.length)).toBe(true);
    const bound = scanner.found()!.depth;
    expect(bound).toBeGreaterThanOrEqual(depth);
    expect(bound).toBeLessThanOrEqual(depth + 64);
  }
});

test('sums as zlib does, in whatever pieces', () => {
  const lengths = fc.oneof(
    fc.nat(300),
    fc.constantFrom(0, 15, 16, 17),
    fc
      .constantFrom(19_199, 19_200, 19_201, 21_183, 21_184, 21_185, 37_568, 100_000)
      .chain((length) => fc.integer({ min: length - 20, max: length + 20 })),
  );
  fc.assert(
    fc.property(
      lengths,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.integer(),
      (length, cuts, seed) => {
        let state = seed;
        const content = Buffer.alloc(length).map(
          () => (state = Math.imul(state, 1_664_525) + 1_013_904_223) >>> 24,
        );
        scanner.start(length, finder, false)!.set(content);
        for (const cut of cuts.sort((a, b) => a - b)) scanner.sum(Math.floor(cut * length));
        expect(scanner.checksum()).toBe(crc32(content));
        // The content is what it was.
        const memory = scanner.start(length, finder, false)!.subarray(0, length);
        expect(memory.equals(content)).toBe(true);
      },
    ),
    { numRuns: runs(400) },
  );
});

test('finds the records with any of up to 256 needles, and no others', () => {
  const letters = Array.from('ASIDE0123456789abcxyz-./:');
  const needle = fc.string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 20 });
  fc.assert(
    fc.property(
      fc.uniqueArray(needle, { minLength: 2, maxLength: 256 }),
      fc.array(fc.tuple(fc.nat(), needle, fc.boolean()), { minLength: 1, maxLength: 40 }),
      (asked, parts) => {
        const needles = neededOf(asked);
        const texts = parts.map(([index, other, has]) => {
          const one = needles[index % needles.length]!;
          // Without its last character a needle is only nearly there.
          return JSON.stringify({ a: has ? `${other}${one}` : `${other}${one.slice(0, -1)}~` });
        });
        const document = Buffer.from(`{"Records":[${texts.join(',')}]}`);
        expect(scanner.canFind(needleFinder(needles))).toBe(true);
        scanner.start(document.length, needleFinder(needles), false)!.set(document);
        expect(scanner.scan(document.length)).toBe(true);
        const wanted = splitRecords(document).records.filter((_, n) =>
          needles.some((one) => texts[n]!.includes(one)),
        );
        expect([...scanner.found()!.ranges]).toEqual(wanted.flatMap(({ start, end }) => [start, end]));
      },
    ),
    { numRuns: runs(200) },
  );
});
