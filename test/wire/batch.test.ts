import fc from 'fast-check';
import { Packr } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import type { ContextEvent, Projected, Retrieval } from '../../src/model/retrieval.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { BatchBuilder, BatchRouter } from '../../src/decode-thread/batch-builder.js';
import { applyBatch } from '../../src/shard-thread/apply-batch.js';
import { LOGICAL_SHARDS, logicalShardOf, shardOf } from '../../src/wire/logical-shard.js';
import { hash64 } from '../../src/base/hash.js';
import { FIXED_HASH_KEY, keyedHash } from '../../src/base/keyed-hash.js';
import {
  BUCKET,
  bytesOf,
  eventNumbered,
  events,
  eventsAndContext,
  retrievalOf,
  storeOf,
} from '../support/store-events.js';
import { runs } from '../support/thorough.js';

const all = (): boolean => true;

function hashOf(text: string): [hi: number, lo: number] {
  const out = new Uint32Array(2);
  hash64(text, out);
  return [out[0]!, out[1]!];
}

function nameHashOf(text: string): [hi: number, lo: number] {
  const out = new Uint32Array(2);
  keyedHash(text, out, FIXED_HASH_KEY);
  return [out[0]!, out[1]!];
}

/** What a batch means, in direct calls of the store. */
function addPlainly(store: ProfileStore, one: Projected): void {
  if (one.kind === 'context') {
    addContextPlainly(store, one);
    return;
  }
  const { time, eventKey, origin, items, atMost } = one;
  const identityRow = store.addIdentity(one.identity, logicalShardOf(one.identity.key));
  const named = (text: string): [hi: number, lo: number] => {
    const hash = nameHashOf(text);
    store.noteName(...hash, text);
    return hash;
  };
  store.addScope(identityRow, ...named(`${one.recipientAccountId}/${one.region}`), time);
  if (one.denied) store.addDenied(identityRow, time, ...hashOf(eventKey));
  if (one.matchAll) store.addMatchAll(identityRow, time, ...hashOf(eventKey));
  if (one.accessKeyId.startsWith('ASIA')) {
    store.accessKeys.note(identityRow, nameHashOf(one.accessKeyId)[1], nameHashOf(origin)[1], time);
  }
  if (one.failed) {
    store.addFailure(identityRow, time, ...hashOf(eventKey));
    store.addFailedOrigin(identityRow, ...named(origin), time);
    if (one.denied || one.notFound) {
      for (const item of items) store.addRefusedItem(identityRow, time, ...named(item));
    }
    return;
  }
  store.addOrigin(identityRow, ...named(origin), time, ...hashOf(eventKey));
  if (one.kind === 'batch') {
    store.addBatchCall(identityRow, time, ...hashOf(eventKey), items.length, atMost);
    for (const secret of items) store.addBatchSecret(identityRow, time, ...named(secret));
  } else {
    const cell = store.addRetrieval(identityRow, time, ...hashOf(eventKey));
    for (const secret of items) store.addSecret(identityRow, cell, time, ...named(secret));
  }
}

function addContextPlainly(store: ProfileStore, one: ContextEvent): void {
  const identityRow = store.addIdentity(one.identity, logicalShardOf(one.identity.key));
  for (const item of one.items) {
    const hash = nameHashOf(item);
    store.noteName(...hash, item);
    store.addContext(identityRow, one.context, ...hash, one.time);
  }
}

const plainStoreOf = (retrievals: readonly Projected[]): ProfileStore => {
  const store = new ProfileStore(BUCKET);
  for (const one of retrievals) addPlainly(store, one);
  return store;
};

const packed = (retrievals: readonly Projected[]): Uint8Array => {
  const builder = new BatchBuilder();
  for (const one of retrievals) builder.add(one, logicalShardOf(one.identity.key));
  expect(builder.size).toBe(retrievals.length);
  return builder.pack();
};

test('a batch that is packed and applied gives the same state as direct calls of the store', () => {
  fc.assert(
    fc.property(eventsAndContext(), (retrievals) => {
      const store = new ProfileStore(BUCKET);
      expect(applyBatch(store, packed(retrievals), all)).toBe(retrievals.length);
      expect(bytesOf(store)).toBe(bytesOf(plainStoreOf(retrievals)));
    }),
    { numRuns: runs(60) },
  );
});

test('context that repeats is packed once, with its first time', () => {
  const one = fc.record({
    who: fc.nat(3),
    list: fc.nat(3),
    context: fc.constantFrom('description', 'listing', 'write'),
    time: fc.nat(50),
    isOwn: fc.boolean(),
  });
  const lists = [['a'], ['a', 'b'], ['c'], []];
  fc.assert(
    fc.property(fc.array(one, { maxLength: 200 }), (all) => {
      const { identity } = retrievalOf(0, 0, 0, 0);
      const contexts = all.map(({ who, list, context, time, isOwn }): ContextEvent => {
        // The same list, or one that is equal; and one key with different fields.
        const items = isOwn ? [...lists[list]!] : lists[list]!;
        const type = who === 3 ? 'IAMUser' : identity.type;
        return {
          kind: 'context',
          context,
          time,
          identity: { ...identity, key: `key-${who % 3}`, type },
          items,
        };
      });
      const builder = new BatchBuilder();
      for (const context of contexts) builder.add(context, logicalShardOf(context.identity.key));
      const named = contexts.filter(({ items }) => items.length > 0);
      expect(builder.size).toBe(named.length);
      const store = new ProfileStore(BUCKET);
      const rows = applyBatch(store, builder.pack(), () => true);
      expect(bytesOf(store)).toBe(bytesOf(plainStoreOf(named)));
      const own = all.filter(({ isOwn, list }) => isOwn && list < 3).length;
      const shared = new Set(
        all
          .filter(({ isOwn, list }) => !isOwn && list < 3)
          .map(({ who, list, context }) => `${who} ${list} ${context}`),
      );
      expect(rows).toBeGreaterThanOrEqual(own + shared.size);
      const kinds = new Map<string, Set<string>>();
      for (const { who, list, context } of all) {
        const pair = `${who} ${list}`;
        kinds.set(pair, (kinds.get(pair) ?? new Set()).add(context));
      }
      const oneKindEach = [...kinds.values()].every(({ size }) => size === 1);
      if (oneKindEach) expect(rows).toBe(own + shared.size);
    }),
    { numRuns: runs(200) },
  );
});

test('the same for more than a block, in batches of any size and in any order', () => {
  const many = Array.from({ length: 3000 }, (_, n) => eventNumbered(n));
  const expected = bytesOf(plainStoreOf(many));
  for (const size of [3000, 700, 257, 256, 255, 31]) {
    for (const order of [many, [...many].reverse()]) {
      const store = new ProfileStore(BUCKET);
      for (let from = 0; from < order.length; from += size) {
        applyBatch(store, packed(order.slice(from, from + size)), all);
      }
      expect(bytesOf(store)).toBe(expected);
    }
  }
});

test('a large batch is aligned to words, so that it is read without a copy', () => {
  const packr = new Packr({ useRecords: false });
  const { content } = packr.unpack(packed(Array.from({ length: 3000 }, (_, n) => eventNumbered(n)))) as {
    content: Uint8Array;
  };
  expect(content.byteLength).toBeGreaterThan(0xffff);
  expect(content.byteOffset % 4).toBe(0);
});

test('any texts, unknown or no secrets, filters and large lists', () => {
  const { identity, ...plain } = retrievalOf(0, 0, 0, 0);
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const retrieval: fc.Arbitrary<Retrieval> = fc
    .record({
      kind: fc.constantFrom('get', 'batch'),
      key: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
      origin: text,
      region: text,
      failed: fc.boolean(),
      denied: fc.boolean(),
      notFound: fc.boolean(),
      accessKeyId: fc.constantFrom('', 'AKIAEXAMPLE', 'ASIAEXAMPLE1', 'ASIAEXAMPLE2'),
      matchAll: fc.boolean(),
      items: fc.uniqueArray(text, { maxLength: 30 }),
      atMost: fc.nat({ max: 0xffffff }),
      time: fc.constantFrom(0, 1, 0xffff_fffe),
    })
    .map(({ kind, key, items, atMost, ...rest }) => ({
      ...plain,
      ...rest,
      kind,
      identity: { ...identity, key },
      items,
      // Large numbers only where they do not lead to as many hashes.
      atMost: kind === 'get' ? 0 : rest.failed ? atMost : atMost % 100,
    }));
  fc.assert(
    fc.property(fc.array(retrieval, { maxLength: 20 }), (retrievals) => {
      const store = new ProfileStore(BUCKET);
      applyBatch(store, packed(retrievals), all);
      expect(bytesOf(store)).toBe(bytesOf(plainStoreOf(retrievals)));
    }),
    { numRuns: runs(25) },
  );
});

test('only identities of owned logical shards are applied and counted', () => {
  fc.assert(
    fc.property(events(), fc.integer({ min: 1, max: LOGICAL_SHARDS }), (retrievals, shards) => {
      const bytes = packed(retrievals);
      for (let shard = 0; shard < Math.min(shards, 5); shard++) {
        const owns = (logicalShard: number): boolean => shardOf(logicalShard, shards) === shard;
        const mine = retrievals.filter((one) => owns(logicalShardOf(one.identity.key)));
        const store = new ProfileStore(BUCKET);
        expect(applyBatch(store, bytes, owns)).toBe(mine.length);
        expect(bytesOf(store)).toBe(bytesOf(plainStoreOf(mine)));
      }
    }),
    { numRuns: runs(30) },
  );
});

test('bytes may be a Buffer at any offset, and are not changed', () => {
  const retrievals = Array.from({ length: 50 }, (_, n) => eventNumbered(n));
  const bytes = packed(retrievals);
  const expected = bytesOf(storeOf(retrievals));
  for (let offset = 0; offset < 9; offset++) {
    const around = Buffer.alloc(bytes.length + 20, 0xee);
    around.set(bytes, offset);
    for (const view of [
      around.subarray(offset, offset + bytes.length),
      new Uint8Array(around.buffer, around.byteOffset + offset, bytes.length),
    ]) {
      const store = new ProfileStore(BUCKET);
      applyBatch(store, view, all);
      expect(bytesOf(store)).toBe(expected);
      expect(Buffer.from(bytes).equals(view)).toBe(true);
    }
  }
});

test('a batch may be transferred: its buffer holds nothing else, and the next batch is not affected', () => {
  const [first, second] = [packed([eventNumbered(1)]), packed([eventNumbered(2)])];
  const expected = bytesOf(storeOf([eventNumbered(2)]));
  expect(first.byteLength).toBe(first.buffer.byteLength);
  structuredClone(first, { transfer: [first.buffer as ArrayBuffer] });
  expect(first.byteLength).toBe(0);
  const store = new ProfileStore(BUCKET);
  applyBatch(store, second, all);
  expect(bytesOf(store)).toBe(expected);
});

test('another format is an error that names it', () => {
  const packr = new Packr({ useRecords: false });
  const batch = packr.unpack(packed([eventNumbered(1)])) as Record<string, unknown>;
  const other = packr.pack({ ...batch, format: 5 });
  expect(() => applyBatch(new ProfileStore(BUCKET), other, all)).toThrow('batch format 5 is not 7');
});

describe('the router', () => {
  test('gives each shard its retrievals, and no empty batches', () => {
    fc.assert(
      fc.property(events(), fc.integer({ min: 1, max: LOGICAL_SHARDS }), (retrievals, shards) => {
        const router = new BatchRouter(shards);
        for (const one of retrievals) router.add(one, 0);
        const store = new ProfileStore(BUCKET);
        let applied = 0;
        for (const batch of router.pack()) {
          expect(batch.retrievals).toBeGreaterThan(0);
          const owns = (logicalShard: number): boolean => shardOf(logicalShard, shards) === batch.shard;
          expect(applyBatch(store, batch.bytes, owns)).toBe(batch.retrievals);
          applied += batch.retrievals;
        }
        expect(applied).toBe(retrievals.length);
        expect(bytesOf(store)).toBe(bytesOf(plainStoreOf(retrievals)));
      }),
      { numRuns: runs(30) },
    );
  });
});
