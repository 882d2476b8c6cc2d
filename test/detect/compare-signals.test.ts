import { expect, test } from 'vitest';
import { compareSignals } from '../../src/detect/compare-signals.js';
import type { Signal, SignalStatus } from '../../src/model/signal.js';

type Ordered = Pick<Signal, 'status' | 'pValue' | 'start' | 'identity'>;

const signal = (status: SignalStatus, pValue: number | null, start: string, key: string): Ordered => ({
  status,
  pValue,
  start,
  identity: { key, arn: key, type: 'IAMUser', accountId: '' },
});

test('orders by severity, then by p-value, by start and by identity key in code units', () => {
  const inOrder = [
    signal('critical', null, '2026-05-01T00:00:00Z', 'z'),
    signal('high', 1e-9, '2026-05-01T00:00:00Z', 'z'),
    signal('high', 1e-4, '2026-03-01T00:00:00Z', 'a'),
    signal('medium', 1e-4, '2026-03-01T00:00:00Z', 'z'),
    signal('medium', 1e-4, '2026-03-01T00:05:00Z', 'B'),
    signal('medium', 1e-4, '2026-03-01T00:05:00Z', 'a'),
    signal('medium', 1e-4, '2026-03-01T00:05:00Z', 'ä'),
    signal('low', null, '2026-03-01T00:00:00Z', 'a'),
    signal('info', 1e-12, '2026-03-01T00:00:00Z', 'a'),
  ];
  const shuffled = [3, 1, 8, 4, 0, 2, 7, 5, 6].map((at) => inOrder[at]!);
  expect(shuffled.sort(compareSignals)).toEqual(inOrder);
});
