import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeliveryKey } from '../../src/source/listing/object-key.js';
import { mayWantObject, unwantedObject } from '../../src/source/listing/wanted.js';
import type { ListWindow } from '../../src/source/source.js';

const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
const REGIONS = ['us-east-1', 'eu-west-1'];
const ALL = { delivered: { from: 0, to: 10_000 }, accounts: [], regions: [] };

const window: fc.Arbitrary<ListWindow> = fc.record({
  accounts: fc.subarray(ACCOUNTS),
  regions: fc.subarray(REGIONS),
  delivered: fc
    .tuple(fc.nat(100), fc.integer({ min: 1, max: 30 }))
    .map(([from, length]) => ({ from, to: from + length })),
});
const object: fc.Arbitrary<DeliveryKey> = fc.record({
  kind: fc.constant('cloudtrail' as const),
  accountId: fc.constantFrom(...ACCOUNTS),
  region: fc.constantFrom(...REGIONS),
  deliveredAt: fc.nat(140),
});

test('a plan with windows wants what any of them wants by itself', () => {
  fc.assert(
    fc.property(fc.array(window, { maxLength: 12 }), object, (windows, key) => {
      const byOne = windows.some((one) => unwantedObject(key, { ...ALL, windows: [one] }) === null);
      const byHand = windows.some(
        ({ accounts, regions, delivered }) =>
          (accounts.length === 0 || accounts.includes(key.accountId)) &&
          (regions.length === 0 || regions.includes(key.region)) &&
          key.deliveredAt >= delivered.from &&
          key.deliveredAt < delivered.to,
      );
      expect(unwantedObject(key, { ...ALL, windows }) === null).toBe(byHand);
      expect(byOne).toBe(byHand);
    }),
  );
});

test('a key that does not say when its object was delivered is always wanted', () => {
  const plan = { ...ALL, windows: [] };
  expect(mayWantObject('exports/march.json.gz', plan)).toBe(true);
  const dated = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/05/';
  expect(
    mayWantObject(`${dated}111122223333_CloudTrail_us-east-1_20260105T0000Z_abcdefgh.json.gz`, plan),
  ).toBe(false);
});
