import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrailspikeError } from '../../src/model/errors.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../../src/profile/snapshot.js';
import {
  addAll,
  BUCKET,
  bytesOf,
  contextNumbered,
  eventNumbered,
  eventsAndContext,
  retrievalOf,
  storeOf,
} from '../support/store-events.js';
import { runs } from '../support/thorough.js';

/** Joins `source` into `target` through snapshots, as states are joined. */
function join(target: ProfileStore, source: ProfileStore): ProfileStore {
  for (const logicalShard of source.logicalShards()) mergeSnapshot(target, snapshotOf(source, logicalShard));
  return target;
}

const joined = (...stores: ProfileStore[]): string => bytesOf(stores.reduce(join, new ProfileStore(BUCKET)));

/** Enough retrievals of one identity in one bucket to turn its sets into sketches. */
const busy = (from: number, to: number): Retrieval[] =>
  Array.from({ length: to - from }, (_, n) => retrievalOf(1, 10_000 + from + n, from + n, 7));

describe('the whole store is a join', () => {
  test('in any order, any number of times, in any batches: the same bytes', () => {
    fc.assert(
      fc.property(eventsAndContext(), fc.infiniteStream(fc.nat()), (retrievals, choices) => {
        const expected = bytesOf(storeOf(retrievals));
        const next = (below: number): number => choices.next().value! % Math.max(1, below);
        const shuffled = retrievals.map((one) => ({ one, at: next(1e9) })).sort((a, b) => a.at - b.at);
        const again = shuffled.filter(() => next(3) === 0);
        const store = new ProfileStore(BUCKET);
        for (const part of [...shuffled, ...again].map(({ one }) => one)) {
          addAll(store, next(2) === 0 ? [part] : [part, part]);
        }
        expect(bytesOf(store)).toBe(expected);
      }),
      { numRuns: runs(60) },
    );
  });

  test('merge is commutative, associative, idempotent, and has an identity', () => {
    fc.assert(
      fc.property(eventsAndContext(), eventsAndContext(), eventsAndContext(), (x, y, z) => {
        const [a, b, c] = [storeOf(x), storeOf(y), storeOf(z)];
        const whole = bytesOf(storeOf([...x, ...y, ...z]));
        expect(joined(a, b, c)).toBe(whole);
        expect(joined(c, a, b)).toBe(whole);
        expect(bytesOf(join(join(new ProfileStore(BUCKET), a), join(storeOf(y), c)))).toBe(whole);
        expect(joined(a, a, b, a, c, b)).toBe(whole);
        expect(joined(new ProfileStore(BUCKET), a)).toBe(bytesOf(a));
      }),
      { numRuns: runs(40) },
    );
  });

  test('also across the switch from exact sets to sketches', () => {
    const whole = bytesOf(storeOf(busy(0, 900)));
    for (const parts of [
      [busy(0, 256), busy(256, 257), busy(257, 900)],
      [busy(600, 900), busy(0, 700)],
      [busy(0, 255), busy(100, 900).reverse(), busy(3, 9)],
    ]) {
      expect(joined(...parts.map(storeOf))).toBe(whole);
      const streamed = new ProfileStore(BUCKET);
      for (const part of parts) addAll(streamed, part);
      expect(bytesOf(streamed)).toBe(whole);
    }
  });

  test('merging does not change the store that is merged in', () => {
    const source = storeOf(busy(0, 400));
    const before = bytesOf(source);
    join(storeOf(busy(200, 900)), source);
    expect(bytesOf(source)).toBe(before);
  });

  test('a damaged snapshot is rejected at any byte and any length', () => {
    const store = storeOf(Array.from({ length: 30 }, (_, n) => eventNumbered(n)));
    const snapshot = snapshotOf(store, store.logicalShards()[0]!);
    const rejected = (bytes: Uint8Array): void =>
      expect(() => mergeSnapshot(new ProfileStore(BUCKET), bytes)).toThrow(TrailspikeError);
    for (let at = 0; at < snapshot.length; at++) {
      rejected(snapshot.subarray(0, at));
      const flipped = snapshot.slice();
      flipped[at]! ^= 1 << (at % 8);
      rejected(flipped);
    }
  });

  test('a snapshot with a cell at no time is refused: its order would mix up cells', () => {
    // Found by fuzzing: rows are sorted by buckets below 2^24.
    const store = storeOf([]);
    const row = store.addIdentity(eventNumbered(1).identity, 0);
    for (const bucket of [7, 9, 2 ** 32 - 1]) store.cells.cell(row, bucket);
    expect(() => mergeSnapshot(new ProfileStore(BUCKET), snapshotOf(store, 0))).toThrow(
      /a cell of bucket 4294967295, which no time is in/,
    );
  });

  test('a snapshot of another bucket duration is refused by name', () => {
    const store = storeOf([eventNumbered(1)]);
    const snapshot = snapshotOf(store, store.logicalShards()[0]!);
    expect(() => mergeSnapshot(new ProfileStore(600), snapshot)).toThrow(/bucket duration 300, expected 600/);
  });
});

const GOLDEN = [
  retrievalOf(0, 1, 2, 3),
  retrievalOf(0, 2, 3, 400, { failed: true, denied: true }),
  retrievalOf(0, 3, 4, 500, { batch: 2 }),
  retrievalOf(0, 4, 0, 600, { batch: 0, atMost: 20, matchAll: true }),
];

test('the snapshot format has not changed: golden bytes', () => {
  const store = storeOf([...GOLDEN, contextNumbered(3)]);
  expect(
    store
      .logicalShards()
      .map((logicalShard) => Buffer.from(snapshotOf(store, logicalShard)).toString('base64')),
  ).toMatchInlineSnapshot(`
    [
      "VFNQUgYsAQAAAAELAAEf2GawqWw35SB1cy1lYXN0LTE6MTExMTIyMjIzMzMzOnNlY3JldC0yNwE3YXJuOmF3czpzdHM6OjExMTEyMjIyMzMzMzphc3N1bWVkLXJvbGUvcm9sZS0xL3Nlc3Npb24tMTdhcm46YXdzOnN0czo6MTExMTIyMjIzMzMzOmFzc3VtZWQtcm9sZS9yb2xlLTEvc2Vzc2lvbi0xC0Fzc3VtZWRSb2xlDDExMTEyMjIyMzMzMyVhcm46YXdzOmlhbTo6MTExMTIyMjIzMzMzOnJvbGUvcm9sZS0xAAAAAAAAAAAAAR/YZrCpbDflwL3MaQAAAAAAAAAAgcHB8w==",
      "VFNQUgYsAQAAAAELGwrOJVUR/cNdVh91cy1lYXN0LTE6MTExMTIyMjIzMzMzOnNlY3JldC01bzhWG4K8UIsUMjAzLjAuMTEzLjEvMjR8Ym90bzNj6xohb+RDKh91cy1lYXN0LTE6MTExMTIyMjIzMzMzOnNlY3JldC0zGafvOpyo7SMUMjAzLjAuMTEzLjIvMjR8Ym90bzOLDRZq10y03hYxMTExMjIyMjMzMzMvdXMtZWFzdC0xJwDAhVoVZKEUMjAzLjAuMTEzLjMvMjR8Ym90bzNumIOeFK9rKRQyMDMuMC4xMTMuMC8yNHxib3RvM3hWXKfZxTvCGTExMTEyMjIyMzMzMy9ldS1jZW50cmFsLTHX7M3PCGtxFB91cy1lYXN0LTE6MTExMTIyMjIzMzMzOnNlY3JldC0y9k0F8M37RbQfdXMtZWFzdC0xOjExMTEyMjIyMzMzMzpzZWNyZXQtNAE3YXJuOmF3czpzdHM6OjExMTEyMjIyMzMzMzphc3N1bWVkLXJvbGUvcm9sZS0wL3Nlc3Npb24tMDdhcm46YXdzOnN0czo6MTExMTIyMjIzMzMzOmFzc3VtZWQtcm9sZS9yb2xlLTAvc2Vzc2lvbi0wC0Fzc3VtZWRSb2xlDDExMTEyMjIyMzMzMyVhcm46YXdzOmlhbTo6MTExMTIyMjIzMzMzOnJvbGUvcm9sZS0wAuogWgABABtEmQ/AXhsZAAABANfszc8Ia3EU7CBaAAAAAQBv+EFDSF0XGgAAAewgWgACANVvJq5a1rMGJEP+usfdVcoUAKveSgja0IdPeCcAIlDRiAZFG0wjehwJtHAFGCjRQrYHyB7wK815RnHnLr83pH3tP9cHlz3QsUBetoMsUQrBEHMCsTNUc7EyQ5Tj8GnAGubFFKuXauY3JuIKAZ9xsz/B4oRP3nctvqR5EJEJezmmg4dzc/ifHoSrR2hh3aqQ84VClDlzxruB0VCTPO7HPFVXZujkLctos8gbV1Dy6r1bYWUCAM4lVRH9w11W9k0F8M37RbQAAewgWgABAG/4QUNIXRcaAQD9jbZv/qjM1gEAY+saIW/kQyoDziVVEf3DXVb0lJ5p1+zNzwhrcRQDk55p9k0F8M37RbT0lJ5pA284VhuCvFCLA5OeaQEAAAAnAMCFWhVkofSUnmkBAAAAbpiDnhSvaylYlZ5pAQAAAAEZp+86nKjtI5CUnmkCiw0WatdMtN6QlJ5peFZcp9nFO8IDk55pA2uKMRWcqO0jkJSeaahfjx2CvFCLA5OeafKr7eMUr2spWJWeaQAAAAAAAAAAAAHqIFoAAQAbRJkPwF4bGQHsIFoAAQC5Y3xaspmMlwHsIFoAAQD9jbZv/qjM1piT0NA=",
    ]
  `);
});
