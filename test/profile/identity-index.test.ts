import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexByIdentity } from '../../src/profile/identity-index.js';

test('every row is listed once, at its owner; owners without rows have none', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 30 })
        .chain((identityRows) =>
          fc.tuple(
            fc.constant(identityRows),
            fc.array(fc.nat({ max: identityRows - 1 }), { maxLength: 200 }),
          ),
        ),
      ([identityRows, identityRowOf]) => {
        const index = indexByIdentity(identityRows, identityRowOf.length, (row) => identityRowOf[row]!);
        for (let identityRow = 0; identityRow < identityRows; identityRow++) {
          const expected = identityRowOf.flatMap((one, row) => (one === identityRow ? [row] : []));
          expect([...index.rowsOf(identityRow)]).toEqual(expected);
        }
      },
    ),
  );
});

test('no identities, no rows', () => {
  expect(() => indexByIdentity(0, 0, () => 0)).not.toThrow();
});

test('sorting the rows of one owner in place does not change the others', () => {
  const index = indexByIdentity(2, 6, (row) => row % 2);
  index.rowsOf(0).sort((a, b) => b - a);
  expect([...index.rowsOf(0)]).toEqual([4, 2, 0]);
  expect([...index.rowsOf(1)]).toEqual([1, 3, 5]);
});
