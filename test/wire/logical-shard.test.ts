import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roleKeyOf } from '../../src/model/identity.js';
import { LOGICAL_SHARDS, logicalShardOf, shardOf } from '../../src/wire/logical-shard.js';

describe('roleKeyOf', () => {
  test.each(['aws', 'aws-cn', 'aws-us-gov'])(
    'maps all sessions of a role in %s to one key, and no others',
    (aws) => {
      const role = `arn:${aws}:sts::111122223333:assumed-role/deploy`;
      expect(roleKeyOf(`${role}/one`)).toBe(role);
      expect(roleKeyOf(`${role}/two@example.com`)).toBe(role);
      expect(roleKeyOf(`${role}/a/b/c`)).toBe(role);
    },
  );

  test.each([
    'arn:aws:sts::111122223333:assumed-role/deploy',
    'arn:aws:sts::111122223333:assumed-role/deploy/',
    'arn:aws:sts::111122223333:assumed-role//session',
    'arn:aws:sts::111122223333:federated-user/ann/x',
    'arn:aws:iam::111122223333:role/path/to/deploy',
    'arn:aws:iam::111122223333:user/assumed-role/deploy/x',
    'arn:aws:iam::111122223333:assumed-role/deploy/x',
    'x arn:aws:sts::111122223333:assumed-role/deploy/x',
    'AROAEXAMPLE:session',
    'secretsmanager.amazonaws.com',
    '',
  ])('does not change %j', (key) => expect(roleKeyOf(key)).toBe(key));

  test('different roles and accounts have different keys', () => {
    const keys = ['1', '2'].flatMap((account) =>
      ['a', 'b', 'a-b'].map((role) => `arn:aws:sts::${account}:assumed-role/${role}/s`),
    );
    expect(new Set(keys.map(roleKeyOf)).size).toBe(keys.length);
  });

  test('it is idempotent, and an identity is in the logical shard of its shard key', () => {
    const name = fc.stringMatching(/^[\w+=,.@-]{1,20}$/);
    const key = fc.oneof(
      fc.string(),
      fc.tuple(name, name).map(([role, session]) => `arn:aws:sts::1:assumed-role/${role}/${session}`),
    );
    fc.assert(
      fc.property(key, (one) => {
        expect(roleKeyOf(roleKeyOf(one))).toBe(roleKeyOf(one));
        expect(logicalShardOf(roleKeyOf(one))).toBe(logicalShardOf(one));
      }),
    );
  });
});

test('logical shards are stable, because states depend on them', () => {
  expect(
    ['arn:aws:iam::111122223333:user/ann', 'arn:aws:sts::111122223333:assumed-role/deploy/x', ''].map(
      logicalShardOf,
    ),
  ).toMatchInlineSnapshot(`
    [
      32,
      26,
      0,
    ]
  `);
});

test('logical shards are in range and about equally used', () => {
  const counts = new Array<number>(LOGICAL_SHARDS).fill(0);
  const keys = LOGICAL_SHARDS * 200;
  for (let n = 0; n < keys; n++) counts[logicalShardOf(`arn:aws:iam::111122223333:user/user-${n}`)]!++;
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(keys);
  // 200 expected in each, standard deviation 14: six of them.
  for (const one of counts) expect(Math.abs(one - 200)).toBeLessThan(85);
});

test('each logical shard has one owner among any number of shards, and shards own equally many, give or take one', () => {
  for (let shards = 1; shards <= LOGICAL_SHARDS; shards++) {
    const owned = new Array<number>(shards).fill(0);
    for (let logicalShard = 0; logicalShard < LOGICAL_SHARDS; logicalShard++)
      owned[shardOf(logicalShard, shards)]!++;
    expect(Math.max(...owned) - Math.min(...owned)).toBeLessThanOrEqual(1);
  }
});
