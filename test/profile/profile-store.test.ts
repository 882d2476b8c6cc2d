import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Retrieval } from '../../src/model/retrieval.js';
import { bucketLines } from '../../src/profile/bucket-lines.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../../src/profile/snapshot.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUCKET, eventNumbered, events, retrievalOf, storeOf } from '../support/store-events.js';

/** The plainest possible counting: a Map of Sets. */
function countPlainly(retrievals: readonly Retrieval[]): string[] {
  const cells = new Map<
    string,
    {
      ok: Set<string>;
      failed: Set<string>;
      secrets: Set<string>;
      asked: Map<string, number>;
      filters: Map<string, number>;
      listed: Set<string>;
    }
  >();
  for (const one of retrievals) {
    const key = `${one.identity.key} ${Math.floor(one.time / BUCKET) * BUCKET}`;
    const cell = cells.get(key) ?? {
      ok: new Set(),
      failed: new Set(),
      secrets: new Set(),
      asked: new Map(),
      filters: new Map(),
      listed: new Set(),
    };
    cells.set(key, cell);
    if (one.failed) cell.failed.add(one.eventKey);
    else if (one.kind === 'get') {
      cell.ok.add(one.eventKey);
      for (const secret of one.secrets) cell.secrets.add(secret);
    } else {
      cell.asked.set(one.eventKey, one.secrets.length);
      cell.filters.set(one.eventKey, one.filterLimit);
      for (const secret of one.secrets) cell.listed.add(secret);
    }
  }
  const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
  return [...cells].map(([key, cell]) => {
    const asked = sum(cell.asked) + (cell.ok.size === 0 ? sum(cell.filters) : 0);
    const estimated = asked > cell.ok.size;
    const secrets = estimated ? new Set([...cell.secrets, ...cell.listed]) : cell.secrets;
    const [identity, bucket] = key.split(' ');
    return JSON.stringify({
      identity,
      bucket: Number(bucket),
      retrievals: Math.max(asked, cell.ok.size),
      failures: cell.failed.size,
      distinctSecrets: secrets.size,
      estimated,
    });
  });
}

const linesOf = (store: ProfileStore): string[] =>
  [...profilesOf(store)].flatMap((view) =>
    bucketLines(view, { from: 0, to: 2 ** 32 - 1 }, BUCKET)
      .trimEnd()
      .split('\n'),
  );

test('buckets are what counting with plain sets gives', () => {
  fc.assert(
    fc.property(events(400), (retrievals) => {
      expect(
        linesOf(storeOf(retrievals))
          .filter((line) => line !== '')
          .sort(),
      ).toEqual(countPlainly(retrievals).sort());
    }),
    { numRuns: 100 },
  );
});

test('identities come in key order, their buckets ascending, from after any key', () => {
  const store = storeOf(Array.from({ length: 500 }, (_, n) => eventNumbered(n)));
  const keys = [...profilesOf(store)].map((view) => view.identity.key);
  expect(keys).toEqual([...keys].sort());
  for (const view of profilesOf(store))
    expect([...view.buckets]).toEqual([...view.buckets].sort((a, b) => a - b));
  for (const [index, key] of keys.entries()) {
    expect([...profilesOf(store, key)].map((view) => view.identity.key)).toEqual(keys.slice(index + 1));
  }
});

test('unions over buckets, first sights and names', () => {
  const store = storeOf([
    retrievalOf(1, 1, 1, 0),
    retrievalOf(1, 2, 2, 10),
    retrievalOf(1, 3, 1, BUCKET),
    retrievalOf(1, 4, 3, 2 * BUCKET),
    retrievalOf(1, 5, 9, 2 * BUCKET, { failed: true }),
  ]);
  const [view] = profilesOf(store);
  const first = view!.buckets[0]!;
  expect(view!.distinctSecretsIn(first, first + 2)).toEqual({ count: 2, estimated: false });
  expect(view!.distinctSecretsIn(first, first + 3)).toEqual({ count: 3, estimated: false });
  expect(view!.secretNamesIn(first + 1, first + 2)).toEqual(['us-east-1:111122223333:secret-1']);
  expect(view!.newSecretNamesIn(first + 1, first + 3)).toEqual(['us-east-1:111122223333:secret-3']);
  expect(view!.newOriginsIn(first, first + 1)).toEqual(['203.0.113.1/24|boto3', '203.0.113.2/24|boto3']);
  expect(view!.accounts).toEqual(['111122223333']);
  expect(view!.regions).toEqual(['eu-central-1', 'us-east-1']);
  expect([...view!.failures]).toEqual([0, 0, 1]);
});

test('a bucket too busy to be exact is marked, and within the stated error', () => {
  const many = Array.from({ length: 5000 }, (_, n) => retrievalOf(1, 100_000 + n, n, 7));
  const store = storeOf([...many, ...many]);
  const [view] = profilesOf(store);
  expect(view!.estimated[0]).toBe(1);
  for (const count of [
    view!.retrievals[0]!,
    view!.distinctSecrets[0]!,
    view!.distinctSecretsIn(view!.buckets[0]!, view!.buckets[0]! + 1).count,
  ]) {
    expect(Math.abs(count - 5000) / 5000).toBeLessThan(5 * 0.0168);
  }
  expect(store.totals().sketches).toBeGreaterThanOrEqual(2);
});

test('a store restored from its snapshots answers alike', () => {
  const store = storeOf(Array.from({ length: 800 }, (_, n) => eventNumbered(n)));
  const restored = new ProfileStore(BUCKET);
  for (const section of store.sections()) mergeSnapshot(restored, snapshotOf(store, section));
  expect(linesOf(restored)).toEqual(linesOf(store));
  expect({ ...restored.totals(), bytes: 0 }).toEqual({ ...store.totals(), bytes: 0 });
});
