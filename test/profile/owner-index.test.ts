import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexByOwner } from '../../src/profile/owner-index.js';

test('every row is with its owner, once, and owners without rows have none', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 30 })
        .chain((owners) =>
          fc.tuple(fc.constant(owners), fc.array(fc.nat({ max: owners - 1 }), { maxLength: 200 })),
        ),
      ([owners, ownerOf]) => {
        const index = indexByOwner(owners, ownerOf.length, (row) => ownerOf[row]!);
        for (let owner = 0; owner < owners; owner++) {
          const expected = ownerOf.flatMap((one, row) => (one === owner ? [row] : []));
          expect([...index.rowsOf(owner)]).toEqual(expected);
        }
      },
    ),
  );
});

test('no owners, no rows', () => {
  expect(() => indexByOwner(0, 0, () => 0)).not.toThrow();
});

test('sorting the rows of one owner in place leaves the others alone', () => {
  const index = indexByOwner(2, 6, (row) => row % 2);
  index.rowsOf(0).sort((a, b) => b - a);
  expect([...index.rowsOf(0)]).toEqual([4, 2, 0]);
  expect([...index.rowsOf(1)]).toEqual([1, 3, 5]);
});
