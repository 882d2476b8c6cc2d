import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import { ByteReader, ByteWriter } from '../../src/base/codec.js';

type Field =
  | { readonly kind: 'u8' | 'u16' | 'u32' | 'f64' | 'varint'; readonly value: number }
  | { readonly kind: 'utf8'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array };

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ kind: fc.constant('u8' as const), value: fc.nat(0xff) }),
  fc.record({ kind: fc.constant('u16' as const), value: fc.nat(0xffff) }),
  fc.record({ kind: fc.constant('u32' as const), value: fc.nat(0xffff_ffff) }),
  fc.record({ kind: fc.constant('f64' as const), value: fc.double() }),
  fc.record({ kind: fc.constant('varint' as const), value: fc.maxSafeNat() }),
  fc.record({
    kind: fc.constant('varint' as const),
    value: fc.constantFrom(0, 127, 128, 2 ** 31, 2 ** 32, 2 ** 53 - 1),
  }),
  fc.record({ kind: fc.constant('utf8' as const), value: fc.string({ unit: 'grapheme' }) }),
  fc.record({ kind: fc.constant('bytes' as const), value: fc.uint8Array() }),
);

const write = (fields: readonly Field[]): Uint8Array => {
  const writer = new ByteWriter(1);
  for (const { kind, value } of fields) {
    if (kind === 'utf8') writer.utf8(value);
    else if (kind === 'bytes') writer.bytes(value);
    else writer[kind](value);
  }
  expect(writer.length).toBe(writer.finish().length);
  return writer.finish();
};
const read = (reader: ByteReader, { kind, value }: Field): unknown =>
  kind === 'bytes' ? new Uint8Array(reader.bytes(value.length)) : reader[kind]();

test('what is written is read back, to the last byte and at any offset', () => {
  fc.assert(
    fc.property(fc.array(field), fc.nat(9), (fields, before) => {
      const bytes = write(fields);
      const reader = new ByteReader(Buffer.concat([Buffer.alloc(before), bytes]).subarray(before));
      for (const each of fields) expect(read(reader, each)).toEqual(each.value);
      expect([reader.offset, reader.remaining]).toEqual([bytes.length, 0]);
      reader.end();
    }),
  );
});

test('bytes that end too early are rejected at any length', () => {
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), fc.nat(), (fields, cut) => {
      const bytes = write(fields);
      fc.pre(bytes.length > 0);
      const reader = new ByteReader(bytes.subarray(0, cut % bytes.length));
      expect(() => {
        for (const each of fields) read(reader, each);
      }).toThrow(TrailspikeError);
    }),
  );
});

test('numbers are little-endian, a varint seven bits a byte', () => {
  const writer = new ByteWriter();
  writer.u16(0x0102);
  writer.u32(0x0304_0506);
  writer.f64(1);
  writer.varint(300);
  writer.utf8('é');
  expect(Buffer.from(writer.finish()).toString('hex')).toBe(
    '0201' + '06050403' + '000000000000f03f' + 'ac02' + '02c3a9',
  );
});

test('a varint takes whole numbers to 2^53 - 1 and refuses the rest', () => {
  for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    expect(() => new ByteWriter().varint(wrong)).toThrow(RangeError);
  }
  const reader = (...bytes: number[]): ByteReader => new ByteReader(Uint8Array.from(bytes));
  expect(() => reader(...Array<number>(20).fill(0xff)).varint()).toThrow(/above 2\^53/);
  expect(() => reader(0x81, 0x80, 0x00).varint()).toThrow(/needless bytes/);
  expect(reader(0).varint()).toBe(0);
});

test('text that is not UTF-8 is rejected, and a byte order mark is kept', () => {
  expect(() => new ByteReader(Uint8Array.of(2, 0xc3, 0x28)).utf8()).toThrow(/not UTF-8/);
  const writer = new ByteWriter();
  writer.utf8('\uFEFFa');
  expect(new ByteReader(writer.finish()).utf8()).toBe('\uFEFFa');
});

test('a length beyond the end is rejected before memory is allocated for it', () => {
  const writer = new ByteWriter();
  writer.varint(2 ** 53 - 1);
  expect(() => new ByteReader(writer.finish()).utf8()).toThrow(/ends too early/);
});

test('errors name the source and the offset, and have the given code', () => {
  const reader = new ByteReader(Uint8Array.of(1, 2, 3), 'snapshot of section 7', 'E_STATE_DAMAGED');
  reader.u8();
  expect(() => reader.u32()).toThrow(
    expect.objectContaining({
      code: 'E_STATE_DAMAGED',
      message: 'The snapshot of section 7 ends too early: 4 bytes wanted, 2 left (at byte 1)',
    }),
  );
  expect(() => reader.end()).toThrow(/should end here, but has 2 more bytes/);
});
