/** How fast a shard takes packed batches in, and what a cell costs. `npx tsx bench/profile/ingest.bench.ts` */
import { Bench } from 'tinybench';
import { applyBatch, BatchBuilder } from '../../src/shard/batch.js';
import { sectionOf } from '../../src/shard/partition.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import type { Retrieval } from '../../src/model/retrieval.js';

const RETRIEVALS = 200_000;
const IDENTITIES = 2_000;

/** Retrieval `n` of an organisation in which each identity reads three secrets, spread over a month. */
function retrieval(n: number): Retrieval {
  const who = n % IDENTITIES;
  const arn = `arn:aws:sts::111122223333:assumed-role/service-${who}/i-0123456789abcdef0`;
  return {
    kind: 'get',
    eventKey: `5d1b2c3e-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
    time: 1_772_000_000 + ((n * 7919) % 2_592_000),
    identity: { key: arn, arn, type: 'AssumedRole', accountId: '111122223333', issuerArn: '' },
    failed: false,
    denied: false,
    catchAll: false,
    secrets: [`us-east-1:111122223333:service-${who}/secret-${(n >>> 11) % 3}`],
    filterLimit: 0,
    origin: '10.0.1.0/24|aws-sdk-java',
    region: 'us-east-1',
    recipientAccountId: '111122223333',
  };
}

const batches: Uint8Array[] = [];
for (let start = 0; start < RETRIEVALS; start += 5_000) {
  const builder = new BatchBuilder();
  for (let n = start; n < start + 5_000; n++) {
    const one = retrieval(n);
    builder.add(one, sectionOf(one.identity.key));
  }
  batches.push(builder.pack());
}

function ingest(): ProfileStore {
  const store = new ProfileStore(300);
  for (const batch of batches) applyBatch(store, batch, () => true);
  return store;
}

const totals = ingest().totals();
if (totals.retrievals !== RETRIEVALS)
  throw new Error(`counted ${totals.retrievals} of ${RETRIEVALS} retrievals`);

const bench = new Bench({ time: 2000 });
bench.add(`ingest ${RETRIEVALS} retrievals`, () => void ingest());
await bench.run();
const median = bench.tasks[0]!.result;
if (!('latency' in median)) throw new Error('the benchmark did not finish');
console.table([
  {
    'retrievals/s': Math.round(RETRIEVALS / (median.latency.p50 / 1000)),
    'packed bytes a retrieval': Math.round(
      batches.reduce((sum, batch) => sum + batch.length, 0) / RETRIEVALS,
    ),
    cells: totals.cells,
    'bytes a cell': Math.round(totals.bytes / totals.cells),
  },
]);
