import fc from 'fast-check';
import { build } from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { Distribution } from '../../src/metrics/distribution.js';
import { lowestOfPart, TallyCounter } from '../../src/metrics/tally.js';

const HIGHEST = 3_600_000_000;

/** From 0 to beyond what counts as the highest, as many small ones as large ones, with many alike. */
const value = fc.oneof(
  fc.double({ min: 0, max: 22.1, noNaN: true }).map((power) => Math.floor(Math.exp(power)) - 1),
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom(2047, 2048, 2049, 4095, 4096, HIGHEST, HIGHEST + 1, 0xffff_ffff),
);
const counted = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 20_000 })), { maxLength: 60 });

function both(values: readonly (readonly [value: number, count: number])[]) {
  const counter = new TallyCounter();
  const histogram = build({ highestTrackableValue: 2, autoResize: true, numberOfSignificantValueDigits: 3 });
  for (const [one, count] of values) {
    counter.merge(Uint32Array.of(one, count));
    histogram.recordValueWithCount(Math.min(one, HIGHEST), count);
  }
  return { distribution: new Distribution(counter.pack(), HIGHEST), histogram };
}

/** Alike to the letter, but that the last decimal may be rounded either way, and for the maximum, which is above. */
function expectSame(text: string, wanted: string): void {
  const withoutMax = (one: string): string => one.replace(/^#\[Max +=.*,/m, '#[');
  const shape = (one: string): string =>
    withoutMax(one).replace(/[\d.]+/g, (digits) => '0'.repeat(digits.length));
  expect(shape(text)).toBe(shape(wanted));
  const numbers = (one: string): string[] => withoutMax(one).match(/[\d.]+/g) ?? [];
  const expected = numbers(wanted);
  for (const [at, found] of numbers(text).entries()) {
    const decimals = found.split('.')[1]?.length ?? 0;
    const slack = decimals === 0 ? 0 : 1.01 * 10 ** -decimals;
    expect(
      Math.abs(Number(found) - Number(expected[at])),
      `${found} for ${expected[at]!}`,
    ).toBeLessThanOrEqual(slack);
  }
}

test('figures and text are those of HdrHistogram', () => {
  fc.assert(
    fc.property(counted, (values) => {
      const { distribution, histogram } = both(values);
      expect(distribution.count).toBe(histogram.totalCount);
      expect(distribution.max).toBe(lowestOfPart(histogram.maxValue));
      expect(distribution.mean).toBeCloseTo(histogram.mean, 6);
      for (const share of [500, 900, 990, 999]) {
        expect(distribution.perMille(share)).toBe(histogram.getValueAtPercentile(share / 10));
      }
      expectSame(distribution.text(), histogram.outputPercentileDistribution(5, 1));
    }),
    { numRuns: 100 },
  );
});
