import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Retrieval } from '../../src/model/retrieval.js';
import { bucketLines } from '../../src/profile/bucket-lines.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../../src/profile/snapshot.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUCKET, eventNumbered, events, retrievalOf, storeOf } from '../support/store-events.js';
import { runs } from '../support/thorough.js';

interface PlainCell {
  readonly ok: Set<string>;
  readonly failed: Set<string>;
  readonly secrets: Set<string>;
  /** Batch calls, each once, and whether its children may be in the next bucket. */
  readonly calls: Map<string, Retrieval & { readonly late: boolean }>;
}

const emptyCell = (): PlainCell => ({
  ok: new Set(),
  failed: new Set(),
  secrets: new Set(),
  calls: new Map(),
});

/** The simplest counting: Maps of Sets, and children that are removed one by one. */
function countPlainly(retrievals: readonly Retrieval[]): string[] {
  const identities = new Map<string, Map<number, PlainCell>>();
  for (const one of retrievals) {
    const cells = identities.get(one.identity.key) ?? new Map<number, PlainCell>();
    identities.set(one.identity.key, cells);
    const bucket = Math.floor(one.time / BUCKET);
    const cell = cells.get(bucket) ?? emptyCell();
    cells.set(bucket, cell);
    if (one.failed) cell.failed.add(one.eventKey);
    else if (one.kind === 'batch') cell.calls.set(one.eventKey, { ...one, late: one.time % BUCKET >= 240 });
    else {
      cell.ok.add(one.eventKey);
      for (const secret of one.items) cell.secrets.add(secret);
    }
  }
  return [...identities].flatMap(([identity, cells]) => linesPlainly(identity, cells));
}

function linesPlainly(identity: string, cells: ReadonlyMap<number, PlainCell>): string[] {
  const buckets = [...cells.keys()].sort((a, b) => a - b);
  const lacking = new Map<PlainCell, Map<boolean, number>>();
  const callsOf = (cell: PlainCell, late: boolean): Retrieval[] =>
    [...cell.calls.values()].filter((call) => call.late === late);
  for (const bucket of buckets) {
    const cell = cells.get(bucket)!;
    const before = lacking.get(cells.get(bucket - 1) ?? emptyCell());
    const own = new Map(
      [false, true].map((late) => [late, callsOf(cell, late).flatMap(({ items }) => items).length]),
    );
    lacking.set(cell, own);
    for (let child = 0; child < cell.ok.size; child++) {
      const [identityRow, late] = [[before, true] as const, [own, false] as const, [own, true] as const].find(
        ([counts, which]) => (counts?.get(which) ?? 0) > 0,
      ) ?? [undefined, false];
      identityRow?.set(late, identityRow.get(late)! - 1);
    }
  }
  return buckets.map((bucket) => {
    const cell = cells.get(bucket)!;
    const next = cells.get(bucket + 1);
    const unnamed = [...cell.calls.values()]
      .filter(({ late }) => cell.ok.size === 0 && !(late && (next?.ok.size ?? 0) > 0))
      .reduce((sum, { atMost }) => sum + atMost, 0);
    const implied = [false, true].reduce((sum, late) => sum + lacking.get(cell)!.get(late)!, unnamed);
    const secrets = new Set(cell.secrets);
    for (const late of [false, true]) {
      if (lacking.get(cell)!.get(late) === 0) continue;
      for (const secret of callsOf(cell, late).flatMap((call) => call.items)) {
        if (!(late && next?.secrets.has(secret))) secrets.add(secret);
      }
    }
    return JSON.stringify({
      rule: 'r',
      identity,
      bucket: bucket * BUCKET,
      retrievals: cell.ok.size + implied,
      failures: cell.failed.size,
      distinctSecrets: secrets.size,
      estimated: implied > 0,
    });
  });
}

const linesOf = (store: ProfileStore): string[] =>
  [...profilesOf(store)].flatMap((view) =>
    bucketLines(view, { from: 0, to: 2 ** 32 - 1 }, BUCKET, 'r')
      .trimEnd()
      .split('\n'),
  );

test('buckets are equal to counting with plain sets', () => {
  fc.assert(
    fc.property(events(400), (retrievals) => {
      expect(
        linesOf(storeOf(retrievals))
          .filter((line) => line !== '')
          .sort(),
      ).toEqual(countPlainly(retrievals).sort());
    }),
    { numRuns: runs(100) },
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

test('unions over buckets, first-seen times and names', () => {
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

test('a bucket with too many items to be exact is marked, and within the stated error', () => {
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

test('a store restored from its snapshots gives the same answers', () => {
  const store = storeOf(Array.from({ length: 800 }, (_, n) => eventNumbered(n)));
  const restored = new ProfileStore(BUCKET);
  for (const logicalShard of store.logicalShards()) mergeSnapshot(restored, snapshotOf(store, logicalShard));
  expect(linesOf(restored)).toEqual(linesOf(store));
  expect({ ...restored.totals(), bytes: 0 }).toEqual({ ...store.totals(), bytes: 0 });
});
