import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../bench/detection/finding.js';
import { mergeFindings } from '../../bench/detection/merge-findings.js';

const LIMITS = { keepAlive: 3600, maxSignalDuration: 86_400 };
const BUCKET = 300;

const finding: fc.Arbitrary<Finding> = fc
  .record({
    key: fc.constantFrom('a', 'b'),
    start: fc.nat(2000),
    length: fc.integer({ min: 1, max: 288 }),
    late: fc.nat(5),
  })
  .map(({ key, start, length, late }) => ({
    key,
    start: start * BUCKET,
    end: (start + length) * BUCKET,
    alertAt: (start + length + late) * BUCKET,
  }));
const findings = fc.array(finding, { maxLength: 30 });

const at = (key: string, start: number, end: number): Finding => ({ key, start, end, alertAt: end });

test('what lies within keepAlive is one finding, what lies beyond it another', () => {
  const found = [at('a', 0, 300), at('a', 3900, 4200), at('a', 8100, 8400), at('b', 300, 600)];
  expect(mergeFindings(found, LIMITS)).toEqual([
    { key: 'a', start: 0, end: 4200, alertAt: 300 },
    { key: 'a', start: 8100, end: 8400, alertAt: 8400 },
    { key: 'b', start: 300, end: 600, alertAt: 600 },
  ]);
});

test('one that lasts is a new finding every maxSignalDuration', () => {
  const hourly = Array.from({ length: 72 }, (_, hour) => at('a', hour * 3600, hour * 3600 + 300));
  expect(mergeFindings(hourly, LIMITS).map(({ start }) => start / 3600)).toEqual([0, 24, 48]);
});

test('joined findings are apart, cover just what was found, and none is longer than allowed', () => {
  fc.assert(
    fc.property(findings, (found) => {
      const merged = mergeFindings(found, LIMITS);
      merged.forEach((one, i) => {
        const next = merged[i + 1];
        expect(one.end - one.start).toBeLessThanOrEqual(LIMITS.maxSignalDuration);
        if (next?.key === one.key) expect(next.start).toBeGreaterThanOrEqual(one.end);
      });
      for (const { key, start, end } of found) {
        for (let time = start; time < end; time += BUCKET) {
          expect(merged.some((one) => one.key === key && one.start <= time && time < one.end)).toBe(true);
        }
      }
      const ends = (key: string, all: readonly Finding[]) =>
        all.filter((one) => one.key === key).map(({ end }) => end);
      for (const key of ['a', 'b']) {
        expect(Math.max(0, ...ends(key, merged))).toBe(Math.max(0, ...ends(key, found)));
      }
    }),
  );
});

test('neither the order, nor saying it twice, nor joining again changes anything', () => {
  fc.assert(
    fc.property(findings, (found) => {
      const merged = mergeFindings(found, LIMITS);
      expect(mergeFindings([...found].reverse(), LIMITS)).toEqual(merged);
      expect(mergeFindings([...found, ...found], LIMITS)).toEqual(merged);
      expect(mergeFindings(merged, LIMITS)).toEqual(merged);
    }),
  );
});
