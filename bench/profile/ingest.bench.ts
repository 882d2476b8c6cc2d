/** How fast a shard ingests packed batches. `npx tsx bench/profile/ingest.bench.ts` */
import { Bench } from 'tinybench';
import { reportBench } from '../report.js';
import { checkedStore, packedBatches, storeOf } from './load.js';

const RETRIEVALS = 200_000;
const batches = [...packedBatches(RETRIEVALS, { identities: 2_000, span: 2_592_000, together: 1 })];
checkedStore(storeOf(batches), RETRIEVALS);

const bench = new Bench({ time: 1500, iterations: 8, warmupIterations: 3 });
bench.add(`${RETRIEVALS} packed retrievals into a store`, () => void storeOf(batches));
await bench.run();
reportBench(bench, { unit: 'retrievals/s', per: () => RETRIEVALS });
