import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { TrailspikeError } from '../../../src/model/errors.js';
import { ProfileStore } from '../../../src/profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../../../src/profile/snapshot.js';
import { addAll, BUCKET, contextNumbered, eventNumbered, retrievalOf } from '../../support/store-events.js';
import { bytesOf, type Token, tokensLike, tokensOf } from '../structure/tokens.js';
import { structureTarget } from '../target.js';

interface Case {
  readonly tokens: readonly Token[];
  /** Whether the checksum at its end fits. */
  readonly fits: boolean;
}

/** Snapshots of small stores, and of one with a set that is no longer exact. */
function files(): Token[][] {
  const all = [5, 40].map((count) => {
    const store = new ProfileStore(BUCKET);
    addAll(store, [
      ...Array.from({ length: count }, (_, n) => eventNumbered(n * 7)),
      ...Array.from({ length: count >> 1 }, (_, n) => contextNumbered(n)),
    ]);
    return store;
  });
  const many = new ProfileStore(BUCKET);
  addAll(
    many,
    Array.from({ length: 300 }, (_, n) => retrievalOf(1, n, n % 3, 10)),
  );
  return [...all, many].flatMap((store) =>
    store.logicalShards().map((shard) => {
      const snapshot = snapshotOf(store, shard);
      return tokensOf(() => mergeSnapshot(new ProfileStore(BUCKET), snapshot));
    }),
  );
}

function snapshot({ tokens, fits }: Case): Uint8Array {
  const body = bytesOf(tokens);
  return Buffer.concat([body, Buffer.from(Uint32Array.of(crc32(body) ^ (fits ? 0 : 1)).buffer)]);
}

/** @returns undefined where it is refused */
function storeOf(bytes: Uint8Array): { readonly store: ProfileStore; readonly shard: number } | undefined {
  const store = new ProfileStore(BUCKET);
  try {
    return { store, shard: mergeSnapshot(store, bytes) };
  } catch (error) {
    if (!(error instanceof TrailspikeError)) throw error;
    return undefined;
  }
}

/** Snapshots: refused by name, or read to a state that has a snapshot, which is read to the same. */
export const SNAPSHOTS = structureTarget<Case>({
  name: 'snapshots',
  cases: () =>
    fc.record({
      tokens: tokensLike(files()),
      fits: fc.oneof({ weight: 15, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
  size: (one) => snapshot(one).length,
  run(one) {
    const bytes = snapshot(one);
    const read = storeOf(bytes);
    if (read === undefined) return;
    if (!one.fits) throw new Error('a wrong checksum is not noticed');
    const { store, shard } = read;
    store.totals();
    const written = snapshotOf(store, shard);
    const again = storeOf(written);
    if (again === undefined) throw new Error('its own snapshot is refused');
    if (!Buffer.from(snapshotOf(again.store, shard)).equals(written))
      throw new Error('its own snapshot is another state');
    mergeSnapshot(store, bytes);
    if (!Buffer.from(snapshotOf(store, shard)).equals(written))
      throw new Error('reading it twice changes the state');
  },
});
