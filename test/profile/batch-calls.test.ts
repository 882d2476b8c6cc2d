import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Retrieval } from '../../src/model/retrieval.js';
import { profilesOf, type StoredProfile } from '../../src/profile/stored-profile.js';
import { BUCKET, bytesOf, retrievalOf, storeOf } from '../support/store-events.js';
import { runs } from '../support/thorough.js';

// The first second of bucket 0.
const START = BUCKET - (1_772_000_000 % BUCKET);
let events = 0;
const get = (time: number, secret: number): Retrieval => retrievalOf(1, events++, secret, START + time);
const batch = (time: number, secrets: number, first = 0, atMost = 0): Retrieval =>
  retrievalOf(1, events++, first, START + time, { batch: secrets, atMost });

function viewOf(...retrievals: Retrieval[]): StoredProfile {
  const [view] = profilesOf(storeOf(retrievals));
  return view!;
}

const counts = (view: StoredProfile): object => ({
  retrievals: [...view.retrievals],
  distinct: [...view.distinctSecrets],
  estimated: [...view.estimated],
});

const children = (time: number, secrets: number, first = 0): Retrieval[] =>
  Array.from({ length: secrets }, (_, n) => get(time, first + n));

test('a call one second before the end of its bucket has its children in the next one', () => {
  expect(counts(viewOf(batch(299, 20), ...children(301, 20)))).toEqual({
    retrievals: [0, 20],
    distinct: [0, 20],
    estimated: [0, 0],
  });
});

test('a retrieval without a child is added in the bucket of the call, with the secrets that no record names', () => {
  const view = viewOf(batch(299, 20), ...children(301, 18));
  expect(counts(view)).toEqual({ retrievals: [2, 18], distinct: [2, 18], estimated: [1, 0] });
  const first = view.buckets[0]!;
  expect(view.distinctSecretsIn(first, first + 2)).toEqual({ count: 20, estimated: true });
  expect(view.secretNamesIn(first, first + 1)).toEqual(
    [18, 19].map((n) => `us-east-1:111122223333:secret-${n}`),
  );
});

test('a secret is first seen where it is counted: with the child, if there is one', () => {
  const view = viewOf(get(100, 0), batch(299, 5), ...children(301, 4), get(900, 4));
  const names = (first: number): string[] =>
    view
      .newSecretNamesIn(view.buckets[0]! + first, view.buckets[0]! + first + 1)
      .map((name) => name.slice(-1));
  expect([0, 1, 2, 3].map(names)).toEqual([['0', '4'], ['1', '2', '3'], [], []]);
  const times = [...view.firstSecrets().time]
    .map((time) => time - 1_772_000_000 - START)
    .sort((a, b) => a - b);
  expect(times).toEqual([100, 299, 300, 300, 300]);
  // An earlier call in the same bucket has no child there.
  const early = viewOf(batch(100, 2), batch(299, 2), ...children(301, 2));
  expect(early.newSecretNamesIn(early.buckets[0]!, early.buckets[0]! + 1)).toHaveLength(2);
});

test('a call a minute and a second before the end has none there', () => {
  expect(counts(viewOf(batch(239, 20), ...children(301, 20)))).toMatchObject({ retrievals: [20, 20] });
  expect(counts(viewOf(batch(240, 20), ...children(301, 20)))).toMatchObject({ retrievals: [0, 20] });
});

test('children count once: children of the call before are not children of a call in the next bucket', () => {
  expect(counts(viewOf(batch(299, 5), ...children(301, 5), batch(310, 5, 50)))).toMatchObject({
    retrievals: [0, 10],
    distinct: [0, 10],
  });
  expect(
    counts(viewOf(batch(299, 5), ...children(301, 5), batch(310, 5, 50), ...children(311, 5, 50))),
  ).toEqual({
    retrievals: [0, 10],
    distinct: [0, 10],
    estimated: [0, 0],
  });
});

test('for calls by filters, any get that can be their child is one', () => {
  const filtered = (time: number): Retrieval => batch(time, 0, 0, 20);
  expect(counts(viewOf(filtered(299), get(301, 1)))).toMatchObject({ retrievals: [0, 1] });
  expect(counts(viewOf(filtered(200), get(301, 1)))).toMatchObject({ retrievals: [20, 1] });
  expect(counts(viewOf(filtered(299), get(601, 1)))).toMatchObject({ retrievals: [20, 1] });
});

const arbitraryEvents = fc.array(
  fc
    .record({
      event: fc.nat({ max: 60 }),
      bucket: fc.nat({ max: 4 }),
      second: fc.constantFrom(0, 239, 240, 299),
      secret: fc.nat({ max: 6 }),
      batch: fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 2 }),
    })
    .map(({ event, bucket, second, secret, batch: asked }) =>
      // The number of the event determines all of it, as the id of a real one does.
      retrievalOf(
        1,
        ((event * 5 + bucket) * 300 + second) * 64 + secret * 8 + (asked ?? 7),
        secret,
        START + bucket * BUCKET + second,
        {
          ...(asked !== undefined && { batch: asked, atMost: asked === 0 ? 5 : 0 }),
        },
      ),
    ),
  { maxLength: 25 },
);

test('the order does not matter; retrievals are at least the gets, and at most all that was asked for', () => {
  fc.assert(
    fc.property(arbitraryEvents, fc.infiniteStream(fc.nat()), (retrievals, choices) => {
      const shuffled = retrievals
        .map((one) => ({ one, at: Number(choices.next().value) }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const store = storeOf(retrievals);
      expect(bytesOf(storeOf([...shuffled, ...shuffled]))).toBe(bytesOf(store));
      const distinct = [...new Map(retrievals.map((one) => [one.eventKey, one])).values()];
      for (const view of profilesOf(store)) {
        const gets = distinct.filter(({ kind }) => kind === 'get');
        const calls = distinct.filter(({ kind }) => kind === 'batch');
        for (const [index, bucket] of view.buckets.entries()) {
          const own = gets.filter(({ time }) => Math.floor(time / BUCKET) === bucket);
          expect(view.retrievals[index]).toBeGreaterThanOrEqual(own.length);
          expect(view.distinctSecrets[index]).toBeGreaterThanOrEqual(
            new Set(own.flatMap((one) => one.items)).size,
          );
          expect(view.distinctSecrets[index]).toBe(view.distinctSecretsIn(bucket, bucket + 1).count);
          expect(view.secretNamesIn(bucket, bucket + 1).length).toBeGreaterThanOrEqual(
            view.distinctSecrets[index]!,
          );
          if (view.retrievals[index]! > own.length) expect(view.estimated[index]).toBe(1);
        }
        const total = view.retrievals.reduce((a, b) => a + b, 0);
        const most = calls.reduce((a, { items, atMost }) => a + items.length + atMost, 0);
        expect(total).toBeGreaterThanOrEqual(gets.length);
        expect(total).toBeLessThanOrEqual(gets.length + most);
        const everything = new Set(distinct.flatMap(({ items }) => items)).size;
        expect(view.distinctSecretsIn(0, Infinity).count).toBeLessThanOrEqual(everything);
      }
    }),
    { numRuns: runs(200) },
  );
});
