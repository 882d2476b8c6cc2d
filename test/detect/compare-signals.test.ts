import { expect, test } from 'vitest';
import { compareSignals } from '../../src/detect/compare-signals.js';
import type { Signal } from '../../src/model/signal.js';

type Ordered = Pick<Signal, 'start' | 'identity'>;

const signal = (start: string, key: string): Ordered => ({
  start,
  identity: { key, arn: key, type: 'IAMUser', accountId: '' },
});

test('orders by start, then by identity key in code units', () => {
  const inOrder = [
    signal('2026-03-01T00:00:00Z', 'z'),
    signal('2026-03-01T00:05:00Z', 'B'),
    signal('2026-03-01T00:05:00Z', 'a'),
    signal('2026-03-01T00:05:00Z', 'ä'),
    signal('2026-04-01T00:00:00Z', 'A'),
  ];
  const shuffled = [3, 1, 4, 0, 2].map((at) => inOrder[at]!);
  expect(shuffled.sort(compareSignals)).toEqual(inOrder);
});
