import fc from 'fast-check';
import module from 'hdr-histogram-js/dist/Int32Histogram.js';
import { expect, test } from 'vitest';
import { StageHistogram } from '../../src/metrics/stage-histogram.js';
import { HistogramCounter } from '../../src/metrics/histogram-counts.js';

const value = fc.oneof(
  fc.double({ min: 0, max: 22, noNaN: true }).map((power) => Math.floor(Math.exp(power)) - 1),
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom(2047, 2048, 2049, 4095, 4096, 3_600_000_000),
);

const HIGHEST = 3_600_000_000;

/** Equal texts, except that a number's last decimal may be rounded up or down. */
function expectSame(text: string, wanted: string): void {
  const shape = (one: string): string => one.replace(/[\d.]+/g, (digits) => '0'.repeat(digits.length));
  expect(shape(text)).toBe(shape(wanted));
  const expected = wanted.match(/[\d.]+/g) ?? [];
  for (const [at, found] of (text.match(/[\d.]+/g) ?? []).entries()) {
    const decimals = found.split('.')[1]?.length ?? 0;
    const slack = decimals === 0 ? 0 : 1.01 * 10 ** -decimals;
    const difference = Math.abs(Number(found) - Number(expected[at]));
    expect(difference, `${found} for ${expected[at]!}`).toBeLessThanOrEqual(slack);
  }
}

test('figures and text are equal to those of the library', () => {
  const counted = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 20_000 })), { maxLength: 60 });
  fc.assert(
    fc.property(counted, (values) => {
      const wanted = new module.default(1, 2, 3);
      wanted.autoResize = true;
      const counter = new HistogramCounter();
      for (const [one, count] of values) {
        counter.merge(Uint32Array.of(one, count));
        wanted.recordValueWithCount(one, count);
      }
      const histogram = new StageHistogram(counter.pack(), HIGHEST);
      expect(histogram.count).toBe(wanted.totalCount);
      expect(histogram.mean).toBeCloseTo(wanted.mean, 6);
      for (const percent of [50, 90, 99, 99.9, 100]) {
        expect(histogram.percentile(percent)).toBe(wanted.getValueAtPercentile(percent));
      }
      // Histogram counts keep three digits, so the largest value may be the lowest of those that share its count.
      const withoutMax = (text: string): string => text.replace(/^#\[Max +=.*,/m, '#[');
      expectSame(withoutMax(histogram.text()), withoutMax(wanted.outputPercentileDistribution(5, 1)));
    }),
  );
});
