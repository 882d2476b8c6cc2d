import fc from 'fast-check';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/decode/decode-limits.js';
import { decoderUse } from '../../../src/decode/decoders.js';
import { gunzip } from '../../../src/decode/content/gunzip.js';
import { type NeedleFinder, needleFinder } from '../../../src/decode/needles.js';
import { splitRecords } from '../../../src/decode/reference/record-splitter.js';
import { ObjectScanner } from '../../../src/decode/wasm/object-scanner.js';
import { EVERYTHING, RETRIEVALS } from '../decode-all.js';
import { decodeBoth } from '../decode-both.js';
import { documents, objects, storage, usualDocuments } from '../documents.js';
import { available } from './available.js';
import { runs, seen } from '../../support/thorough.js';

/** Names that look alike, so that fingerprints are shared. */
function manyNames(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `Get${'ABCDEFGH'[n % 8]!}arameter${n}`);
}

const FINDERS: readonly (NeedleFinder | null)[] = [
  needleFinder(['GetSecretValue']),
  needleFinder(['eventName', 'Records', 'secret', 'AccessDenied']),
  needleFinder(['kms.amazonaws.com', '2026-03-01T13']),
  needleFinder(['ret', 'Secret', 'AccessDenied', 'amazonaws', 'Version', 'zzz'].concat(manyNames(120))),
  null,
];
const scanner = available(ObjectScanner.create());

/** Start and end of the records that may match, from the code that defines them; undefined: damaged. */
function wanted(bytes: Buffer, finder: NeedleFinder | null): number[] | undefined {
  const { records, failure } = splitRecords(bytes);
  if (failure !== null) return undefined;
  const matches = finder?.(bytes);
  return records
    .filter(({ start, end }) => matches === undefined || matches(start) < end)
    .flatMap(({ start, end }) => [start, end]);
}

/** Reads, and throws unless an answer is what the reference says. @returns whether there was one */
function check(stored: Uint8Array, finder: NeedleFinder | null): boolean {
  const read = scanner.scan(stored, finder, DEFAULT_LIMITS);
  if (read === undefined) return false;
  const reference = gunzip(stored, DEFAULT_LIMITS);
  expect(reference.failure).toBeNull();
  expect(read.content.equals(reference.bytes)).toBe(true);
  const records = [...read.records];
  // Where nothing is found, what a checksum vouches for may be damaged.
  if (!(reference.verified && finder?.(reference.bytes)(0) === Infinity)) {
    expect(records.flatMap(({ start, end }) => [start, end])).toEqual(wanted(reference.bytes, finder));
  } else expect(records).toEqual([]);
  return true;
}

function envelope(records: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ Records: records }));
}

test('the decoder under test is the one in WebAssembly', () => {
  expect(decoderUse()).toEqual({ name: 'wasm', unavailable: null });
});

test('documents as CloudTrail writes them, plain or as one gzip member, all take the fast path', () => {
  let accepted = 0;
  fc.assert(
    fc.property(usualDocuments, fc.nat(10), fc.constantFrom(...FINDERS), (bytes, level, finder) => {
      if (check(level === 10 ? bytes : gzipSync(bytes, { level }), finder)) accepted++;
    }),
    { numRuns: runs(1000) },
  );
  expect(accepted).toBe(runs(1000));
});

test('objects that take the fast path, most of all, are read as the reference reads them', () => {
  let accepted = 0;
  fc.assert(
    fc.property(objects, fc.constantFrom(...FINDERS), (stored, finder) => {
      if (check(stored, finder)) accepted++;
    }),
    { numRuns: runs(2000) },
  );
  expect(accepted).toBeGreaterThan(seen(1100));
});

test('usual documents take the fast path, with any strings and with any white space around their records', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('\\', '"', '{', '}', '[', ']', '},{', 'GetSecretValue', 'A', '\\u0041'), {
        maxLength: 150,
      })
      .map((parts) => parts.join('')),
  );
  const record = fc.dictionary(text, fc.oneof(text, fc.array(text), fc.dictionary(text, text)), {
    maxKeys: 6,
  });
  const space = fc.constantFrom('', ' ', '\n', '\r\n\t', ' '.repeat(64));
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 12 }),
      fc.boolean(),
      fc.option(fc.nat(4), { nil: 0 }),
      fc.array(space, { minLength: 4, maxLength: 4 }),
      fc.constantFrom(...FINDERS),
      (records, bare, indent, [before = '', open = '', between = '', after = ''], finder) => {
        const list = records.map((one) => JSON.stringify(one, null, indent)).join(`${between},${open}`);
        const array = `[${open}${list}${between}]`;
        const whole = bare ? array : `{${open}"Records"${between}:${open}${array}${between}}`;
        const bytes = Buffer.from(before + whole + after);
        expect(check(bytes, finder)).toBe(true);
        // Where nothing is found, the first and last 64 bytes must say that the document is whole.
        const isSpacious = [before, open, between, after].some(({ length }) => length >= 64);
        expect(check(gzipSync(bytes), finder) || isSpacious).toBe(true);
      },
    ),
    { numRuns: runs(1500) },
  );
});

/** What the scanner treats in a special way, at every offset from the edges of blocks and steps. */
describe('at every offset', () => {
  test('escapes, quotes and brackets', () => {
    for (let shift = 0; shift < 70; shift++) {
      for (const tail of ['\\\\', '\\"', '\\\\\\"', '\\u0041', '{', '}', '},{', 'GetSecretValue']) {
        const text = `{"Records":[{"p":"${'x'.repeat(shift)}${tail}"},{"q":["${tail}",{}]},{"r":1}]}`;
        for (const finder of FINDERS) expect(check(Buffer.from(text), finder)).toBe(true);
      }
    }
  });

  test('backslashes outside of strings, which escape nothing', () => {
    for (let shift = 0; shift < 70; shift++) {
      for (const member of ['\\"x\\":1', '\\"x":1', '\\\\"x":1', '\\u0041', '\\']) {
        const text = `[{"p":"${'x'.repeat(shift)}",${member}},{"GetSecretValue":2}]`;
        for (const finder of FINDERS) expect(check(Buffer.from(text), finder)).toBe(false);
      }
    }
  });

  test('runs of backslashes', () => {
    for (let shift = 0; shift < 66; shift++) {
      for (let run = 0; run < 70; run += 1 + (run >> 3)) {
        const text = `[{"p${' '.repeat(shift)}":"${'\\'.repeat(2 * run)}","q":"${'\\'.repeat(2 * run + 1)}"GetSecretValue"}]`;
        expect(check(Buffer.from(text), FINDERS[0]!)).toBe(true);
      }
    }
  });

  test('a word in the gap between records is in none of them', () => {
    const spaces = needleFinder(['   ']);
    for (let gap = 0; gap < 150; gap++) {
      const text = `[{"a":1},${' '.repeat(gap)}{"b":"   "},{"c":2}${' '.repeat(gap)}]`;
      expect(check(Buffer.from(text), spaces)).toBe(true);
    }
  });

  test('long gaps are read, by either decoder', () => {
    for (const gap of [180, 191, 192, 193, 600]) {
      const text = `[{"a":1}${' '.repeat(gap)},${' '.repeat(gap)}{"GetSecretValue":1}${' '.repeat(gap)}]${' '.repeat(gap)}`;
      check(Buffer.from(text), FINDERS[0]!);
      check(Buffer.from(text), null);
    }
  });
});

describe('of damage', () => {
  const records = [
    { eventName: 'GetSecretValue', policy: '{"a":["\\"GetSecretValue"]}' },
    { eventName: 'Decrypt', list: [{}, [], '}]}'] },
    { eventName: 'GetSecretValue', text: '\u0001\\ü' },
  ];
  const bytes = envelope(records);

  test('every cut is noticed or left to the reference', () => {
    for (let length = 0; length < bytes.length; length++) {
      for (const finder of [FINDERS[0]!, null]) {
        expect(check(bytes.subarray(0, length), finder)).toBe(false);
        check(gzipSync(bytes.subarray(0, length)), finder);
      }
    }
  });

  test('every changed byte gives what the reference gives', () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const byte of [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x20, 0x00, 0x7c, 0xff, bytes[at]! ^ 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        for (const finder of [FINDERS[0]!, null]) check(changed, finder);
      }
    }
  });

  test('every changed byte of the gzip is noticed or makes no difference', () => {
    const stored = gzipSync(bytes);
    for (let at = 2; at < stored.length; at++) {
      for (const bit of [0, 3, 7]) {
        const changed = Buffer.from(stored);
        changed[at]! ^= 1 << bit;
        if (check(changed, FINDERS[0]!))
          expect(gunzip(changed, DEFAULT_LIMITS).bytes.equals(bytes)).toBe(true);
      }
    }
    expect(check(stored, FINDERS[0]!)).toBe(true);
  });
});

test('a stream that ends too early or too late is left to the reference, with a checksum that fits', () => {
  const content = envelope([{ GetSecretValue: 1 }]);
  const member = (stream: Buffer, length: number): Buffer => {
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(content.subarray(0, length)), 0);
    trailer.writeUInt32LE(length, 4);
    return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), stream, trailer]);
  };
  const stream = deflateRawSync(content);
  expect(check(member(stream, content.length), FINDERS[0]!)).toBe(true);
  expect(check(member(stream, content.length - 1), FINDERS[0]!)).toBe(false);
  expect(check(member(stream.subarray(0, -1), content.length), FINDERS[0]!)).toBe(false);
  expect(check(member(Buffer.concat([stream, Buffer.alloc(1)]), content.length), FINDERS[0]!)).toBe(false);
  expect(check(Buffer.concat([member(stream, content.length), Buffer.alloc(3)]), FINDERS[0]!)).toBe(false);
});

test('headers with a file name, and lengths around every step', () => {
  for (const length of [1, 1000, 1023, 1024, 65_535, 2 ** 18 - 1, 2 ** 18, 2 ** 18 + 1, 2 ** 19, 700_001]) {
    const pad = Math.max(0, length - envelope([{ GetSecretValue: '' }]).length);
    const content = envelope([{ GetSecretValue: 'x'.repeat(pad) }]);
    const stored = gzipSync(content);
    const named = Buffer.concat([
      stored.subarray(0, 3),
      Buffer.from([8]),
      stored.subarray(4, 10),
      Buffer.from('a.json\0'),
      stored.subarray(10),
    ]);
    for (const finder of [FINDERS[0]!, null]) {
      expect([check(stored, finder), check(named, finder), check(content, finder)]).toEqual([
        true,
        true,
        true,
      ]);
    }
  }
});

test('more records that match than fit into one answer, each found once', () => {
  const bytes = envelope(
    Array.from({ length: 30_000 }, (_, n) => (n % 3 === 0 ? { n } : { GetSecretValue: n })),
  );
  expect(check(bytes, FINDERS[0]!)).toBe(true);
  expect(check(gzipSync(bytes), null)).toBe(true);
});

test('words that reach out of a record, and too many of them, are left to the reference', () => {
  const bytes = envelope([{ a: 'xyz' }]);
  expect(check(bytes, needleFinder(['z"}']))).toBe(false);
  expect(check(bytes, needleFinder(['x'.repeat(61)]))).toBe(false);
  expect(check(bytes, needleFinder(Array.from({ length: 257 }, (_, n) => `word${n + 100}`)))).toBe(false);
  expect(check(bytes, needleFinder(Array.from({ length: 256 }, (_, n) => `word${n + 100}`)))).toBe(true);
});

test('caps hold', () => {
  const bytes = gzipSync(envelope([{ a: 'x'.repeat(1000) }]));
  const read = (limits: object) => scanner.scan(bytes, null, { ...DEFAULT_LIMITS, ...limits });
  expect(read({ maxInflatedBytes: 1022 })).toBeDefined();
  expect(read({ maxInflatedBytes: 1021 })).toBeUndefined();
  expect(read({ maxDepth: 1 })).toBeDefined();
  const deep = envelope([JSON.parse('['.repeat(150) + ']'.repeat(150))].map((a: unknown) => ({ a })));
  expect(scanner.scan(deep, null, { ...DEFAULT_LIMITS, maxDepth: 150 })).toBeUndefined();
});

test('an object decodes to the same outcome by either decoder, damaged or not', () => {
  const damage = fc.option(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    nil: null,
    freq: 1, // every second one
  });
  const withDamage = (bytes: Buffer, hurt: readonly [number, number] | null): Buffer => {
    if (hurt === null || bytes.length === 0) return bytes;
    const damaged = Buffer.from(bytes);
    damaged[Math.floor(hurt[0] * (bytes.length - 1))] = hurt[1];
    return damaged;
  };
  const damaged = fc.oneof(
    fc.tuple(objects, damage).map(([stored, hurt]) => withDamage(stored, hurt)),
    fc.tuple(usualDocuments, damage).map(([bytes, hurt]) => gzipSync(withDamage(bytes, hurt))),
    fc.tuple(documents, storage, damage).map(([{ bytes }, store, hurt]) => store(withDamage(bytes, hurt))),
  );
  let taken = 0;
  fc.assert(
    fc.property(damaged, (stored) => {
      if (scanner.scan(stored, FINDERS[0]!, DEFAULT_LIMITS) !== undefined) taken++;
      for (const selection of [RETRIEVALS, { ...RETRIEVALS, findMatches: null }]) {
        const { fast, reference } = decodeBoth(stored, { ...EVERYTHING, selection });
        expect(fast).toEqual(reference);
      }
    }),
    { numRuns: runs(3000) },
  );
  expect(taken).toBeGreaterThan(seen(600));
});
