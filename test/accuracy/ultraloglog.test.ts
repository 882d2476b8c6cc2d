import { beforeAll, describe, expect, test } from 'vitest';
import { Distinct } from '../../src/sketch/distinct.js';
import { hash64 } from '../../src/base/hash.js';
import { relativeStandardError } from '../../src/sketch/ultraloglog.js';
import { countsUpTo, measureUltraLogLog, type Accuracy } from './measure-ultraloglog.js';

const SEED = 20_240_701;
// An error measured over 400 runs has a sampling error of 1/√800 = 3.5 %, so a limit of 10 % is almost three deviations
// wide. It still detects a wrong estimator: HyperLogLog's error is 37 % larger.
const RUNS = 400;
// Few hashes seldom share a register, so an error shows only after many more runs.
const SMALL_RUNS = 4000;

// A sketch with few registers has many hashes for each register soonest.
describe.each([
  [8, 1e6, 7],
  [11, 2e5, 3],
])(`precision %d, up to %d, seed ${SEED}`, (precision, last, largeCounts) => {
  const m = 2 ** precision;
  const theory = relativeStandardError(precision);
  let all: Accuracy[];
  let small: Accuracy[];

  beforeAll(() => {
    all = measureUltraLogLog({ precision, runs: RUNS, counts: countsUpTo(last), seed: SEED });
    small = measureUltraLogLog({ precision, runs: SMALL_RUNS, counts: countsUpTo(m), seed: SEED + 1 });
  });

  const large = (): Accuracy[] => all.filter(({ count }) => count >= 20 * m);

  test('counts far above the number of registers have the error of theory, within 10 %', () => {
    expect(large().length).toBe(largeCounts);
    for (const row of large()) {
      expect(row.error / theory, say(row)).toBeGreaterThan(0.9);
      expect(row.error / theory, say(row)).toBeLessThan(1.1);
    }
  });

  test('all counts together have it within 5 %', () => {
    const pooled = Math.sqrt(large().reduce((sum, { error }) => sum + error * error, 0) / large().length);
    expect(pooled / theory).toBeGreaterThan(0.95);
    expect(pooled / theory).toBeLessThan(1.05);
  });

  test('smaller counts never have a larger error than theory', () => {
    expect(small.length).toBeGreaterThan(5);
    for (const row of small) expect(row.error, say(row)).toBeLessThan(theory);
    for (const row of all) expect(row.error, say(row)).toBeLessThan(theory * 1.1);
  });

  test('these runs show no bias', () => {
    // Four deviations of a mean over the runs.
    for (const row of all) expect(Math.abs(row.bias), say(row)).toBeLessThan((4 * theory) / Math.sqrt(RUNS));
    for (const row of small) {
      expect(Math.abs(row.bias), say(row)).toBeLessThan((4 * theory) / Math.sqrt(SMALL_RUNS));
    }
  });
});

test('counts of named secrets, hashed as in the program, have the error of theory', () => {
  const [runs, count] = [400, 5000];
  const out = new Uint32Array(2);
  let squares = 0;
  for (let run = 0; run < runs; run++) {
    const sketch = new Distinct();
    for (let i = 0; i < count; i++) {
      hash64(`eu-west-1:123456789012:team-${run}/service-${i}/password`, out);
      sketch.update(out[0]!, out[1]!);
    }
    squares += (sketch.estimate() / count - 1) ** 2;
  }
  const error = Math.sqrt(squares / runs);
  // At 2.4 hashes a register the error is still a little below its limit.
  expect(error).toBeLessThan(relativeStandardError(11) * 1.1);
  expect(error).toBeGreaterThan(relativeStandardError(11) * 0.7);
});

function say({ count, bias, error, theory }: Accuracy): string {
  return `${count}: error ${error}, theory ${theory}, bias ${bias}`;
}
