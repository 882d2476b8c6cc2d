/** Writing a store into snapshots, and reading them back. `npx tsx bench/profile/snapshot.bench.ts` */
import { Bench } from 'tinybench';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { mergeSnapshot, snapshotOf } from '../../src/profile/snapshot.js';
import { reportBench } from '../report.js';
import { checkedStore, packedBatches, storeOf } from './load.js';

const RETRIEVALS = 200_000;
const load = { identities: 2_000, span: 2_592_000, together: 2 };
const store = checkedStore(storeOf(packedBatches(RETRIEVALS, load)), RETRIEVALS);
const write = (of: ProfileStore): Uint8Array[] =>
  of.logicalShards().map((logicalShard) => snapshotOf(of, logicalShard));
const snapshots = write(store);
const size = snapshots.reduce((sum, bytes) => sum + bytes.length, 0);

function read(): ProfileStore {
  const copy = new ProfileStore(store.bucketDuration);
  for (const snapshot of snapshots) mergeSnapshot(copy, snapshot);
  return copy;
}

if (!write(read()).every((bytes, index) => Buffer.compare(bytes, snapshots[index]!) === 0)) {
  throw new Error('a snapshot that was read back is written differently');
}
const text = `${store.totals().cells} cells of ${RETRIEVALS} retrievals`;
const bench = new Bench({ time: 1500, iterations: 8, warmupIterations: 3 });
bench.add(`write ${text}`, () => void write(store));
bench.add(`read ${text}`, () => void read());
await bench.run();
reportBench(bench, { unit: 'MB/s', per: () => size });
