/** Recording latencies, and merging the recordings of several threads. `npx tsx bench/metrics/latency.bench.ts` */
import { Bench } from 'tinybench';
import { LatencyRecorder } from '../../src/metrics/latency.js';
import { reportBench } from '../report.js';

const VALUES = 10_000;
/** Milliseconds, from a few microseconds to seconds. */
const values = Float64Array.from(
  { length: VALUES },
  (_, n) => 10 ** ((((n * 7919) % VALUES) / VALUES) * 6 - 3),
);
const filled = new LatencyRecorder();
for (const value of values) filled.record('body', value);
const encoded = filled.encode();

const joined = new LatencyRecorder();
joined.merge(encoded);
joined.merge(encoded);
const { count, p50 } = joined.summaries().body!;
const median = [...values].sort((a, b) => a - b)[VALUES / 2]! * 1000;
if (count !== 2 * VALUES || Math.abs(p50 / median - 1) > 0.01) {
  throw new Error(`the joined histogram has ${count} values and the median ${p50}, not ${median}`);
}

const recorder = new LatencyRecorder();
const records = new Bench({ time: 500 });
records.add('record one of many', () => {
  for (const value of values) recorder.record('body', value);
});
await records.run();
reportBench(records, { unit: 'ns', per: () => VALUES });

const whole = new Bench({ time: 500 });
whole.add(`encode a stage of ${VALUES}`, () => void filled.encode());
whole.add(`merge a stage of ${VALUES}`, () => joined.merge(encoded));
await whole.run();
reportBench(whole, { unit: 'µs' });
