import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SignallingWindow, WindowJoiner } from '../../../src/detect/series/window-joiner.js';
import { runs } from '../../support/thorough.js';

const LIMITS = { keepAlive: 12, maxSignal: 20, minimumExcess: 10 };

function window(
  exceeding: readonly (readonly [bucket: number, excess: number])[],
  { pValue = 1e-9, caseIndex = 0 } = {},
): SignallingWindow {
  const excess = exceeding.reduce((sum, [, more]) => sum + more, 0);
  return {
    exceeding: exceeding.map(([bucket, more]) => ({ bucket, excess: more })),
    excess,
    result: { kind: 'volume', windowSeconds: 1800, observed: excess, upperBound: 0, pValue },
    caseIndex,
  };
}

function join(...windows: readonly SignallingWindow[]): [number, number][] {
  const joiner = new WindowJoiner(LIMITS);
  for (const each of windows) joiner.add(each);
  return joiner.spans.map(({ start, end }) => [start, end]);
}

describe('WindowJoiner', () => {
  test('a burst in six windows is one span of one bucket', () => {
    const burst = window([[100, 20]]);
    expect(join(burst, burst, burst, burst, burst, burst)).toEqual([[100, 101]]);
  });

  test('a bucket keepAlive after the end is joined, the next one is not', () => {
    expect(join(window([[100, 20]]), window([[113, 20]]))).toEqual([[100, 114]]);
    expect(join(window([[100, 20]]), window([[114, 20]]))).toEqual([
      [100, 101],
      [114, 115],
    ]);
  });

  test('a bucket that would make the span too long starts another one, if the rest is enough by itself', () => {
    const long = [window([[100, 20]]), window([[110, 20]])];
    expect(join(...long, window([[119, 20]]))).toEqual([[100, 120]]);
    expect(
      join(
        ...long,
        window([
          [110, 20],
          [120, 10],
        ]),
      ),
    ).toEqual([
      [100, 111],
      [120, 121],
    ]);
    expect(
      join(
        ...long,
        window([
          [110, 20],
          [120, 9],
        ]),
      ),
    ).toEqual([[100, 111]]);
    expect(
      join(
        ...long,
        window([
          [110, 20],
          [120, 9],
        ]),
        window([
          [120, 9],
          [121, 1],
        ]),
      ),
    ).toEqual([
      [100, 111],
      [120, 122],
    ]);
  });

  test('keeps the window with the smallest p-value, then the largest excess, then the earliest', () => {
    const joiner = new WindowJoiner(LIMITS);
    const strongest = window([[101, 30]], { pValue: 1e-20, caseIndex: 4 });
    const windows = [
      window([[100, 40]], { pValue: 1e-10, caseIndex: 2 }),
      window([[101, 20]], { pValue: 1e-20, caseIndex: 1 }),
      strongest,
      window([[101, 30]], { pValue: 1e-20, caseIndex: 3 }),
    ];
    for (const each of windows) joiner.add(each);
    expect(joiner.spans).toHaveLength(1);
    expect(joiner.spans[0]!.result).toBe(strongest.result);
    expect(joiner.spans[0]!.caseIndex).toBe(1);
  });

  test('returns the spans that grew, so that their buckets leave the history at once', () => {
    const joiner = new WindowJoiner(LIMITS);
    const grown = (each: SignallingWindow): number[][] =>
      joiner.add(each).map(({ start, end }) => [start, end]);
    expect(grown(window([[100, 20]]))).toEqual([[100, 101]]);
    expect(grown(window([[100, 20]]))).toEqual([]);
    expect(
      grown(
        window([
          [119, 20],
          [120, 20],
        ]),
      ),
    ).toEqual([[119, 121]]);
    expect(
      grown(
        window([
          [133, 5],
          [138, 5],
          [140, 10],
        ]),
      ),
    ).toEqual([
      [119, 139],
      [140, 141],
    ]);
  });

  test('spans are in order, without overlap, within the limits, and begin and end with an exceeding bucket', () => {
    const windows = fc
      .array(
        fc.record({
          ahead: fc.nat({ max: 20 }),
          buckets: fc.uniqueArray(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 20 })), {
            selector: ([offset]) => offset,
            minLength: 1,
            maxLength: 6,
          }),
        }),
        { maxLength: 40 },
      )
      .map((steps) => {
        let start = 0;
        return steps.map(({ ahead, buckets }) => {
          start += ahead;
          return buckets
            .map(([offset, excess]) => [start + offset, excess] as const)
            .sort(([a], [b]) => a - b);
        });
      });
    fc.assert(
      fc.property(windows, (all) => {
        const enough = all.filter((each) => each.reduce((sum, [, more]) => sum + more, 0) >= 10);
        const exceeded = new Set(enough.flat().map(([bucket]) => bucket));
        const spans = join(...enough.map((each) => window(each)));
        expect(spans.length > 0).toBe(enough.length > 0);
        spans.forEach(([start, end], at) => {
          expect(end - start).toBeLessThanOrEqual(LIMITS.maxSignal);
          expect(exceeded.has(start) && exceeded.has(end - 1)).toBe(true);
          if (at > 0) expect(start).toBeGreaterThanOrEqual(spans[at - 1]![1]);
        });
      }),
      { numRuns: runs(500) },
    );
  });
});
