import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roleGroupsOf } from '../../src/shard-thread/role-groups.js';
import { roleKeyOf } from '../../src/model/identity.js';
import { profileView } from '../support/profile-view.js';

const key = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'a-b', 'ab', 'b'), fc.string({ minLength: 1, maxLength: 4 }))
    .map(([role, session]) => `arn:aws:sts::123456789012:assumed-role/${role}/${session}`),
  fc.constantFrom('a', 'b').map((user) => `arn:aws:iam::123456789012:user/${user}`),
);

test('in key order each role group comes once, complete, and no identity is lost', () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 30 }), (keys) => {
      const views = keys.sort().map((one) => profileView([], { key: one }));
      const roleGroups = [...roleGroupsOf(views)];
      expect(roleGroups.flat()).toEqual(views);
      const names = roleGroups.map(([first]) => roleKeyOf(first!.identity.key));
      expect(new Set(names).size).toBe(names.length);
      for (const [index, roleGroup] of roleGroups.entries()) {
        for (const { identity } of roleGroup) expect(roleKeyOf(identity.key)).toBe(names[index]);
      }
    }),
  );
});
