import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity } from '../../src/model/identity.js';
import { appendIdentity } from '../../src/profile/identity-record.js';
import { FIXED_HASH_KEY } from '../../src/base/keyed-hash.js';
import { IdentityTable } from '../../src/profile/identity-table.js';
import { TextArena } from '../../src/profile/text-arena.js';
import { runs } from '../support/thorough.js';

const text = fc.oneof(fc.constantFrom('', 'a', 'b'), fc.string({ unit: 'binary', maxLength: 40 }));
const identity: fc.Arbitrary<Identity> = fc
  .record({
    key: fc.constantFrom('k', 'key', 'kéy', 'key\0', 'a long key '.repeat(30)),
    arn: text,
    type: text,
    accountId: text,
    issuerArn: text,
    isKey: fc.boolean(),
  })
  .map(({ isKey, ...fields }) => ({ ...fields, arn: isKey ? fields.key : fields.arn }));

const FIELDS = ['arn', 'type', 'accountId', 'issuerArn'] as const;

/** The greatest text of each field, by key. */
function joinOf(identities: readonly Identity[]): Record<string, Identity> {
  const joined: Record<string, Identity> = {};
  for (const one of identities) {
    const known = joined[one.key] ?? one;
    const fields = FIELDS.map((field) => [field, known[field] > one[field] ? known[field] : one[field]]);
    joined[one.key] = { ...one, ...(Object.fromEntries(fields) as Partial<Identity>) };
  }
  return joined;
}

function contentOf(table: IdentityTable): Record<string, Identity> {
  const identityRows = Array.from({ length: table.size }, (_, identityRow) => identityRow);
  return Object.fromEntries(
    identityRows.map((identityRow) => [table.key(identityRow), table.identity(identityRow)]),
  );
}

/** @param forge changes the records' words before they are added */
function addTogether(
  table: IdentityTable,
  identities: readonly Identity[],
  forge?: (words: Uint32Array, start: number) => void,
): number[] {
  const arena = new TextArena();
  const starts = Uint32Array.from(identities, (one) => appendIdentity(arena, one, 3, FIXED_HASH_KEY));
  if (forge) for (const start of starts) forge(arena.words, start);
  return [...table.addRecords(arena.words, starts)];
}

test('keeps each field’s greatest text, one by one or many at once, in any order, with any repetition', () => {
  fc.assert(
    fc.property(fc.array(identity, { maxLength: 40 }), (identities) => {
      const expected = joinOf(identities);
      const single = new IdentityTable(FIXED_HASH_KEY);
      for (const one of identities) single.add(one, 3);
      expect(contentOf(single)).toEqual(expected);
      for (const order of [identities, [...identities].reverse(), [...identities, ...identities]]) {
        const table = new IdentityTable(FIXED_HASH_KEY);
        const identityRows = addTogether(table, order);
        expect(identityRows.map((identityRow) => table.key(identityRow))).toEqual(
          order.map(({ key }) => key),
        );
        expect(contentOf(table)).toEqual(expected);
      }
      for (let identityRow = 0; identityRow < single.size; identityRow++) {
        expect(single.logicalShard(identityRow)).toBe(3);
        expect(single.isSession(identityRow)).toBe(single.identity(identityRow).issuerArn !== '');
      }
    }),
    { numRuns: runs(60) },
  );
});

describe('keys whose hashes are equal', () => {
  const plain = (key: string, type = ''): Identity => ({
    key,
    arn: key,
    type,
    accountId: '1',
    issuerArn: '',
  });
  const collide = (words: Uint32Array, start: number): void => {
    words[start] = 7;
    words[start + 1] = 9;
  };

  test('are still different identities, in any number', () => {
    const table = new IdentityTable(FIXED_HASH_KEY);
    const many = Array.from({ length: 2000 }, (_, n) => plain(`key ${n}`));
    const identityRows = addTogether(table, many, collide);
    expect(new Set(identityRows).size).toBe(many.length);
    expect(addTogether(table, [...many].reverse(), collide)).toEqual([...identityRows].reverse());
    expect(identityRows.map((identityRow) => table.key(identityRow))).toEqual(many.map(({ key }) => key));
  });

  test('get only their own fields', () => {
    const table = new IdentityTable(FIXED_HASH_KEY);
    const [a, b] = addTogether(table, [plain('a'), plain('b')], collide);
    expect(addTogether(table, [plain('b', 'Role'), plain('a', 'User')], collide)).toEqual([b, a]);
    expect(table.identity(a!).type).toBe('User');
    expect(table.identity(b!).type).toBe('Role');
  });
});
