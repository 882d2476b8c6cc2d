import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Retrieval } from '../../src/model/retrieval.js';
import type { SparseCounts } from '../../src/profile/profile.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUCKET, events, retrievalOf, storeOf } from '../support/store-events.js';
import { runs } from '../support/thorough.js';

const bucketOf = ({ time }: Retrieval): number => Math.floor(time / BUCKET);

/** Distinct elements of each bucket, by plain sets. */
function countPlainly(
  events: readonly Retrieval[],
  elementsOf: (one: Retrieval) => readonly string[],
): [number, number][] {
  const cells = new Map<number, Set<string>>();
  for (const one of events) {
    for (const element of elementsOf(one)) {
      const cell = cells.get(bucketOf(one)) ?? new Set();
      cells.set(bucketOf(one), cell.add(element));
    }
  }
  return [...cells].map(([bucket, { size }]): [number, number] => [bucket, size]).sort(([a], [b]) => a - b);
}

const pairs = ({ buckets, counts }: SparseCounts): [number, number][] =>
  Array.from(buckets, (bucket, index) => [bucket, counts[index]!]);

test('denied calls, match-all calls and secrets of other accounts are counted as by plain sets', () => {
  fc.assert(
    fc.property(events(400), (retrievals) => {
      for (const view of profilesOf(storeOf(retrievals))) {
        const own = retrievals.filter(({ identity }) => identity.key === view.identity.key);
        const keys = (wanted: (one: Retrieval) => boolean) =>
          countPlainly(own, (one) => (wanted(one) ? [one.eventKey] : []));
        expect(pairs(view.deniedCalls())).toEqual(keys(({ denied }) => denied));
        expect(pairs(view.matchAllCalls())).toEqual(keys(({ matchAll }) => matchAll));
        const { buckets, starts, items, itemCount } = view.foreignSecrets();
        const foreign = ({ failed, items }: Retrieval): string[] =>
          failed ? [] : items.filter((secret) => !secret.includes(view.identity.accountId));
        const counts = buckets.map((_, index) => starts[index + 1]! - starts[index]!);
        expect(pairs({ buckets, counts })).toEqual(countPlainly(own, foreign));
        expect(itemCount).toBe(new Set(own.flatMap(foreign)).size);
        expect(new Set(items).size).toBe(itemCount);
        // Everything that is counted is in a bucket that the detector reads.
        const known = new Set(view.buckets);
        for (const { buckets: some } of [view.deniedCalls(), view.matchAllCalls(), view.foreignSecrets()]) {
          expect([...some].every((bucket) => known.has(bucket))).toBe(true);
        }
      }
    }),
    { numRuns: runs(60) },
  );
});

test('a secret of another account is one item in every bucket; an unknown account has no other accounts', () => {
  const shared = (event: number, bucket: number): Retrieval =>
    retrievalOf(1, event, 5, bucket * BUCKET, { account: '444455556666' });
  const [view] = profilesOf(storeOf([shared(1, 0), shared(2, 0), shared(3, 1), retrievalOf(1, 4, 6, 0)]));
  expect(view!.foreignSecrets()).toMatchObject({
    itemCount: 1,
    starts: Uint32Array.of(0, 1, 2),
    items: Uint32Array.of(0, 0),
  });
  const nobody = (one: Retrieval): Retrieval => ({ ...one, identity: { ...one.identity, accountId: '' } });
  const [unknown] = profilesOf(storeOf([nobody(shared(1, 0))]));
  expect(unknown!.foreignSecrets().itemCount).toBe(0);
});

test('secrets of other accounts that only batch calls name count in the bucket of each call', () => {
  const call = (event: number, second: number): Retrieval =>
    retrievalOf(1, event, 0, second, { account: '444455556666', batch: 3 });
  const bucketStart = BUCKET - (1_772_000_000 % BUCKET);
  for (const second of [0, 299]) {
    const [view] = profilesOf(
      storeOf([call(1, bucketStart + second), call(2, bucketStart + BUCKET + second)]),
    );
    expect([...view!.foreignSecrets().starts]).toEqual([0, 3, 6]);
  }
});

test('a bucket that is not exact still knows the secrets first seen in it', () => {
  const dump = Array.from({ length: 700 }, (_, n) => retrievalOf(1, n, n, 7, { account: '444455556666' }));
  const [view] = profilesOf(storeOf(dump));
  expect([...view!.foreignSecrets().starts]).toEqual([0, 700]);
});
