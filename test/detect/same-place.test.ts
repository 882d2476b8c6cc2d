import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewOfEachPlace } from '../../src/detect/disclosure/same-place.js';
import { placeOf } from '../../src/detect/organisation/names.js';
import type { FirstSeenItem } from '../../src/detect/role-group/first-seen-items.js';
import type { Signal } from '../../src/model/signal.js';
import { DAY, HOUR } from '../../src/model/time.js';
import { SmallOrganisation } from '../support/small-organisation.js';

test.each([
  ['prod/orders/db-password', 'prod/orders'],
  ['prod.orders-api.db-password', 'prod.orders-api'],
  ['prod-orders-password', 'prod-orders'],
  ['ProdOrdersDbUrl', 'ProdOrdersDb'],
  ['password', 'password'],
  ['/password', '/password'],
])('%s lies in %s', (name, place) => {
  const scope = 'us-east-2:111122223333';
  expect(placeOf(`${scope}:${name}`)).toBe(`${scope}:${place}`);
});

describe('new items of a person', () => {
  const itemOf = (day: number, place: number, n: number): FirstSeenItem => ({
    id: 1000 * place + n,
    name: `eu-west-1:111122223333:service-${place}/${n}`,
    session: 0,
    bucket: day * 288,
    time: day * DAY,
    days: [day],
  });
  const itemsOf = (shape: readonly (readonly [day: number, place: number])[]): FirstSeenItem[] =>
    shape.map(([day, place], n) => itemOf(day, place, n)).sort((a, b) => a.time - b.time);
  const count = (items: readonly FirstSeenItem[]): number => fewOfEachPlace(items, items).length;

  test('eight of a place and day count, four of one that was known before', () => {
    const fifteen = Array.from({ length: 15 }, () => [3, 1] as const);
    expect(count(itemsOf(fifteen))).toBe(8);
    expect(count(itemsOf([[2, 1], ...fifteen]))).toBe(1 + 4);
    expect(count(itemsOf([[2, 2], ...fifteen]))).toBe(1 + 8);
    expect(count(itemsOf(fifteen.map(([day], n) => [day, n])))).toBe(15);
  });

  test('one more on the last day never makes fewer count, and never fewer places than there are', () => {
    const shape = fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 40 });
    fc.assert(
      fc.property(shape, fc.nat(3), (some, place) => {
        const items = itemsOf(some);
        const last = Math.max(0, ...some.map(([day]) => day));
        const more = [...items, itemOf(last, place, 999)];
        expect(count(more)).toBeGreaterThanOrEqual(count(items));
        expect(count(items)).toBeGreaterThanOrEqual(new Set(some.map(([, one]) => one)).size);
      }),
    );
  });
});

describe('a person who reads fifteen secrets within seconds', () => {
  const ANN = {
    address: '192.0.2.15',
    userAgent: 'aws-cli/2.17.32 md/awscrt#0.20.11',
    session: 'ann@example.com',
  };
  const signalsOf = (names: readonly string[]): Signal[] => {
    const organisation = new SmallOrganisation(25);
    const role = organisation.role('AWSReservedSSO_Developer_0123456789abcdef');
    for (let day = 0; day < 18; day++)
      organisation.read(role, day * DAY + 9 * HOUR, ['mine/a', 'mine/b'], 20, ANN);
    organisation.read(role, 18 * DAY + 10 * HOUR, names, 1, ANN);
    return organisation.signals();
  };
  const kindsOf = (names: readonly string[]): string[] =>
    signalsOf(names).flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
  const fifteen = Array.from({ length: 15 }, (_, n) => n);

  test('of a service of which the person has read some before loads its environment', () => {
    expect(kindsOf(fifteen.map((n) => `mine/env-${n}`))).toEqual([]);
  });

  test('of many services takes what there is', () => {
    expect(kindsOf(fifteen.map((n) => `service-${n}/password`))).toContain('novelty');
  });

  test('a reason says how many were read, not how many count', () => {
    const environment = fifteen.map((n) => `other/env-${n}`);
    const [signal] = signalsOf([...environment, ...fifteen.map((n) => `service-${n}/password`)]);
    expect(signal!.reasons[0]).toBe('30 never read before, which nothing explains');
  });
});
