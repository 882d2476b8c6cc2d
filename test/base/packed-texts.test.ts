import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinTexts, packTexts, textAt, textsOf, type PackedTexts } from '../../src/base/packed-texts.js';

/** With characters of one and of two bytes, and halves of pairs. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'é', '\ud800', '\udc00x', '😀'),
);
const unpacked = (packed: PackedTexts): string[] =>
  Array.from(packed.ends, (_, index) => textAt(packed, index));

test('texts come back as they were: all, some of them, and of several packs joined, on another thread too', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyText), { minLength: 1 }), fc.nat(), fc.nat(), (packs, a, b) => {
      const packed = packs.map(packTexts);
      expect(packed.map(unpacked)).toEqual(packs);
      const all = packs.flat();
      const joined = joinTexts(packed);
      expect(unpacked(joined)).toEqual(all);
      const [from, to] = [a % (all.length + 1), b % (all.length + 1)].sort((one, other) => one - other);
      const some = textsOf(joined, from!, to!);
      expect(unpacked(structuredClone(some))).toEqual(all.slice(from, to));
      expect(some.bytes.buffer.byteLength).toBe(some.bytes.length);
    }),
  );
});
