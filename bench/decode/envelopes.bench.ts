/**
 * Decoding records in the envelopes of other programs, beside CloudTrail's own form. The size is that of the envelope.
 * `npx tsx bench/decode/envelopes.bench.ts`
 */
import { gzipSync } from 'node:zlib';
import { Bench } from 'tinybench';
import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { decodeObject, decodeOptions } from '../../src/decode/decode-object.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { selectionOf } from '../../src/rule/select-events.js';
import { PLAIN, type TestRecord, WRAPPERS } from '../../test/decode/envelopes/wrappers.js';
import { reportBench } from '../report.js';
import { corpus } from './corpus.js';

const options = decodeOptions(DEFAULT_LIMITS, { identityMode: 'arn', accounts: [], regions: [] }, [
  selectionOf(BUILT_IN_RULE.events, []),
]);
const bench = new Bench({ time: 200, iterations: 4, warmupIterations: 1 });
const bytes = new Map<string, number>();
const { json, matches } = corpus(300, 0.02);
const { Records: records } = JSON.parse(json.toString()) as { readonly Records: readonly TestRecord[] };

for (const { name, wrap } of [PLAIN, ...WRAPPERS]) {
  const text = Buffer.from(wrap(records));
  const object = gzipSync(text);
  const run = (): number => {
    let found = 0;
    decodeObject(object, options, ({ kind }) => {
      if (kind !== 'context') found++;
    });
    return found;
  };
  if (run() !== matches) throw new Error(`${name}: not ${matches}`);
  bytes.set(name, text.length);
  bench.add(name, run);
}
await bench.run();
reportBench(bench, { unit: 'MB/s', per: (task) => bytes.get(task)! });
