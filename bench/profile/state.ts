/**
 * The memory of a shard's state, and how fast it is filled. Prints JSON.
 * `npx tsx bench/profile/state.ts [CELLS] [ROUNDS OF INGESTING]`
 */
import { spreadOf } from '../compare/spread.js';
import { checkedStore, packedBatches, storeOf } from './load.js';

const WARM_UP = 5;
const [cells = 5_000_000, rounds = 9] = process.argv.slice(2).map(Number);

const INGESTED = 200_000;
const batches = [...packedBatches(INGESTED, { identities: 2_000, span: 2_592_000, together: 1 })];
const rates = Array.from({ length: rounds + WARM_UP }, () => {
  const started = performance.now();
  const filled = storeOf(batches);
  const seconds = (performance.now() - started) / 1000;
  checkedStore(filled, INGESTED);
  return INGESTED / seconds;
}).slice(WARM_UP);
const before = process.memoryUsage().rss;

const load = { identities: Math.ceil(cells / 250), span: 5_184_000, together: 1 };
const store = checkedStore(storeOf(packedBatches(cells, load)), cells);
const totals = store.totals();
let hashes = store.secrets.size + store.origins.size + store.scopes.size;
for (const table of [store.cells, store.originCells]) {
  for (const column of Object.values(table.columns)) {
    for (let row = 0; row < table.size; row++) hashes += column.count(row);
  }
}
console.log(
  JSON.stringify({
    cells: totals.cells,
    hashes,
    bytes: totals.bytes,
    allowance: 96 * totals.cells + 8 * hashes,
    processBytes: process.memoryUsage().rss - before,
    retrievalsPerSecond: spreadOf(rates).median,
    leastPerSecond: spreadOf(rates).least,
    wantedPerSecond: 1_500_000,
  }),
);
