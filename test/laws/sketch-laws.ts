import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrailspikeError, type ErrorCode } from '../../src/model/errors.js';
import type { Sketch } from '../../src/sketch/sketch.js';
import { runs } from '../support/thorough.js';

interface Laws<S extends Sketch<S, Item>, Item extends unknown[]> {
  readonly name: string;
  readonly make: () => S;
  readonly deserialize: (bytes: Uint8Array) => S;
  /** The item for a number. Different numbers give different items. */
  readonly items: (index: number) => Item;
  /** What can be read from the sketch. */
  readonly observe: (sketch: S) => unknown;
  /** Sketches with one parameter changed; none of them can merge with `make()`. */
  readonly mismatched: readonly S[];
  /** The number of items at which the sketch changes its inner form, if it does. */
  readonly switchAt?: number;
}

type Stream = readonly number[];

/**
 * The laws that the state's design rests on, for any sketch: merging is commutative, associative and idempotent
 * to the byte, with the empty sketch as its identity; a merge of parts is the sketch of the whole; bytes read
 * back to an equal sketch or not at all.
 */
export function runSketchLaws<S extends Sketch<S, Item>, Item extends unknown[]>(laws: Laws<S, Item>): void {
  const { make, deserialize, observe, items, switchAt = 100 } = laws;

  const of = (stream: Stream): S => {
    const sketch = make();
    for (const index of stream) sketch.update(...items(index));
    return sketch;
  };
  const merged = (...sketches: readonly S[]): S => {
    const sum = make();
    for (const sketch of sketches) sum.merge(sketch);
    return sum;
  };
  const expectEqual = (actual: S, expected: S): void => {
    expect(sameBytes(actual.serialize(), expected.serialize()), 'bytes differ').toBe(true);
    expect(observe(actual)).toEqual(observe(expected));
  };

  const few = fc.array(fc.nat(20), { maxLength: 30 });
  // Lengths around the switch, and starts so close that streams partly overlap.
  const run = fc
    .tuple(fc.nat(switchAt), fc.integer({ min: 0, max: switchAt * 2 }), fc.boolean())
    .map(([from, length, backwards]) => {
      const indices = Array.from({ length }, (_, i) => from + i);
      return backwards ? indices.reverse() : indices;
    });
  const streams = fc.oneof(few, run);
  const parts = fc.array(streams, { minLength: 1, maxLength: 5 });

  const edges = [0, 1, 2, switchAt - 1, switchAt, switchAt + 1, switchAt * 8];
  const upTo = (length: number): Stream => Array.from({ length }, (_, i) => i);

  const expectRejected = (action: () => unknown, code: ErrorCode): void => {
    try {
      action();
    } catch (error) {
      const asItShould = error instanceof TrailspikeError && error.code === code && error.hint !== undefined;
      if (!asItShould) throw error;
      return;
    }
    expect.fail('was accepted');
  };

  describe(`laws of ${laws.name}`, () => {
    test('merge is commutative', () => {
      fc.assert(
        fc.property(streams, streams, (a, b) => expectEqual(merged(of(a), of(b)), merged(of(b), of(a)))),
      );
    });

    test('merge is associative', () => {
      fc.assert(
        fc.property(streams, streams, streams, (a, b, c) => {
          const [left, right] = [of(a), of(b)];
          left.merge(of(b));
          left.merge(of(c));
          right.merge(of(c));
          const sum = of(a);
          sum.merge(right);
          expectEqual(left, sum);
        }),
      );
    });

    test('an empty sketch is the identity, on either side', () => {
      fc.assert(
        fc.property(streams, (a) => {
          const sum = of(a);
          sum.merge(make());
          expectEqual(sum, of(a));
          expectEqual(merged(of(a)), of(a));
        }),
      );
    });

    test('merge is idempotent', () => {
      fc.assert(
        fc.property(streams, streams, (a, b) => {
          const sum = merged(of(a), of(b));
          for (const again of [of(a), of(b), merged(of(b), of(a)), sum]) sum.merge(again);
          expectEqual(sum, merged(of(a), of(b)));
          expectEqual(of([...a, ...a]), of(a));
        }),
      );
    });

    test('a merge of parts, in any order, is the sketch of one stream', () => {
      const dealt = parts.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      );
      fc.assert(
        fc.property(dealt, ([list, shuffled]) => {
          const whole = of(list.flat());
          expectEqual(merged(...shuffled.map(of)), whole);
          expectEqual(of(shuffled.flat().reverse()), whole);
        }),
      );
    });

    test('a tree of merges is a chain of merges', () => {
      fc.assert(
        fc.property(parts, (list) => {
          const tree = (sketches: readonly S[]): S => {
            if (sketches.length === 1) return sketches[0]!;
            const middle = sketches.length >> 1;
            return merged(tree(sketches.slice(0, middle)), tree(sketches.slice(middle)));
          };
          expectEqual(tree(list.map(of)), merged(...list.map(of)));
        }),
      );
    });

    test('merge does not change its argument and shares nothing with it', () => {
      fc.assert(
        fc.property(streams, streams, streams, (a, b, c) => {
          const [target, source] = [of(a), of(b)];
          const before = source.serialize();
          target.merge(source);
          for (const index of c) target.update(...items(index));
          expect(sameBytes(source.serialize(), before)).toBe(true);
        }),
      );
    });

    test('sketches that read differently have different bytes', () => {
      fc.assert(
        fc.property(streams, streams, (a, b) => {
          fc.pre(JSON.stringify(observe(of(a))) !== JSON.stringify(observe(of(b))));
          expect(sameBytes(of(a).serialize(), of(b).serialize())).toBe(false);
        }),
      );
    });

    test('serialized bytes read back to an equal sketch, and equal updates keep it equal', () => {
      fc.assert(
        fc.property(streams, streams, (a, b) => {
          const original = of(a);
          const copy = deserialize(original.serialize());
          expectEqual(copy, original);
          for (const sketch of [original, copy]) {
            sketch.update(...items(7));
            sketch.merge(of(b));
          }
          expectEqual(copy, original);
        }),
      );
    });

    test.each(edges)('all laws at %d items', (length) => {
      const half = upTo(length).filter((index) => index % 2 === 0);
      const rest = upTo(length).filter((index) => index % 2 === 1);
      const whole = of(upTo(length));
      expectEqual(merged(of(half), of(rest)), whole);
      expectEqual(merged(of(rest), of(half)), whole);
      expectEqual(of(upTo(length).toReversed()), whole);
      expectEqual(deserialize(whole.serialize()), whole);
      expectEqual(merged(whole, whole, of(half)), whole);
    });

    test('bytes cut off anywhere are rejected', () => {
      for (const length of edges) {
        const bytes = of(upTo(length)).serialize();
        for (let end = 0; end < bytes.length; end++) {
          expectRejected(() => deserialize(bytes.subarray(0, end)), 'E_SKETCH_BYTES');
        }
      }
    });

    test('bytes with more bytes after them are rejected', () => {
      for (const length of edges) {
        const bytes = of(upTo(length)).serialize();
        expectRejected(() => deserialize(Buffer.concat([bytes, Buffer.of(0)])), 'E_SKETCH_BYTES');
      }
    });

    test.each([
      [0, 'magic byte'],
      [1, 'family'],
      [2, 'format version'],
    ])('any other byte %d (%s) is rejected', (at) => {
      const bytes = of(upTo(3)).serialize();
      const right = bytes[at]!;
      for (let wrong = 0; wrong < 256; wrong++) {
        if (wrong === right) continue;
        bytes[at] = wrong;
        expectRejected(() => deserialize(bytes), 'E_SKETCH_BYTES');
      }
    });

    test('damaged bytes are rejected as damaged, or are the bytes of another sketch', () => {
      fc.assert(
        fc.property(streams, fc.nat(), fc.integer({ min: 1, max: 255 }), (a, position, change) => {
          const bytes = of(a).serialize();
          bytes[position % bytes.length]! ^= change;
          let sketch: S;
          try {
            sketch = deserialize(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(TrailspikeError);
            return;
          }
          expect(sameBytes(sketch.serialize(), bytes)).toBe(true);
        }),
        { numRuns: runs(500) },
      );
    });

    test('a sketch with other parameters is rejected, and nothing of it is merged', () => {
      for (const other of laws.mismatched) {
        other.update(...items(1));
        const sketch = of(upTo(3));
        expectRejected(() => sketch.merge(other), 'E_SKETCH_MISMATCH');
        expectEqual(sketch, of(upTo(3)));
        expectRejected(() => other.merge(sketch), 'E_SKETCH_MISMATCH');
      }
    });
  });
}

/** Like `toEqual`, which is slow for thousands of bytes. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
