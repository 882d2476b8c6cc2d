import fc from 'fast-check';
import module from 'hdr-histogram-js/dist/Int32Histogram.js';
import { expect, test } from 'vitest';
import { percentileText } from '../../src/metrics/percentile-text.js';

const value = fc.oneof(
  fc.double({ min: 0, max: 22, noNaN: true }).map((power) => Math.floor(Math.exp(power)) - 1),
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom(2047, 2048, 2049, 4095, 4096, 3_600_000_000),
);

/** A number's last decimal may be rounded either way. */
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

test("the text is the library's", () => {
  const counted = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 20_000 })), { maxLength: 60 });
  fc.assert(
    fc.property(counted, (values) => {
      const histogram = new module.default(1, 2, 3);
      histogram.autoResize = true;
      for (const [one, count] of values) histogram.recordValueWithCount(one, count);
      expectSame(percentileText(histogram), histogram.outputPercentileDistribution(5, 1));
    }),
  );
});
