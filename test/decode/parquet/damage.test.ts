import fc from 'fast-check';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/decode/decode-limits.js';
import { decompress } from '../../../src/decode/parquet/codecs.js';
import { ReadBudget } from '../../../src/decode/parquet/read-budget.js';
import { checkDeltas, checkRuns } from '../../../src/decode/parquet/runs.js';
import { thriftEnd } from '../../../src/decode/parquet/thrift-end.js';
import { decodeAll } from '../decode-all.js';
import { glueTable, nestedTable, type Row } from './tables.js';
import { runs } from '../../support/thorough.js';

const rows = Array.from({ length: 60 }, (_, index): Row => ({
  eventID: `event-${index}`,
  eventTime: '2026-03-01T12:00:05Z',
  eventSource: 'secretsmanager.amazonaws.com',
  eventName: index % 2 === 0 ? 'GetSecretValue' : 'DeleteSecret',
  awsRegion: 'eu-west-1',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann' },
  requestParameters: { secretId: `db/${index}` },
}));
const table = glueTable(rows, 20);
const FAILURES = ['malformedParquet', 'unsupportedParquet', 'inflatedTooLarge', 'ratioTooHigh'];

describe('a damaged file', () => {
  test('that is cut off anywhere is a failure', () => {
    for (let length = 4; length < table.length; length += 7) {
      const { failure, retrievals } = decodeAll(table.subarray(0, length));
      expect(failure).toMatchObject({
        reason: 'malformedParquet',
        detail: expect.stringMatching(/^footer: /) as string,
      });
      expect(retrievals).toEqual([]);
    }
  });

  test('with any bytes changed ends, and its failure says where', () => {
    const change = fc
      .tuple(fc.nat(table.length - 5), fc.nat(255))
      .map(([at, byte]) => [at + 4, byte] as const);
    let failures = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = Buffer.from(table);
        for (const [at, byte] of changes) bytes[at] = byte;
        const { failure } = decodeAll(bytes);
        if (failure === null) return;
        failures++;
        expect([...FAILURES, 'recordTooLarge', 'nestedTooDeep']).toContain(failure.reason);
        expect(failure.detail).toMatch(/^(?:footer|row group \d+)/);
      }),
      { numRuns: runs(400) },
    );
    expect(failures).toBeGreaterThan(50);
  });

  test.each([
    [98, undefined],
    [99, undefined],
    [100, 'nestedTooDeep'],
    [3000, 'nestedTooDeep'],
  ])(
    'with %i structures in each other below the root is refused from 100 levels on: %s',
    (levels, reason) => {
      const { failure } = decodeAll(nestedTable(levels));
      expect(failure?.reason === 'nestedTooDeep' ? failure.reason : undefined).toBe(reason);
      if (reason !== undefined) expect(failure?.detail).toContain('more than 100 deep');
    },
  );

  test('keeps what its other row groups have', () => {
    const bytes = Buffer.from(table);
    // The names of calls in the second row group: the value after the magic of its dictionary.
    const at = bytes.indexOf('GetSecretValue', bytes.indexOf('event-20'));
    bytes.fill(0xff, at - 30, at + 10);
    const { failure, retrievals } = decodeAll(bytes);
    expect(failure).toMatchObject({
      reason: 'malformedParquet',
      detail: expect.stringMatching(/^row group 1: column /) as string,
    });
    expect(retrievals.map(({ eventKey }) => eventKey)).toEqual(
      rows.filter((_, index) => index % 2 === 0 && (index < 20 || index >= 40)).map((row) => row['eventID']),
    );
  });

  test('whose footer is encrypted is not read', () => {
    expect(decodeAll(Buffer.from('PARE then anything PARE')).failure).toMatchObject({
      reason: 'unsupportedParquet',
      detail: 'footer: the footer is encrypted',
    });
  });
});

/** Thrift: a field of a type, with its number one more than that of the field before. */
const field = (type: number): number => 0x10 | type;

describe('a hostile header', () => {
  test.each([
    ['a number without an end', [field(6), ...Array<number>(1000).fill(0xff)]],
    ['structures without an end', Array<number>(100_000).fill(field(12))],
    ['a list of more elements than there are bytes', [field(9), 0xfc, 0xff, 0xff, 0xff, 0x07]],
    ['a list of empty elements', [field(9), 0xfc, 0xc0, 0x84, 0x3d, ...Array<number>(1000).fill(0), 0]],
    ['a text that is longer than the file', [field(8), 0xff, 0xff, 0xff, 0x7f]],
    ['a text of a length above 31 bits', [field(8), 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['nothing', []],
    ['a value of an unknown type', [field(15), 0]],
  ])('%s ends', (_, bytes) => {
    expect(() => thriftEnd(Uint8Array.from(bytes), 0, 10_000)).toThrow(RangeError);
  });

  test('one that is right ends where it does', () => {
    const bytes = [
      field(5),
      0x96,
      0x01,
      field(8),
      2,
      65,
      66,
      field(1),
      field(9),
      0x25,
      2,
      4,
      field(12),
      field(3),
      7,
      0,
      0,
    ];
    expect(thriftEnd(Uint8Array.from([9, ...bytes, 1, 2]), 1, 100)).toBe(bytes.length + 1);
  });
});

describe('hostile values', () => {
  const check = (bytes: number[], width: number, count: number, wanted?: number): number =>
    checkRuns(Uint8Array.from(bytes), 0, bytes.length, width, count, wanted);

  test('a run that is longer than the page is refused, and others are counted', () => {
    expect(() => check([0xfe, 0xff, 0xff, 0xff, 0x07, 1], 1, 10)).toThrow('a run of more values');
    expect(() => check([0xff, 0xff, 0xff, 0xff, 0x0f], 0, 10)).toThrow(RangeError);
    expect(() => check([0x01, 0x01, 0x01], 1, 10)).toThrow('groups of a wrong number');
    expect(() => check([0x00, 0x01], 1, 10)).toThrow(RangeError);
    expect(() => check([20, 1], 40, 10)).toThrow('values of 40 bits');
    expect(check([20, 1], 1, 10, 1)).toBe(10);
    // A packed group of eight, 0b10110100, then a run of two zeros.
    expect(check([0x03, 0b1011_0100, 4, 0], 1, 10, 1)).toBe(4);
  });

  test('deltas in blocks that make no sense are refused', () => {
    const deltas = (...bytes: number[]): number => checkDeltas(Uint8Array.from(bytes), 0, bytes.length, 5);
    expect(() => deltas(128, 1, 0, 5, 0, 0, 0)).toThrow('odd blocks'); // no parts
    expect(() => deltas(128, 1, 4, 5, 0, ...Array<number>(11).fill(0xff))).toThrow(RangeError);
    expect(() => deltas(128, 1, 4, 5, 0, 0, 65, 0, 0, 0)).toThrow('64 bits');
    expect(() => deltas(128, 1, 4, 5, 0, 0, 8, 0, 0, 0)).toThrow('cut off');
    expect(deltas(128, 1, 4, 5, 0, 2, 0, 0, 0, 0)).toBe(10); // 0, 1, 2, 3, 4
  });

  test('a small file cannot have values without limit', () => {
    const budget = new ReadBudget(1000, { ...DEFAULT_LIMITS, maxInflatedBytes: 2 ** 20 });
    budget.take(2 ** 19, 0);
    expect(() => budget.take(0, 2 ** 17)).toThrow(expect.objectContaining({ reason: 'inflatedTooLarge' }));
    expect(budget.inflated).toBe(2 ** 19);
  });
});

describe('codecs', () => {
  const zeros = Buffer.alloc(1_000_000);

  test.each([
    ['GZIP', gzipSync(zeros)],
    ['BROTLI', brotliCompressSync(zeros)],
    // Frames of four bytes that say: one block of 131,072 equal bytes, and it is not the last one.
    [
      'ZSTD',
      Buffer.concat([
        Buffer.from('28b52ffd0058', 'hex'),
        ...Array<Buffer>(50_000).fill(Buffer.from('02001000', 'hex')),
      ]),
    ],
    ['ZSTD', Buffer.from('28b52ffd0058', 'hex')],
    ['LZ4_RAW', Buffer.from([0x1f, 0, 1, 0, ...Array<number>(5000).fill(255), 0])],
    ['LZ4', Buffer.from([0, 0, 0, 0, 255, 255, 255, 248])],
    ['SNAPPY', Buffer.from([0xc0, 0x84, 0x3d, 0, 0, 0xfe, 1, 0, 0xfe, 1, 0])],
    ['UNCOMPRESSED', zeros],
    ['LZO', zeros],
  ] as const)('%s never gives more than the header says', (codec, page) => {
    expect(() => decompress(codec, page, 1000)).toThrow();
  });
});
