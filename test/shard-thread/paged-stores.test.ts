import { newHeartbeats } from '../../src/base/heartbeats.js';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { FIXED_HASH_KEY } from '../../src/base/keyed-hash.js';
import { BatchBuilder } from '../../src/decode-thread/batch-builder.js';
import { partOf } from '../../src/detect/organisation/organisation-part.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { applyBatch } from '../../src/shard-thread/apply-batch.js';
import { MeasureFiles } from '../../src/shard-thread/measure-files.js';
import { PagedStores } from '../../src/shard-thread/paged-stores.js';
import { roleGroupsOf } from '../../src/shard-thread/role-groups.js';
import { FrameLog } from '../../src/storage/frame-log.js';
import { logicalShardOf } from '../../src/wire/logical-shard.js';
import { bytesOf, retrievalOf } from '../support/store-events.js';
import { temporaryFolder } from '../support/temporary.js';

const MEASURE = { key: '0123456789abcdef', bucketDuration: 300 };
const IDENTITIES = 300;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function filesIn(directory: string): MeasureFiles {
  mkdirSync(join(directory, MEASURE.key), { recursive: true });
  const setup = {
    shard: 0,
    shards: 1,
    measures: [MEASURE],
    directory,
    hashKey: FIXED_HASH_KEY,
    run: 'test',
    beats: newHeartbeats(),
  };
  return new MeasureFiles(setup, MEASURE);
}

/** A retrieval of an identity of a role that no other state has. */
function retrieval(state: number, n: number): Retrieval {
  const one = retrievalOf(n, n, n % 5, n * 100);
  const arn = `arn:aws:sts::111122223333:assumed-role/role-${state}-${n}/session`;
  return { ...one, identity: { ...one.identity, key: arn, arn } };
}

function packed(state: number): Uint8Array<ArrayBuffer> {
  const builder = new BatchBuilder();
  for (let n = 0; n < IDENTITIES; n++) {
    const one = retrieval(state, n);
    builder.add(one, logicalShardOf(one.identity.key));
  }
  return builder.pack();
}

/** Writes states with different identities: the even ones as snapshots, the others as batch logs. */
function makeStates(count: number): string[] {
  return Array.from({ length: count }, (_, state) => {
    const directory = temporaryFolder();
    const files = filesIn(directory);
    if (state % 2 === 0) {
      const store = files.emptyStore();
      applyBatch(store, packed(state), () => true);
      for (const logicalShard of store.logicalShards()) files.write(store, logicalShard);
    } else {
      const log = new FrameLog(join(files.directory, 'batches-old-0-1-0.log'));
      log.append([packed(state)]);
      log.close();
    }
    return directory;
  });
}

describe('states of which one logical shard is in memory at a time', () => {
  for (const count of [2, 8]) {
    test(`take a small part of the memory of ${count} states, and leave none behind`, async () => {
      const states = makeStates(count);
      const paged = new PagedStores(filesIn(temporaryFolder()), states);
      const inMemory = filesIn(temporaryFolder()).emptyStore();
      for (let state = 0; state < count; state++) applyBatch(inMemory, packed(state), () => true);
      for (const joined of [false, true]) {
        if (joined) paged.join();
        const before: WeakRef<object>[] = [];
        const bytes: string[] = [];
        let [largest, most] = [0, 0];
        const parts: unknown[] = [];
        for (const store of paged.each()) {
          if (before.length % 16 === 15 && !joined) {
            // What a WeakRef was asked for stays until the end of the turn.
            await new Promise(setImmediate);
            collectGarbage();
            most = Math.max(most, before.filter((one) => one.deref() !== undefined).length);
          }
          before.push(new WeakRef(store));
          largest = Math.max(largest, store.identities.size);
          bytes.push(bytesOf(store));
          const period = { range: { from: 0, to: 2e9 }, historyFrom: 0, rule: BUILT_IN_RULE };
          parts.push(partOf(roleGroupsOf(profilesOf(store)), period));
        }
        expect(bytes.join('\n')).toBe(bytesOf(inMemory));
        expect(before).toHaveLength(64);
        expect(parts).toHaveLength(64);
        // Few of up to 47: the one before, which the caller may still have on its stack, and what the collector left.
        expect(most).toBeLessThanOrEqual(4);
        expect(largest / inMemory.identities.size).toBeLessThan(0.04);
      }
      expect({ ...paged.totals(), bytes: 0 }).toEqual({ ...inMemory.totals(), bytes: 0 });
    });
  }
});
