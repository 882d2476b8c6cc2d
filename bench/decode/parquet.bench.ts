/** Parquet files of records to retrievals. `npx tsx bench/decode/parquet.bench.ts` */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { Bench } from 'tinybench';
import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { decodeObject, decodeOptions } from '../../src/decode/decode-object.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { selectionOf } from '../../src/rule/select-events.js';
import { corpus } from './corpus.js';
import { reportBench } from '../report.js';

const options = decodeOptions(DEFAULT_LIMITS, { identityMode: 'arn', accounts: [], regions: [] }, [
  selectionOf(BUILT_IN_RULE.events, []),
]);
const bench = new Bench({ time: 400, iterations: 8, warmupIterations: 4 });
const events = new Map<string, number>();

/** The records of a document, in the columns that Athena has: texts, of which some are JSON. */
function tableOf(json: Buffer): Buffer {
  const { Records: records } = JSON.parse(json.toString()) as { Records: Record<string, unknown>[] };
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columnData = names.map((name) => ({
    name: name.toLowerCase(),
    type: 'STRING' as const,
    data: records.map(({ [name]: value }) =>
      value === undefined || value === null
        ? undefined
        : typeof value === 'string'
          ? value
          : JSON.stringify(value),
    ),
  }));
  return Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 2000 }));
}

for (const share of [0, 1 / 300, 0.02, 1]) {
  const { json, gzip, records, matches } = corpus(8000, share);
  const table = tableOf(json);
  for (const [form, object] of [
    ['Parquet', table],
    ['gzip', gzip],
  ] as const) {
    const task = `8000 records, ${(share * 100).toFixed(1)} % matches: ${form}`;
    const run = (): number => {
      let found = 0;
      decodeObject(object, options, ({ kind }) => {
        if (kind !== 'context') found++;
      });
      return found;
    };
    if (run() !== matches) throw new Error(`${task}: not ${matches}`);
    events.set(task, records);
    bench.add(task, run);
  }
}
await bench.run();
reportBench(bench, { unit: 'events/s', per: (task) => events.get(task)! });
