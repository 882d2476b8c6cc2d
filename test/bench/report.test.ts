import { expect, test } from 'vitest';
import { benchTable, inUnit } from '../../bench/report.js';

test('times are shown per operation, rates per second', () => {
  expect(inUnit(2, 'ns', 1000)).toBeCloseTo(2000);
  expect(inUnit(2, 'µs', 4)).toBeCloseTo(500);
  expect(inUnit(2, 'MB/s', 1e6)).toBeCloseTo(500);
  expect(inUnit(2, 'retrievals/s', 3000)).toBeCloseTo(1_500_000);
});

test('all benches are one table', () => {
  const row = { task: 'a|b', value: 1234.5678, unit: 'ns', best: 0.12345, runs: 7 };
  expect(
    benchTable([
      ['one', [row]],
      ['two', [row, row]],
    ]).split('\n'),
  ).toEqual([
    '| bench | task | median | unit | best | runs |',
    '|---|---|--:|---|--:|--:|',
    '| one | a\\|b | 1,230 | ns | 0.123 | 7 |',
    '| two | a\\|b | 1,230 | ns | 0.123 | 7 |',
    '| two | a\\|b | 1,230 | ns | 0.123 | 7 |',
  ]);
});
