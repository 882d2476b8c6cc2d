/** Time to insert, merge and estimate: `npx tsx bench/sketch/ultraloglog.bench.ts`. */
import { Bench } from 'tinybench';
import { mix } from '../../src/base/hash.js';
import { estimate, insert, mergeInto, relativeStandardError } from '../../src/sketch/ultraloglog.js';
import { reportBench } from '../report.js';

const P = 11;
const HASHES = 4096;
const hashes = new Uint32Array(HASHES * 2);
const out = new Uint32Array(2);

function registersOf(count: number, first = 0): Uint8Array {
  const registers = new Uint8Array(2 ** P);
  for (let i = first; i < first + count; i++) {
    mix(1, 2, i, out);
    insert(registers, P, out[0]!, out[1]!);
  }
  const error = estimate(registers, P) / count - 1;
  if (Math.abs(error) > 5 * relativeStandardError(P)) throw new Error(`${count} were estimated ${error} off`);
  return registers;
}

for (let i = 0; i < HASHES; i++) {
  mix(3, 4, i, out);
  hashes.set(out, i * 2);
}
const counts = [300, 10_000, 1_000_000];
const states = counts.map((count) => registersOf(count));
const other = registersOf(10_000, 5_000);
const united = states[1]!.slice();
mergeInto(united, other);
if (Buffer.compare(united, registersOf(15_000)) !== 0) throw new Error('a merge is not the union');

const inserts = new Bench({ name: `UltraLogLog, p = ${P}: one hash`, time: 300 });
states.forEach((state, index) => {
  const registers = new Uint8Array(state.length);
  inserts.add(
    `insert, ${counts[index]} seen`,
    () => {
      for (let i = 0; i < HASHES * 2; i += 2) insert(registers, P, hashes[i]!, hashes[i + 1]!);
    },
    { beforeEach: () => registers.set(state) },
  );
});
await inserts.run();
reportBench(inserts, { unit: 'ns', per: () => HASHES });

// The minimum that the alternative estimator (FGRA, error 0.782/√m instead of 0.761/√m) needs: a sum of one table
// entry for each register.
const contributions = Float64Array.from({ length: 256 }, (_, value) => 2 ** (-0.8195 * (value / 4)));
let sink = 0;

const whole = new Bench({ name: `UltraLogLog, p = ${P}: all registers`, time: 300 });
const target = new Uint8Array(2 ** P);
whole.add('mergeInto', () => mergeInto(target, other), { beforeEach: () => target.set(states[1]!) });
whole.add('mergeInto, nothing new', () => mergeInto(united, other));
states.forEach((state, index) =>
  whole.add(`estimate, ${counts[index]} seen`, () => void (sink += estimate(state, P))),
);
whole.add('sum of a table entry for each register', () => {
  let sum = 0;
  for (let i = 0; i < other.length; i++) sum += contributions[other[i]!]!;
  sink += sum;
});
await whole.run();
reportBench(whole, { unit: 'ns', per: () => 1 });
if (!(sink > 0)) throw new Error('nothing was estimated');
