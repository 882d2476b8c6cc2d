import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QuantileSketch } from '../../src/sketch/quantile.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const value = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 100_000 }),
  fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
);
const alpha = fc.constantFrom(0.001, 0.01, 0.05, 0.5);
const quantile = fc.oneof(fc.constantFrom(0, 0.5, 0.995, 1), fc.double({ min: 0, max: 1, noNaN: true }));
/** Room for the rounding of logarithms and powers. */
const ROUNDING = 1e-9;

test('every quantile is within alpha of the true one, and within its bounds', () => {
  fc.assert(
    fc.property(alpha, fc.array(value, { minLength: 1, maxLength: 200 }), quantile, (relative, values, q) => {
      const sketch = new QuantileSketch(relative);
      for (const each of values) sketch.update(each);
      const truth = values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))]!;
      expect(Math.abs(sketch.quantile(q)! - truth)).toBeLessThanOrEqual(truth * (relative + ROUNDING));
      expect(sketch.lowerBound(q)).toBeLessThanOrEqual(truth * (1 + ROUNDING));
      expect(sketch.upperBound(q)! * (1 + ROUNDING)).toBeGreaterThanOrEqual(truth);
      expect(sketch.quantile(q)).toBeLessThanOrEqual(sketch.upperBound(q)!);
      expect(sketch.quantile(q)).toBeGreaterThanOrEqual(sketch.lowerBound(q)!);
    }),
    { numRuns: 500 },
  );
});

test('a count stands for as many updates', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.integer({ min: 1, max: 5 })), { maxLength: 30 }), (list) => {
      const [counted, single] = [new QuantileSketch(), new QuantileSketch()];
      for (const [each, count] of list) {
        counted.update(each, count);
        for (let i = 0; i < count; i++) single.update(each);
      }
      expect(hex(counted.serialize())).toBe(hex(single.serialize()));
      expect(counted.count).toBe(list.reduce((sum, [, count]) => sum + count, 0));
    }),
  );
});

test('merging a sketch with itself doubles its counts', () => {
  const sketch = new QuantileSketch();
  for (const each of [0, 1, 5, 900]) sketch.update(each);
  sketch.merge(sketch);
  const twice = new QuantileSketch();
  for (const each of [0, 1, 5, 900]) twice.update(each, 2);
  expect(hex(sketch.serialize())).toBe(hex(twice.serialize()));
});

test('an empty sketch has no quantile', () => {
  const sketch = new QuantileSketch();
  expect([sketch.count, sketch.quantile(0.5), sketch.lowerBound(0), sketch.upperBound(1)]).toEqual([
    0,
    undefined,
    undefined,
    undefined,
  ]);
});

test('the values 1 to 1,000,000 take the number of bins that is said', () => {
  const sketch = new QuantileSketch();
  const step = Math.log1p(0.01) - Math.log1p(-0.01);
  // One value at least in every bin.
  for (let exponent = 0; exponent <= Math.log(1e6); exponent += step / 2) sketch.update(Math.exp(exponent));
  sketch.update(1e6);
  const bytes = sketch.serialize();
  expect(bytes[13]! * 128 + (bytes[12]! & 127)).toBe(692);
});

test('values, counts, quantiles and alphas out of range are refused, and change nothing', () => {
  const sketch = new QuantileSketch();
  sketch.update(3);
  const before = hex(sketch.serialize());
  for (const wrong of [-1, -Number.MIN_VALUE, NaN, Infinity])
    expect(() => sketch.update(wrong)).toThrow(RangeError);
  for (const wrong of [0, -1, 1.5, NaN, 2 ** 53]) expect(() => sketch.update(1, wrong)).toThrow(RangeError);
  expect(() => sketch.update(1, Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
  for (const wrong of [-0.1, 1.1, NaN]) expect(() => sketch.quantile(wrong)).toThrow(RangeError);
  for (const wrong of [0, 1, -0.01, NaN, 1e-7]) expect(() => new QuantileSketch(wrong)).toThrow(RangeError);
  expect(hex(sketch.serialize())).toBe(before);
});

test('damaged content is named', () => {
  const bytes = (...content: number[]): Uint8Array =>
    Buffer.concat([new QuantileSketch().serialize().subarray(0, 11), Buffer.from(content)]);
  expect(QuantileSketch.deserialize(bytes(0, 2, 2, 1, 3, 1)).count).toBe(2);
  expect(() => QuantileSketch.deserialize(bytes(0, 2, 2, 1, 0, 1))).toThrow(/the same bin twice/);
  expect(() => QuantileSketch.deserialize(bytes(0, 1, 2, 0))).toThrow(/an empty bin/);
  expect(() => QuantileSketch.deserialize(bytes(0, 1, 0xff, 0xff, 0x7f, 1))).toThrow(/has bin -1048576/);
  expect(() => QuantileSketch.deserialize(bytes(0x80, 0, 0))).toThrow(/needless bytes/);
  const wrongAlpha = new QuantileSketch().serialize();
  wrongAlpha.fill(0, 3, 11);
  expect(() => QuantileSketch.deserialize(wrongAlpha)).toThrow(/has alpha 0/);
});

// Bytes of format version 1: they must stay readable, and what they say must stay the same.
test('golden bytes', () => {
  const sketch = new QuantileSketch(0.5);
  for (const each of [0, 0.1, 1, 1, 20]) sketch.update(each);
  const golden = 'c103010000000000' + '00e03f' + '01' + '03' + '0301' + '0202' + '0301';
  expect(hex(sketch.serialize())).toBe(golden);
  expect(QuantileSketch.deserialize(Buffer.from(golden, 'hex')).quantile(1)).toBe(sketch.quantile(1));
});
