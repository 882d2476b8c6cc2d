/** From stored bytes to retrievals, and the steps on the way. `npx tsx bench/decode/extract.bench.ts` */
import { Bench } from 'tinybench';
import { parseEvent } from '../../src/decode/cloudtrail/api-event.js';
import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { decodeObject, decodeOptions } from '../../src/decode/decode-object.js';
import { REFERENCE_DECODER } from '../../src/decode/reference/reference-decoder.js';
import { DocumentScanner } from '../../src/decode/wasm/document-scanner.js';
import { Repetition, UNWANTED } from '../../src/decode/wasm/event-reader.js';
import { Unavailable } from '../../src/decode/wasm/unavailable.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { selectionOf } from '../../src/rule/select-events.js';
import { corpus } from './corpus.js';
import { reportBench } from '../report.js';

const selection = selectionOf(BUILT_IN_RULE.events, []);
const options = decodeOptions(DEFAULT_LIMITS, { identityMode: 'arn', accounts: [], regions: [] }, [
  selection,
]);
const findMatches = selection.findMatches!;
const bench = new Bench({ time: 400, iterations: 8, warmupIterations: 4 });
const bytes = new Map<string, number>();

function add(task: string, size: number, expected: number, run: () => number): void {
  if (run() !== expected) throw new Error(`${task}: not ${expected}`);
  bytes.set(task, size);
  bench.add(task, run);
}

/** Every record that counts, and every one that is context, has it. */
const SOURCE = 'secretsmanager.amazonaws.com';

for (const [size, records] of [
  ['usual', 300],
  ['large', 8000],
] as const) {
  for (const share of [0, 1 / 300, 0.02, 1]) {
    const { json, gzip, matches } = corpus(records, share);
    const label = `${size}, ${(share * 100).toFixed(1)} % matches`;
    // Counted in another way than the search does it.
    const named = json.toString('latin1').split(SOURCE).length - 1;
    add(`${label}: search`, json.length, named, () => matchesIn(json));
    add(`${label}: decodeObject`, json.length, matches, () => {
      let found = 0;
      decodeObject(gzip, options, ({ kind }) => {
        if (kind !== 'context') found++;
      });
      return found;
    });
    add(`${label}: decodeObject, reference`, json.length, matches, () => {
      let found = 0;
      decodeObject(
        gzip,
        options,
        ({ kind }) => {
          if (kind !== 'context') found++;
        },
        undefined,
        [REFERENCE_DECODER],
      );
      return found;
    });
  }
}

{
  const { json, records } = corpus(300, 1);
  const scanner = DocumentScanner.create();
  if (scanner instanceof Unavailable) throw scanner;
  scanner.start(json.length, findMatches, false)!.set(json);
  if (!scanner.scan(json.length)) throw new Error('the document was refused');
  const { ranges } = scanner.found()!;
  scanner.events.prepare(selection.fields!);
  const named = (nameOf: (start: number, end: number) => string | undefined): number => {
    let found = 0;
    for (let at = 0; at < ranges.length; at += 2) {
      if (nameOf(ranges[at]!, ranges[at + 1]!) === 'GetSecretValue') found++;
    }
    return found;
  };
  add('usual: fields of retrievals, read where they lie', json.length, records, () =>
    named((start, end) => {
      const event = scanner.events.read(start, end, selection.wants);
      return event === UNWANTED || event instanceof Repetition ? undefined : event?.eventName;
    }),
  );
  add('usual: fields of retrievals, parsed', json.length, records, () =>
    named((start, end) => parseEvent(JSON.parse(json.toString('latin1', start, end))).eventName),
  );
}
await bench.run();
reportBench(bench, { unit: 'MB/s', per: (task) => bytes.get(task)! });

function matchesIn(json: Buffer): number {
  const matches = findMatches(json);
  let count = 0;
  for (let at = matches(0); at < Infinity; at = matches(at + 1)) count++;
  return count;
}
