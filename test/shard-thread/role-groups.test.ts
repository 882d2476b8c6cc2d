import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roleGroupsOf } from '../../src/shard-thread/role-groups.js';
import type { ProfileView } from '../../src/profile/profile.js';
import { isPerson, roleKeyOf } from '../../src/model/identity.js';
import { profileView } from '../support/profile-view.js';

const key = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'a-b', 'ab', 'b'), fc.string({ minLength: 1, maxLength: 4 }))
    .map(([role, session]) => `arn:aws:sts::123456789012:assumed-role/${role}/${session}`),
  fc
    .constantFrom(
      'a/ann@example.com',
      'ab/bo@example.com',
      'AWSReservedSSO_Dev_1/ann',
      'AWSReservedSSO_Dev_1/bo',
      'AWSReservedSSO_Dev_1/botocore-session-1768571200',
      'AWSReservedSSO_Dev_1/aws-go-sdk-1768571200000000000',
    )
    .map((person) => `arn:aws:sts::123456789012:assumed-role/${person}`),
  fc.constantFrom('a', 'b').map((user) => `arn:aws:iam::123456789012:user/${user}`),
);

test('each role group comes once, complete and in key order, people alone, and no identity is lost', () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 30 }), (keys) => {
      const views = keys.sort().map((one) => profileView([], { key: one }));
      const roleGroups = [...roleGroupsOf(views)];
      const keysOf = (all: readonly ProfileView[]) => all.map(({ identity }) => identity.key);
      expect(keysOf(roleGroups.flat()).sort()).toEqual(keys);
      const names = roleGroups.map(([first]) => {
        const { key: one } = first!.identity;
        return isPerson(one) ? one : roleKeyOf(one);
      });
      expect(new Set(names).size).toBe(names.length);
      for (const [index, roleGroup] of roleGroups.entries()) {
        const own = keysOf(roleGroup);
        expect(own).toEqual([...own].sort());
        if (own.some(isPerson)) expect(own).toEqual([names[index]]);
        else for (const one of own) expect(roleKeyOf(one)).toBe(names[index]);
      }
    }),
  );
});
