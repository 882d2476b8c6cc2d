import { BatchBuilder } from '../../src/decode-thread/batch-builder.js';
import { applyBatch } from '../../src/shard-thread/apply-batch.js';
import { logicalShardOf } from '../../src/wire/logical-shard.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import type { Retrieval } from '../../src/model/retrieval.js';

const START = 1_772_000_100;
const BATCH = 5_000;

/** An organisation in which each identity reads three secrets. */
export interface Load {
  readonly identities: number;
  /** Seconds over which the retrievals of an identity are spread. */
  readonly span: number;
  /** Retrievals that an identity makes within a few seconds each time. */
  readonly together: number;
}

/** Retrieval `n`: the identities take turns, and each goes through its time in long steps. */
function retrieval(n: number, { identities, span, together }: Load): Retrieval {
  const who = n % identities;
  const turn = Math.floor(n / identities);
  const arn = `arn:aws:sts::111122223333:assumed-role/service-${who}/i-0123456789abcdef0`;
  return {
    kind: 'get',
    eventKey: `5d1b2c3e-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
    time: START + ((Math.floor(turn / together) * 1_000_003 + who * 7919) % span) + (turn % together),
    identity: { key: arn, arn, type: 'AssumedRole', accountId: '111122223333', issuerArn: '' },
    failed: false,
    denied: false,
    notFound: false,
    matchAll: false,
    items: [`us-east-1:111122223333:service-${who}/secret-${turn % 3}`],
    atMost: 0,
    accessKeyId: `ASIAEXAMPLE${String(turn >> 6).padStart(9, '0')}`,
    origin: '10.0.1.0/24|aws-sdk-java',
    region: 'us-east-1',
    recipientAccountId: '111122223333',
  };
}

/** Retrievals 0 to `count` - 1, packed as decode threads pack them, some thousands in a batch. */
export function* packedBatches(count: number, load: Load): Generator<Uint8Array> {
  for (let start = 0; start < count; start += BATCH) {
    const builder = new BatchBuilder();
    for (let n = start; n < Math.min(count, start + BATCH); n++) {
      const one = retrieval(n, load);
      builder.add(one, logicalShardOf(one.identity.key));
    }
    yield builder.pack();
  }
}

/** A shard's state after some batches. */
export function storeOf(batches: Iterable<Uint8Array>): ProfileStore {
  const store = new ProfileStore(300);
  for (const batch of batches) applyBatch(store, batch, () => true);
  return store;
}

/** @returns the same store. @throws Error when it does not hold as many retrievals as it should */
export function checkedStore(store: ProfileStore, retrievals: number): ProfileStore {
  const counted = store.totals().retrievals;
  if (counted !== retrievals) throw new Error(`counted ${counted} of ${retrievals} retrievals`);
  return store;
}
