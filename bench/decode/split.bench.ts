/**
 * Splitting a whole document into its records, and searching it: in WebAssembly and in the reference decoder.
 * `npx tsx bench/decode/split.bench.ts`
 */
import { Bench } from 'tinybench';
import { DocumentScanner } from '../../src/decode/wasm/document-scanner.js';
import { Unavailable } from '../../src/decode/wasm/unavailable.js';
import { needleFinder } from '../../src/decode/needles.js';
import { splitRecords } from '../../src/decode/reference/record-splitter.js';
import { corpus } from './corpus.js';
import { reportBench } from '../report.js';

const found = DocumentScanner.create();
if (found instanceof Unavailable) throw found;
const scanner = found;
const finder = needleFinder(['GetSecretValue']);
const { json, records, hits } = corpus(8000, 0.02);
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
const bench = new Bench({ time: 600, iterations: 8, warmupIterations: 4 });
const bytes = new Map<string, number>();

function add(task: string, size: number, expected: number, run: () => number): void {
  if (run() !== expected) throw new Error(`${task}: not ${expected}`);
  bytes.set(task, size);
  bench.add(task, run);
}

/** The document must already be in the scanner's memory. */
function scan(length: number, all: boolean): number {
  scanner.start(length, all ? null : finder, false);
  if (!scanner.scan(length)) throw new Error('refused');
  return scanner.found()!.ranges.length / 2;
}

for (const [name, document] of Object.entries(documents)) {
  add(`${name}: reference, split`, document.length, records, () => splitRecords(document).records.length);
  add(`${name}: reference, search`, document.length, hits, () => finder(document).length);
  if (name === 'one a line') continue; // only the reference reads it
  // Each task copies its document first, because all share one memory.
  const place = (): number => document.copy(scanner.start(document.length, finder, false)!);
  add(`${name}: copy`, document.length, document.length, place);
  add(`${name}: copy, split and search`, document.length, hits, () => scan(place(), false));
  add(`${name}: copy and split`, document.length, records, () => scan(place(), true));
}
add('JSON.parse', json.length, records, () => {
  const { Records } = JSON.parse(json.toString()) as { readonly Records: readonly unknown[] };
  return Records.length;
});
await bench.run();
reportBench(bench, { unit: 'MB/s', per: (task) => bytes.get(task)! });
