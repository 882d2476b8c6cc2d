/** From stored bytes to retrievals, and the steps on the way. `npx tsx bench/decode/extract.bench.ts` */
import { Bench } from 'tinybench';
import { parseEvent } from '../../src/decode/cloudtrail/api-event.js';
import { decodeByReference, decodeObject, DEFAULT_LIMITS } from '../../src/decode/decode-object.js';
import { DocumentScanner } from '../../src/decode/wasm/document-scanner.js';
import { extract } from '../../src/decode/extract.js';
import { needleFinder } from '../../src/decode/reference/needles.js';
import { corpus } from './corpus.js';
import { reportBench } from '../report.js';

const options = { identityMode: 'arn', accounts: [], regions: [], limits: DEFAULT_LIMITS } as const;
const findMatches = needleFinder(['GetSecretValue']);
const bench = new Bench({ time: 400, iterations: 8, warmupIterations: 4 });
const bytes = new Map<string, number>();

function add(task: string, size: number, expected: number, run: () => number): void {
  if (run() !== expected) throw new Error(`${task}: not ${expected}`);
  bytes.set(task, size);
  bench.add(task, run);
}

for (const [size, records] of [
  ['usual', 300],
  ['large', 8000],
] as const) {
  for (const share of [0, 1 / 300, 0.02, 1]) {
    const { json, gzip, hits } = corpus(records, share);
    const label = `${size}, ${(share * 100).toFixed(1)} % hits`;
    add(`${label}: search`, json.length, hits, () => findMatches(json).length);
    add(`${label}: extract`, json.length, hits, () => {
      let found = 0;
      extract(json, true, options, options.limits, () => found++);
      return found;
    });
    add(`${label}: decodeObject`, json.length, hits, () => {
      let found = 0;
      decodeObject(gzip, options, () => found++);
      return found;
    });
    add(`${label}: decodeByReference`, json.length, hits, () => {
      let found = 0;
      decodeByReference(gzip, options, () => found++);
      return found;
    });
  }
}

{
  const { json, records } = corpus(300, 1);
  const scanner = DocumentScanner.create()!;
  scanner.start(json.length, findMatches, false)!.set(json);
  if (!scanner.scan(json.length)) throw new Error('the document was refused');
  const { ranges } = scanner.found()!;
  const named = (nameOf: (start: number, end: number) => string | undefined): number => {
    let found = 0;
    for (let at = 0; at < ranges.length; at += 2) {
      if (nameOf(ranges[at]!, ranges[at + 1]!) === 'GetSecretValue') found++;
    }
    return found;
  };
  add('usual: fields of retrievals, read where they lie', json.length, records, () =>
    named((start, end) => scanner.calls.read(start, end)?.eventName),
  );
  add('usual: fields of retrievals, parsed', json.length, records, () =>
    named((start, end) => parseEvent(JSON.parse(json.toString('latin1', start, end))).eventName),
  );
}
await bench.run();
reportBench(bench, { unit: 'MB/s', per: (task) => bytes.get(task)! });
