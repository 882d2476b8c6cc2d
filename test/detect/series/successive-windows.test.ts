import fc from 'fast-check';
import { expect, test } from 'vitest';
import { successiveWindows } from '../../../src/detect/series/successive-windows.js';

const bucketsOf = (windows: readonly { readonly bucket: number }[][]): number[][] =>
  windows.map((window) => window.map(({ bucket }) => bucket));

test('a window begins where there are enough from there on, and takes all that follows within its length', () => {
  const all = [0, 5, 10, 11, 12, 13, 19, 20, 30].map((bucket) => ({ bucket }));
  expect(bucketsOf(successiveWindows(all, 10, 3))).toEqual([[5, 10, 11, 12, 13]]);
  expect(bucketsOf(successiveWindows(all, 10, 2))).toEqual([
    [0, 5],
    [10, 11, 12, 13, 19],
  ]);
  expect(successiveWindows([], 10, 1)).toEqual([]);
});

test('windows are in order and apart, each has enough, and what is left over never has', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(200), { maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (numbers, length, least) => {
        const all = numbers.sort((a, b) => a - b).map((bucket, n) => ({ bucket, n }));
        const windows = successiveWindows(all, length, least);
        let last = -1;
        for (const window of windows) {
          expect(window.length).toBeGreaterThanOrEqual(least);
          expect(window[0]!.n).toBeGreaterThan(last);
          last = window.at(-1)!.n;
          expect(window.at(-1)!.bucket - window[0]!.bucket).toBeLessThan(length);
        }
        const taken = new Set(windows.flat().map(({ n }) => n));
        const left = all.filter(({ n }) => !taken.has(n));
        for (const { bucket, n } of left) {
          // No window begins with one that is left, so from it on there are too few before the next window.
          const follows = all.filter((one) => one.n >= n && one.bucket < bucket + length);
          expect(follows.length).toBeLessThan(least);
        }
      },
    ),
  );
});
