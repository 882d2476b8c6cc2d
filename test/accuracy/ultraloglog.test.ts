import { beforeAll, describe, expect, test } from 'vitest';
import { Distinct } from '../../src/sketch/distinct.js';
import { hash64 } from '../../src/base/hash.js';
import { relativeStandardError } from '../../src/sketch/ultraloglog.js';
import { countsUpTo, measureUltraLogLog, type Accuracy } from './measure-ultraloglog.js';

const SEED = 20_240_701;
// The sampling error of an error measured over 400 runs is 1/√800 = 3.5 %, so the bar of 10 % stands almost
// three of its deviations from the truth. What it must tell apart is further off: HyperLogLog's error is 37 % larger.
const RUNS = 400;
// Of few hashes hardly any share a register, so an error needs many more runs to be seen at all.
const SMALL_RUNS = 4000;

// Few registers reach the limit of many hashes to a register soonest.
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

  test('counts far above the registers are off by what theory says, within 10 %', () => {
    expect(large().length).toBe(largeCounts);
    for (const row of large()) {
      expect(row.error / theory, say(row)).toBeGreaterThan(0.9);
      expect(row.error / theory, say(row)).toBeLessThan(1.1);
    }
  });

  test('and within 5 % when they are taken together', () => {
    const pooled = Math.sqrt(large().reduce((sum, { error }) => sum + error * error, 0) / large().length);
    expect(pooled / theory).toBeGreaterThan(0.95);
    expect(pooled / theory).toBeLessThan(1.05);
  });

  test('smaller counts are never off by more than theory says', () => {
    expect(small.length).toBeGreaterThan(5);
    for (const row of small) expect(row.error, say(row)).toBeLessThan(theory);
    for (const row of all) expect(row.error, say(row)).toBeLessThan(theory * 1.1);
  });

  test('there is no bias that these runs could show', () => {
    // Four deviations of a mean over the runs.
    for (const row of all) expect(Math.abs(row.bias), say(row)).toBeLessThan((4 * theory) / Math.sqrt(RUNS));
    for (const row of small) {
      expect(Math.abs(row.bias), say(row)).toBeLessThan((4 * theory) / Math.sqrt(SMALL_RUNS));
    }
  });
});

test('counts of named secrets, hashed as the program hashes them, are off by what theory says', () => {
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
