import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averagePrecision, precisionAt, rankingQuality } from '../../bench/detection/ranking.js';
import { type RankedSignal, rankingTable } from '../../bench/detection/ranking-table.js';

/** `x` a theft, `.` none. */
const ranking = (text: string): boolean[] => Array.from(text, (one) => one === 'x');

describe('average precision', () => {
  test.each([
    ['x', 1],
    ['xx..', 1],
    ['.x', 1 / 2],
    ['..x', 1 / 3],
    ['x.x.', (1 + 2 / 3) / 2],
    ['.xx', (1 / 2 + 2 / 3) / 2],
    // Manning, Raghavan, Schütze: relevant at 1, 3, 6, 9 and 10 of ten.
    ['x.x..x..xx', (1 + 2 / 3 + 3 / 6 + 4 / 9 + 5 / 10) / 5],
  ])('of %s is %d', (text, expected) => {
    expect(averagePrecision(ranking(text))).toBeCloseTo(expected, 12);
  });

  test.each(['', '.', '...'])('of "%s" is not defined', (text) => {
    expect(averagePrecision(ranking(text))).toBeUndefined();
  });

  test('grows when a theft moves up, and does not see what follows the last one', () => {
    const some = fc.array(fc.boolean(), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(some, fc.nat(), fc.nat(20), (list, where, tail) => {
        const at = where % (list.length - 1);
        const [better, worse] = [[...list], [...list]];
        [better[at], better[at + 1]] = [true, false];
        [worse[at], worse[at + 1]] = [false, true];
        expect(averagePrecision(better)).toBeGreaterThan(averagePrecision(worse)!);
        const longer = [...better, ...Array.from({ length: tail }, () => false)];
        expect(averagePrecision(longer)).toBe(averagePrecision(better));
      }),
    );
  });
});

describe('precision of the first', () => {
  test.each([
    ['x.x.', 1, 1, 1],
    ['x.x.', 3, 2, 3],
    ['x.x.', 20, 2, 4],
    ['', 20, 0, 0],
  ])('%s: of the first %d are %d of %d', (text, most, relevant, all) => {
    expect(precisionAt(ranking(text), most)).toEqual({ relevant, all });
  });
});

test('several rankings: first ones together, the mean of the averages, and none without a theft', () => {
  const { precisions, averagePrecision: average } = rankingQuality([
    ranking('x'.repeat(21)),
    ranking(`.x${'.'.repeat(60)}`),
    ranking('..'),
  ]);
  expect(precisions.get(20)).toEqual({ relevant: 21, all: 42 });
  expect(precisions.get(50)).toEqual({ relevant: 22, all: 73 });
  expect(average).toBeCloseTo((1 + 1 / 2) / 2, 12);
  expect(rankingQuality([]).averagePrecision).toBeUndefined();
});

test('the table has the order of every list beside that by p-value alone, without and with info', () => {
  const identity = { key: 'k', arn: '', type: '', accountId: '' };
  const signal = (status: RankedSignal['signal']['status'], pValue: number | null, isTheft: boolean) => ({
    signal: { status, pValue, start: '2026-01-01T00:00:00Z', identity },
    isTheft,
  });
  const table = rankingTable([
    [
      signal('info', 1e-30, false),
      signal('low', 1e-20, false),
      signal('medium', 1e-9, true),
      signal('high', null, true),
    ],
    [],
  ]);
  expect(table.split('\n').slice(2)).toEqual([
    '| severity, then p-value | 3 | 66.7 % of 3 | 66.7 % of 3 | 1.000 |',
    '| p-value alone | 3 | 66.7 % of 3 | 66.7 % of 3 | 0.583 |',
    '| severity, then p-value, with `info` | 4 | 50.0 % of 4 | 50.0 % of 4 | 1.000 |',
    '| p-value alone, with `info` | 4 | 50.0 % of 4 | 50.0 % of 4 | 0.417 |',
  ]);
});
