/** Time to fill, merge, count and store a Distinct: `npx tsx bench/sketch/distinct.bench.ts`. */
import { Bench } from 'tinybench';
import { Distinct } from '../../src/sketch/distinct.js';
import { mix } from '../../src/base/hash.js';
import { reportBench } from '../report.js';

const HASHES = 100_000;
const hashes = new Uint32Array(HASHES * 2);
const out = new Uint32Array(2);
for (let i = 0; i < HASHES; i++) {
  mix(1, 2, i, out);
  hashes.set(out, i * 2);
}

function fill(sketch: Distinct, first: number, count: number): Distinct {
  for (let i = first * 2; i < (first + count) * 2; i += 2) sketch.update(hashes[i]!, hashes[i + 1]!);
  return sketch;
}

const of = (first: number, count: number): Distinct => fill(new Distinct(), first, count);
const reused = new Distinct();

const updates = new Bench({ name: 'Distinct: one of 10,000 updates in sets of one size', time: 300 });
for (const size of [1, 4, 16, 64, 250, 10_000]) {
  updates.add(`update, set of ${size}`, () => {
    for (let first = 0; first < 10_000; first += size) {
      reused.clear();
      fill(reused, first, size);
    }
  });
}
await updates.run();
reportBench(updates, { unit: 'ns', per: () => 10_000 });

/** Like one identity's cells of a day: `cells` sets of `size` hashes; each shares half of its hashes with the next. */
const cellsOf = (cells: number, size: number): { parts: Distinct[]; union: number } => ({
  parts: Array.from({ length: cells }, (_, i) => of((i * size) / 2, size)),
  union: ((cells + 1) * size) / 2,
});

const unions = new Bench({ name: 'Distinct: one union', time: 300 });
for (const [cells, size] of [
  [10, 4],
  [100, 4],
  [10, 40],
  [24, 300],
] as const) {
  const { parts, union } = cellsOf(cells, size);
  unions.add(`${cells} sets of ${size}`, () => {
    reused.clear();
    for (const part of parts) reused.merge(part);
    const count = reused.estimate();
    if (reused.isExact ? count !== union : Math.abs(count / union - 1) > 0.1) {
      throw new Error(`${count} instead of ${union}`);
    }
  });
}
const [exact, estimated] = [of(0, 256), of(0, 257)];
for (const [name, sketch] of [
  ['256 hashes', exact],
  ['registers', estimated],
] as const) {
  const bytes = sketch.serialize();
  unions.add(`serialize ${name}, ${bytes.length} bytes`, () => void sketch.serialize());
  unions.add(`deserialize ${name}`, () => {
    if (Distinct.deserialize(bytes).estimate() !== sketch.estimate())
      throw new Error('read back differently');
  });
}
await unions.run();
reportBench(unions, { unit: 'ns', per: () => 1 });
