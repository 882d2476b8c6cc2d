import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIXED_HASH_KEY, keyedHash } from '../../src/base/keyed-hash.js';
import { CONTEXT_KINDS, type ContextKind } from '../../src/model/context-kind.js';
import type { ContextEvent, Projected, Retrieval } from '../../src/model/retrieval.js';
import { bucketLines } from '../../src/profile/bucket-lines.js';
import type { FirstSeenTimes, ProfileView } from '../../src/profile/profile.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../../src/profile/snapshot.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUCKET, contextNumbered, eventsAndContext, retrievalOf, storeOf } from '../support/store-events.js';
import { runs } from '../support/thorough.js';

const isContext = (one: Projected): one is ContextEvent => one.kind === 'context';

function hashOf(text: string): [hi: number, lo: number] {
  const out = new Uint32Array(2);
  keyedHash(text, out, FIXED_HASH_KEY);
  return [out[0]!, out[1]!];
}

/** The earliest time of each key. */
function earliest(pairs: readonly (readonly [key: string, time: number])[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [key, time] of pairs) found[key] = Math.min(found[key] ?? Infinity, time);
  return found;
}

const entriesOf = ({ hi, lo, time }: FirstSeenTimes): [key: string, time: number][] =>
  Array.from(time, (one, at) => [`${hi[at]!} ${lo[at]!}`, one]);

const namedTimes = (view: ProfileView, kind: ContextKind): Record<string, number> => {
  const { hi, lo, time } = view.contextItems(kind);
  return Object.fromEntries(Array.from(time, (one, at) => [view.itemName(hi[at]!, lo[at]!)!, one]));
};

/** The views of a store, and of the same store after its snapshots were read. */
function viewsOf(all: readonly Projected[]): ProfileView[][] {
  const store = storeOf(all);
  const restored = new ProfileStore(BUCKET);
  for (const logicalShard of store.logicalShards()) mergeSnapshot(restored, snapshotOf(store, logicalShard));
  return [[...profilesOf(store)], [...profilesOf(restored)]];
}

test('context, keys, origins of failed calls and refused items are those of plain maps, also after a restart', () => {
  fc.assert(
    fc.property(eventsAndContext(200), (all) => {
      for (const view of viewsOf(all).flat()) {
        const own = all.filter(({ identity }) => identity.key === view.identity.key);
        for (const kind of CONTEXT_KINDS) {
          const events = own.filter(isContext).filter(({ context }) => context === kind);
          const expected = events.flatMap(({ items, time }) => items.map((item) => [item, time] as const));
          expect(namedTimes(view, kind)).toEqual(earliest(expected));
        }
        const retrievals = own.filter((one): one is Retrieval => one.kind !== 'context');
        const keys = retrievals
          .filter(({ accessKeyId }) => accessKeyId.startsWith('ASIA'))
          .map(
            ({ accessKeyId, origin, time }) =>
              [`${hashOf(accessKeyId)[1]} ${hashOf(origin)[1]}`, time] as const,
          );
        expect(Object.fromEntries(entriesOf(view.accessKeys()))).toEqual(earliest(keys));
        const failed = retrievals.filter((one) => one.failed);
        const origins = view.failedOrigins().map(({ name, time }) => [name, time] as const);
        expect(Object.fromEntries(origins)).toEqual(
          earliest(failed.map(({ origin, time }) => [origin, time] as const)),
        );
        expectRefused(view, retrievals);
      }
    }),
    { numRuns: runs(50) },
  );
});

function expectRefused(view: ProfileView, retrievals: readonly Retrieval[]): void {
  const refused = new Map<number, Set<string>>();
  for (const { failed, denied, notFound, items, time } of retrievals) {
    if (!failed || (!denied && !notFound) || items.length === 0) continue;
    const bucket = Math.floor(time / BUCKET);
    refused.set(bucket, new Set([...(refused.get(bucket) ?? []), ...items]));
  }
  const { buckets, starts, itemCount } = view.refusedItems();
  const found = Array.from(buckets, (bucket, at) => [bucket, starts[at + 1]! - starts[at]!]);
  const expected = [...refused].map(([bucket, items]) => [bucket, items.size] as const);
  expect(found).toEqual(expected.sort(([a], [b]) => a - b));
  expect(itemCount).toBe(new Set([...refused.values()].flatMap((items) => [...items])).size);
}

test('too many refused items to be exact are counted, each in its bucket alone', () => {
  const dump = Array.from({ length: 900 }, (_, n) =>
    retrievalOf(1, n, n, n < 600 ? 7 : 7 + BUCKET, { failed: true, denied: true }),
  );
  const { buckets, starts, items, itemCount } = [...profilesOf(storeOf(dump))][0]!.refusedItems();
  expect(buckets).toHaveLength(2);
  const counts = [starts[1]!, starts[2]! - starts[1]!];
  for (const [at, actual] of [600, 300].entries())
    expect(Math.abs(counts[at]! - actual) / actual).toBeLessThan(0.1);
  expect(itemCount).toBe(counts[0]! + counts[1]!);
  expect(new Set(items).size).toBe(itemCount);
});

describe('an identity with nothing but context', () => {
  const context = Array.from({ length: 40 }, (_, n) => contextNumbered(n));
  const others = Array.from({ length: 30 }, (_, n) => retrievalOf(n % 3, n, n, n * BUCKET));
  const totals = { ...storeOf(others).totals(), bytes: 0 };

  test('is in no total, and adds nothing to others', () => {
    expect({ ...storeOf([...context, ...others]).totals(), bytes: 0 }).toEqual(totals);
    expect(storeOf(context).totals()).toMatchObject({ identities: 0, sessions: 0, cells: 0, retrievals: 0 });
  });

  test('has a view without buckets that answers every question', () => {
    for (const views of viewsOf(context)) {
      expect(views.length).toBe(new Set(context.map(({ identity }) => identity.key)).size);
      for (const view of views) {
        expect(CONTEXT_KINDS.some((kind) => view.contextItems(kind).time.length > 0)).toBe(true);
        expect(view.buckets).toHaveLength(0);
        expect(bucketLines(view, { from: 0, to: 2 ** 32 - 1 }, BUCKET, 'r')).toBe('');
        expect(view.distinctSecretsIn(0, 2 ** 31)).toEqual({ count: 0, estimated: false });
        const [from, to] = [0, 2 ** 31];
        for (const names of [
          view.secretNamesIn(from, to),
          view.newSecretNamesIn(from, to),
          view.newOriginsIn(from, to),
        ])
          expect(names).toEqual([]);
        for (const sparse of [view.deniedCalls(), view.matchAllCalls()])
          expect(sparse.buckets).toHaveLength(0);
        for (const some of [view.secretOccurrences(), view.foreignSecrets(), view.refusedItems()])
          expect(some).toMatchObject({ itemCount: 0, starts: Uint32Array.of(0) });
        for (const times of [view.firstSecrets(), view.accessKeys()]) expect(times.time).toHaveLength(0);
        for (const list of [
          view.origins(),
          view.failedOrigins(),
          view.accounts,
          view.regions,
          view.secretDays(3, 2 ** 31),
        ])
          expect(list).toEqual([]);
      }
    }
  });
});
