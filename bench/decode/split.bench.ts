/** Splitting a whole document into its records. `npx tsx bench/decode/split.bench.ts` */
import { Bench } from 'tinybench';
import { splitRecords } from '../../src/decode/record-splitter.js';
import { corpus } from './corpus.js';
import { printMegabytes } from './megabytes.js';

const { json, records } = corpus(8000, 0.02);
const pretty = Buffer.from(JSON.stringify(JSON.parse(json.toString()), null, 4));
const lines = Buffer.from(
  splitRecords(json)
    .records.map(({ start, end }) => json.toString('utf8', start, end))
    .join('\n'),
);
const documents: Record<string, Buffer> = {
  'as CloudTrail writes it': json,
  'pretty-printed': pretty,
  'one a line': lines,
};
const bench = new Bench({ time: 1000 });
for (const [name, document] of Object.entries(documents)) {
  const split = splitRecords(document);
  if (split.records.length !== records || split.failure !== null)
    throw new Error(`${name}: not ${records} records`);
  bench.add(name, () => splitRecords(document));
}
bench.add('JSON.parse', () => JSON.parse(json.toString()) as unknown);
await bench.run();
printMegabytes(bench, (task) => (documents[task] ?? json).length);
