import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OwnCount, rarityOf, rarityOfHour } from '../../src/detect/coincidence/rarity.js';
import {
  type CallerCounts,
  emptyFirstCounts,
  type FirstCounts,
  mergeFirstCounts,
} from '../../src/detect/organisation/first-counts.js';
import { CALLER_KINDS, callerKindOf } from '../../src/detect/role-group/caller-kind.js';
import { FIRST_KINDS } from '../../src/detect/role-group/firsts.js';
import { DAY, HOUR, MINUTE } from '../../src/model/time.js';
import { ELSEWHERE, HOME, loot, type Place, SmallOrganisation } from '../support/small-organisation.js';

const VICTIM = 0;
const VICTIM_KEY = 'arn:aws:sts::111122223333:assumed-role/team-0-api/main';
const AT = 15 * DAY + 10 * HOUR;

/** Kinds of the analyses of all signals that alert about the victim. */
const kindsOf = (organisation: SmallOrganisation): string[] =>
  organisation
    .signals()
    .filter(({ identities }) => identities.includes(VICTIM_KEY))
    .flatMap(({ analyses }) => analyses.map(({ kind }) => kind));

const list = (organisation: SmallOrganisation, place: Place = HOME): SmallOrganisation =>
  organisation.call('ListSecrets', VICTIM, AT - 10 * MINUTE, null, place);
const describeAll = (organisation: SmallOrganisation, count: number): SmallOrganisation => {
  for (const [n, name] of loot(count).entries())
    organisation.call('DescribeSecret', VICTIM, AT - 5 * MINUTE + n, name);
  return organisation;
};

describe('firsts on one day', () => {
  test('a list, descriptions and three new secrets are found together', () => {
    const organisation = describeAll(list(new SmallOrganisation(24, 30)), 3).read(VICTIM, AT, loot(3));
    expect(kindsOf(organisation)).toContain('coincidence');
  });

  test.each<[string, (organisation: SmallOrganisation) => SmallOrganisation]>([
    ['the list', (one) => list(one)],
    ['descriptions', (one) => describeAll(one, 3)],
    ['three new secrets', (one) => one.read(VICTIM, AT, loot(3))],
    [
      'another tool',
      (one) => one.read(VICTIM, AT, ['team-0/a'], 5, { ...HOME, userAgent: ELSEWHERE.userAgent }),
    ],
  ])('%s alone is no coincidence', (_, what) => {
    expect(kindsOf(what(new SmallOrganisation(24, 30)))).not.toContain('coincidence');
  });

  test('on days of their own they are no coincidence', () => {
    const organisation = new SmallOrganisation(24, 30)
      .call('ListSecrets', VICTIM, 10 * DAY, null)
      .call('DescribeSecret', VICTIM, 13 * DAY, loot(1)[0]!)
      .read(VICTIM, 16 * DAY, loot(3));
    expect(kindsOf(organisation)).not.toContain('coincidence');
  });

  test('another network of the organisation and another tool are a move, not a coincidence', () => {
    const there: Place = { address: '198.51.101.7', userAgent: 'aws-sdk-go-v2/1.30' };
    const organisation = new SmallOrganisation(24, 30);
    for (const service of [1, 2, 3, 4]) {
      for (const day of [0, 1, 2, 3, 4, 5]) {
        organisation.read(service, day * DAY + HOUR, [`team-${service}/a`], 5, {
          ...HOME,
          address: there.address,
        });
      }
    }
    organisation.read(VICTIM, AT, ['team-0/a', 'team-0/b'], 5, there);
    expect(kindsOf(organisation)).toEqual([]);
  });

  describe('a refusal, with another tool, of a user who comes from another network each day', () => {
    /** @param address where it comes from */
    const kinds = (address: string): string[] => {
      const organisation = new SmallOrganisation(24);
      for (const name of ['ann', 'ben', 'eva', 'joe', 'kim']) {
        const user = organisation.user(name);
        for (let day = 0; day < 24; day++) {
          const place = { ...HOME, address: `${100 + (day % 12)}.${20 + user}.${day}.9` };
          organisation.read(user, day * DAY + 9 * HOUR, [`${name}/a`], 5, place);
        }
        if (name !== 'ann') continue;
        const elsewhere = { ...ELSEWHERE, address };
        organisation.refuse(user, 18 * DAY + 10 * HOUR, loot(1)[0]!, elsewhere);
      }
      return organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
    };

    test('is one from a network of a hosting provider', () => {
      expect(kinds('167.99.180.9')).toEqual(['coincidence']);
    });

    test('is none from any other', () => {
      expect(kinds('100.99.180.9')).toEqual([]);
    });
  });

  describe('another tool that reads own secrets at home', () => {
    const place = { ...HOME, userAgent: ELSEWHERE.userAgent };
    const withTool = (what: (one: SmallOrganisation) => void): string[] => {
      const organisation = new SmallOrganisation(24, 30);
      what(organisation);
      return kindsOf(organisation.read(VICTIM, AT, ['team-0/a'], 5, place));
    };

    test('and the list disclose nothing, nor do looks at secrets', () => {
      expect(withTool((one) => list(one, place))).toEqual([]);
      expect(withTool((one) => describeAll(one, 12))).toEqual([]);
    });

    test('and the list and a refusal, a look or a new secret are a coincidence', () => {
      expect(withTool((one) => list(one, place).refuse(VICTIM, AT - MINUTE, loot(1)[0]!, place))).toContain(
        'coincidence',
      );
      expect(withTool((one) => describeAll(list(one, place), 1))).toContain('coincidence');
      expect(withTool((one) => list(one, place).read(VICTIM, AT, loot(1), 5, place))).toContain(
        'coincidence',
      );
    });
  });

  test('of a service that comes from another network each day a tool and the list are one, too', () => {
    const organisation = new SmallOrganisation(24, 30);
    const builds = ['hosted-build', 'hosted-test', 'hosted-release'].map((name) => organisation.role(name));
    for (let day = 0; day < 24; day++) {
      for (const [n, build] of builds.entries()) {
        const address = `20.${10 * day + 3 * n}.7.1`;
        organisation.read(build, day * DAY + n * 3 * HOUR, ['build/a'], 5, { ...HOME, address });
      }
    }
    const roaming = builds[0]!;
    const there = { ...ELSEWHERE, address: '20.77.7.1' };
    organisation
      .call('ListSecrets', roaming, AT - MINUTE, null, there)
      .read(roaming, AT, ['build/a'], 5, there);
    const [signal] = organisation.signals();
    expect(signal!.identity.arn).toContain('hosted-build');
    expect(signal!.analyses.map(({ kind }) => kind)).toContain('coincidence');
  });

  test('before it was active on three days new secrets say nothing here', () => {
    const organisation = new SmallOrganisation(24, 30);
    const late = organisation.role('nightly-report');
    for (const day of [9, 13]) {
      organisation.call('DescribeSecret', late, day * DAY, loot(day)[day - 1]!);
      organisation.read(late, day * DAY + 60, loot(4).slice(0, day === 9 ? 2 : 4));
    }
    const found = organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
    expect(found).not.toContain('coincidence');
  });

  test.each([0, 1, 2, 3])('reading %i of the secrets that were looked at never unmakes it', (read) => {
    const place = { ...HOME, userAgent: ELSEWHERE.userAgent };
    const organisation = describeAll(list(new SmallOrganisation(24, 30), place), 3);
    organisation.read(VICTIM, AT, ['team-0/a', ...loot(read)], 5, place);
    expect(kindsOf(organisation)).toContain('coincidence');
  });

  test('secrets that are read again on another day are work, and no firsts', () => {
    const organisation = list(new SmallOrganisation(24, 30)).read(VICTIM, AT, loot(3));
    expect(kindsOf(organisation)).toContain('coincidence');
    expect(kindsOf(organisation.read(VICTIM, AT + 2 * DAY, loot(3)))).not.toContain('coincidence');
  });

  test('one more new secret never unmakes it', () => {
    for (const count of [3, 4, 5, 8, 13, 21]) {
      const organisation = describeAll(list(new SmallOrganisation(20, 20)), 3).read(VICTIM, AT, loot(count));
      expect(kindsOf(organisation), `${count}`).toContain('coincidence');
    }
  });
});

const count = fc.record({ days: fc.nat(500), sum: fc.nat(3000) });
const callerCounts: fc.Arbitrary<CallerCounts> = fc.record({
  activeDays: fc.nat(10_000),
  firsts: fc.record({
    item: count,
    description: count,
    refusal: count,
    network: count,
    hostedNetwork: count,
    tool: count,
    listing: count,
    key: count,
  }),
  hours: fc.array(fc.nat(100), { minLength: 24, maxLength: 24 }),
});
const own: fc.Arbitrary<OwnCount> = fc
  .record({
    activeDays: fc.integer({ min: 1, max: 60 }),
    days: fc.integer({ min: 1, max: 60 }),
    more: fc.nat(300),
  })
  .map(({ activeDays, days, more }) => ({ activeDays, days: Math.min(days, activeDays), sum: days + more }));

describe('rarity', () => {
  test('is never negative; more of a kind are never less rare, for the same other days', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIRST_KINDS),
        own,
        callerCounts,
        fc.integer({ min: 1, max: 50 }),
        (kind, mine, peers, count) => {
          const withDay = (n: number): OwnCount => ({ ...mine, sum: mine.sum + n });
          const theirs = (n: number): CallerCounts => ({
            ...peers,
            firsts: {
              ...peers.firsts,
              [kind]: { days: peers.firsts[kind].days + 1, sum: peers.firsts[kind].sum + Math.min(6, n) },
            },
          });
          const less = rarityOf(kind, count, withDay(count), theirs(count));
          const more = rarityOf(kind, count + 1, withDay(count + 1), theirs(count + 1));
          expect(less).toBeGreaterThanOrEqual(0);
          expect(more).toBeGreaterThanOrEqual(less - 1e-9);
        },
      ),
    );
  });

  test('what happens on each other day is common, and what never did is rare', () => {
    const peers = { ...emptyFirstCounts().settled, activeDays: 1000 };
    expect(rarityOf('listing', 1, { activeDays: 30, days: 30, sum: 30 }, peers)).toBeLessThan(0.2);
    expect(rarityOf('listing', 1, { activeDays: 30, days: 1, sum: 1 }, peers)).toBeGreaterThan(3);
  });

  test('without peers and history nothing is rare', () => {
    const nobody = emptyFirstCounts().settled;
    for (const kind of FIRST_KINDS) {
      expect(rarityOf(kind, 1, { activeDays: 1, days: 1, sum: 1 }, nobody)).toBeLessThan(0.5);
    }
  });

  test('an hour of a person is rare when neither it nor its peers are active around it', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 17 ? 100 : 0));
    const peers = { ...emptyFirstCounts().person, hours };
    const active = [8, 9, 10, 13, 14, 15].flatMap((hour) => [0, 1, 2, 3].map((day) => 24 * day + hour));
    expect(rarityOfHour(3, active, peers)).toBeGreaterThan(2);
    expect(rarityOfHour(10, active, peers)).toBe(0);
    expect(rarityOfHour(23, [...active, 22, 46, 70], peers)).toBeLessThan(rarityOfHour(3, active, peers));
  });
});

test('counts of parts may be merged in any order and grouping', () => {
  const counts: fc.Arbitrary<FirstCounts> = fc.record({
    person: callerCounts,
    user: callerCounts,
    roaming: callerCounts,
    settled: callerCounts,
  });
  const merged = (all: readonly FirstCounts[]): FirstCounts => {
    const sum = emptyFirstCounts();
    for (const one of all) mergeFirstCounts(sum, one);
    return sum;
  };
  fc.assert(
    fc.property(counts, counts, counts, (a, b, c) => {
      expect(merged([c, merged([b, a])])).toEqual(merged([a, b, c]));
    }),
  );
});

test('callers are people, users, services that roam, and those that stay', () => {
  const networks = (count: number): Parameters<typeof callerKindOf>[2] =>
    Array.from({ length: count }, (_, n) => ({ network: `198.51.${n}.0/24`, first: n * DAY, days: [n] }));
  const active = (days: number) => ({ days, hours: 8 * days });
  expect(callerKindOf(true, true, networks(9), active(10))).toBe('person');
  expect(callerKindOf(false, true, networks(9), active(10))).toBe('user');
  expect(callerKindOf(false, false, networks(9), active(10))).toBe('roaming');
  expect(callerKindOf(false, false, networks(2), active(30))).toBe('settled');
  expect(CALLER_KINDS).toHaveLength(4);
});

test('on its first two days, who comes from another network in each hour roams', () => {
  const hourly = (count: number): Parameters<typeof callerKindOf>[2] =>
    Array.from({ length: count }, (_, n) => ({ network: `198.51.${n}.0/24`, first: n * HOUR, days: [0] }));
  expect(callerKindOf(false, false, hourly(6), { days: 1, hours: 12 })).toBe('roaming');
  // A service that works around the clock is not made one by six calls from elsewhere.
  expect(callerKindOf(false, false, hourly(7), { days: 1, hours: 24 })).toBe('settled');
  expect(callerKindOf(false, false, hourly(6), { days: 3, hours: 12 })).toBe('settled');
});
