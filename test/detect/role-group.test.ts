import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateRoleGroup, type EvaluationContext } from '../../src/detect/evaluate.js';
import { NO_ORGANISATION } from '../../src/detect/organisation/organisation.js';
import { DAY, HOUR } from '../../src/model/time.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { profileView, type TestRetrieval } from '../support/profile-view.js';
import { runs } from '../support/thorough.js';

const START = 1_767_571_200;
const ROLE = 'arn:aws:sts::123456789012:assumed-role/worker';
const context = (days: number, tolerance: 1 | 2 | 3 | 4 | 5 = 5): EvaluationContext => ({
  rule: { ...BUILT_IN_RULE, detectionTolerance: tolerance },
  range: { from: START, to: START + days * DAY },
  historyFrom: START,
  organisation: NO_ORGANISATION,
});

/** Retrieves its three secrets every two hours. */
const routine = (days: number, origin?: string): TestRetrieval[] =>
  Array.from({ length: days * 12 }, (_, n) => n * 2 * HOUR).flatMap((at) =>
    ['a', 'b', 'c'].map((secret, k) => ({ time: START + at + k, secret, ...(origin && { origin }) })),
  );
const theft = (at: number, count: number, spacing: number, origin?: string): TestRetrieval[] =>
  Array.from({ length: count }, (_, n) => ({
    time: START + at + n * spacing,
    secret: `stolen-${n}`,
    ...(origin && { origin }),
  }));
const session = (name: string, events: readonly TestRetrieval[]) =>
  profileView(events, { key: `${ROLE}/${name}` });
const kinds = (signals: ReturnType<typeof evaluateRoleGroup>): string[] =>
  signals.flatMap(({ analyses }) => analyses.map(({ kind }) => kind));

describe('novelty', () => {
  test.each([
    [8, 2],
    [12, 150],
    [40, 2000],
    [45, 7500],
  ])('%i secrets never retrieved before, one every %i s, signal', (count, spacing) => {
    const signals = evaluateRoleGroup(
      [profileView([...routine(20), ...theft(12 * DAY, count, spacing)])],
      context(20),
    );
    expect(signals.length).toBeGreaterThan(0);
    expect(kinds(signals)).toContain('novelty');
    for (const { start, end } of signals) {
      expect(Date.parse(start) / 1000).toBeGreaterThanOrEqual(START + 12 * DAY);
      expect(Date.parse(end) / 1000).toBeLessThanOrEqual(START + 12 * DAY + count * spacing + 300);
    }
  });

  test('a new session that retrieves the usual secrets of its role does not alert, one that retrieves others does', () => {
    const old = session('old', routine(20));
    const same = session(
      'same',
      ['a', 'b', 'c'].map((secret, n) => ({ time: START + 12 * DAY + 60 * n, secret })),
    );
    expect(evaluateRoleGroup([old, same], context(20))).toEqual([]);
    const thief = session('thief', theft(12 * DAY, 30, 2));
    const signals = evaluateRoleGroup([old, thief], context(20));
    expect(signals.map(({ identity }) => identity.key)).toEqual([thief.identity.key]);
    expect(signals[0]!.observed).toMatchObject({ retrievals: 30, distinctSecrets: 30, newSecrets: 30 });
  });

  test('three first-seen secrets every day are usual for a service, thirty at once are not', () => {
    const tenants = Array.from({ length: 20 }, (_, day) =>
      [0, 1, 2].map((n) => ({ time: START + day * DAY + 9 * HOUR + n * 1000, secret: `tenant-${day}-${n}` })),
    ).flat();
    expect(evaluateRoleGroup([profileView([...routine(20), ...tenants])], context(20))).toEqual([]);
    const stolen = evaluateRoleGroup(
      [profileView([...routine(20), ...tenants, ...theft(15 * DAY, 30, 5)])],
      context(20),
    );
    expect(kinds(stolen)).toContain('novelty');
  });

  test('a theft repeated daily still signals on the last day', () => {
    const daily = Array.from({ length: 8 }, (_, day) =>
      theft((10 + day) * DAY, 20, 3).map((event) => ({ ...event, secret: `${event.secret}-${day}` })),
    ).flat();
    const signals = evaluateRoleGroup([profileView([...routine(20), ...daily])], context(20));
    expect(new Set(signals.map(({ start }) => start.slice(0, 10))).size).toBe(8);
  });

  test('more new secrets inside a window never unmake its signal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 40 }), fc.nat({ max: 40 }), (count, more) => {
        const at = 12 * DAY;
        const signals = (n: number): number =>
          evaluateRoleGroup([profileView([...routine(16), ...theft(at, n, 10)])], context(16)).length;
        expect(signals(count)).toBe(1);
        expect(signals(count + more)).toBe(1);
      }),
      { numRuns: runs(25) },
    );
  });
});

describe('origin', () => {
  const usual = '10.0.1.0/24|boto3';

  test('its own secrets retrieved from a wholly new network signal', () => {
    const replay = ['a', 'b', 'c', 'a', 'b'].map((secret, n) => ({
      time: START + 12 * DAY + HOUR + 5 * n,
      secret,
      origin: '203.0.113.0/24|aws-cli',
    }));
    const signals = evaluateRoleGroup([profileView([...routine(20, usual), ...replay])], context(20));
    expect(kinds(signals)).toEqual(['origin']);
    expect(signals[0]!.observed.newSecrets).toBe(0);
    expect(signals[0]!.evidence.newOrigins).toEqual(['203.0.113.0/24|aws-cli']);
  });

  const replayFrom = (origin: string, count = 5): TestRetrieval[] =>
    Array.from({ length: count }, (_, n) => ({
      time: START + 12 * DAY + HOUR + 5 * n,
      secret: ['a', 'b', 'c'][n % 3]!,
      origin,
    }));

  test('a settled service that retrieves from elsewhere for a while signals, whatever its agent', () => {
    const moved = replayFrom('203.0.113.0/24|boto3');
    const [signal] = evaluateRoleGroup([profileView([...routine(20, usual), ...moved])], context(20));
    expect(kinds([signal!])).toEqual(['origin']);
    expect(signal!.status).toBe('medium');
    expect(signal!.evidence.strangeNetworks).toEqual(['203.0.113.0/24']);
  });

  test.each([
    ['another agent from the usual network', replayFrom('10.0.1.0/24|aws-cli')],
    ['a single retrieval from elsewhere', replayFrom('203.0.113.0/24|boto3', 1)],
  ])('%s does not alert', (_, moved) => {
    expect(evaluateRoleGroup([profileView([...routine(20, usual), ...moved])], context(20))).toEqual([]);
  });

  test('a fleet that moves to another network and SDK at once does not alert', () => {
    const before = routine(10, usual);
    const after = routine(10, '203.0.113.0/24|aws-sdk-go').map((event) => ({
      ...event,
      time: event.time + 10 * DAY,
    }));
    expect(evaluateRoleGroup([profileView([...before, ...after])], context(20))).toEqual([]);
  });
});

describe('new items from a new network', () => {
  const usual = '10.0.1.0/24|boto3';
  const outside = '203.0.113.0/24|aws-cli';
  const nightly = { start: 10 * HOUR + 77, spacing: 90 * 60 };
  const slowly = (origin: string): TestRetrieval[] =>
    theft(12 * DAY + nightly.start, 14, nightly.spacing, origin);
  /** Six first-seen secrets a day, so that fourteen more in a day are not unusual by themselves. */
  const growing = Array.from({ length: 20 }, (_, day) =>
    [0, 1, 2, 3, 4, 5].map((n) => ({
      time: START + day * DAY + 9 * HOUR + n * 1000,
      secret: `tenant-${day}-${n}`,
      origin: usual,
    })),
  ).flat();

  test('a first-seen secret every ninety minutes from a new network signals', () => {
    const signals = evaluateRoleGroup(
      [profileView([...routine(20, usual), ...growing, ...slowly(outside)])],
      context(20),
    );
    expect(kinds(signals)).toContain('origin');
    expect(signals.flatMap(({ evidence }) => evidence.newOrigins)).toContain(outside);
    const [analysis] = signals.flatMap(({ analyses }) => analyses.filter(({ kind }) => kind === 'origin'));
    expect(analysis!.observed).toBeGreaterThanOrEqual(6);
  });

  test('the same from its usual origin does not', () => {
    const inside = evaluateRoleGroup(
      [profileView([...routine(20, usual), ...growing, ...slowly(usual)])],
      context(20),
    );
    expect(kinds(inside)).not.toContain('origin');
  });

  test('it needs no established history: twelve secrets from another network on the third active day signal', () => {
    const person = [0, 2].flatMap((day) =>
      ['x', 'y'].map((secret, n) => ({ time: START + day * DAY + n, secret, origin: usual })),
    );
    const signals = evaluateRoleGroup(
      [profileView([...person, ...theft(6 * DAY, 12, 120, outside)])],
      context(20),
    );
    expect(kinds(signals)).toContain('origin');
    expect(
      evaluateRoleGroup([profileView([...person, ...theft(6 * DAY, 2, 120, outside)])], context(20)),
    ).toEqual([]);
  });
});

describe.each([4, 20])('after %i days', (days) => {
  const usual = '10.0.1.0/24|boto3';
  const outside = '203.0.113.0/24|aws-cli';
  const from = (days - 1) * DAY;

  test.each([
    [2, usual],
    [2, outside],
    [300, usual],
    [300, outside],
    [3600, usual],
    [3600, outside],
  ])('one secret every %i s from %s: more of them never unmake a signal', (spacing, origin) => {
    let [signals, severity] = [false, 0];
    // Each of the first dozen, then every fourth: a signal that is unmade stays so for a while.
    for (let count = 1; count <= 80; count += count < 12 ? 1 : 4) {
      const events = [...routine(days, usual), ...theft(from, count, spacing, origin)];
      const found = evaluateRoleGroup([profileView(events)], context(days + 3));
      if (signals) expect(found.length, `${count} secrets`).toBeGreaterThan(0);
      const most = Math.max(0, ...found.map(({ status }) => SEVERITY.indexOf(status)));
      expect(most, `${count} secrets`).toBeGreaterThanOrEqual(severity);
      [signals, severity] = [signals || found.length > 0, most];
    }
    // Nothing is established after four days: from the usual origin, a faster rate looks like a new service.
    const looksNew = days === 4 && origin === usual && spacing < 3600;
    expect(signals, 'signals at all').toBe(!looksNew);
  });
});

const SEVERITY = ['info', 'low', 'medium', 'high', 'critical'];

describe('breadth', () => {
  /** Sixty secrets, of which it retrieves three in turn every two hours, each of them eight times. */
  const turns = Array.from({ length: 20 * 12 }, (_, n) =>
    [0, 1, 2].flatMap((k) =>
      Array.from({ length: 8 }, (_, again) => ({
        time: START + n * 2 * HOUR + 20 * k + again,
        secret: `own-${(3 * n + k) % 60}`,
      })),
    ),
  ).flat();

  test('many of its own secrets at once signal, as many retrievals of three secrets do not', () => {
    const at = START + 15 * DAY + HOUR;
    const all = Array.from({ length: 45 }, (_, n) => ({ time: at + n, secret: `own-${n}` }));
    const signals = evaluateRoleGroup([profileView([...turns, ...all])], context(20));
    expect(kinds(signals)).toContain('breadth');
    expect(kinds(signals)).not.toContain('novelty');
    const [analysis] = signals[0]!.analyses.filter(({ kind }) => kind === 'breadth');
    expect(analysis!.observed).toBeGreaterThanOrEqual(45);
    expect(analysis!.upperBound).toBeLessThan(40);
    const same = Array.from({ length: 45 }, (_, n) => ({ time: at + n, secret: `own-${n % 3}` }));
    expect(kinds(evaluateRoleGroup([profileView([...turns, ...same])], context(20)))).not.toContain(
      'breadth',
    );
  });

  test('the same theft repeated every other day signals every time, by volume and by breadth', () => {
    const thefts = [10, 12, 14, 16, 18].flatMap((day) =>
      Array.from({ length: 50 }, (_, n) => ({ time: START + day * DAY + 5 * HOUR + n, secret: `own-${n}` })),
    );
    const signals = evaluateRoleGroup([profileView([...turns, ...thefts])], context(20));
    const days = new Set(signals.map(({ start }) => start.slice(0, 10)));
    expect(days.size).toBe(5);
    for (const { analyses } of signals) expect(analyses.map(({ kind }) => kind)).toContain('breadth');
  });
});

describe('without a history of its own a role group is judged by absolute priors', () => {
  const user = [0, 2, 5].flatMap((day) =>
    ['x', `y${day}`].map((secret, n) => ({
      time: START + day * DAY + n,
      secret,
      origin: '10.0.1.0/24|boto3',
    })),
  );
  const named = (count: number, name: (n: number) => string): TestRetrieval[] =>
    Array.from({ length: count }, (_, n) => ({
      time: START + 7 * DAY + n,
      secret: name(n),
      origin: '10.0.1.0/24|boto3',
    }));
  const statuses = (events: readonly TestRetrieval[]): string[] =>
    evaluateRoleGroup([profileView(events)], {
      ...context(20),
      organisation: { ...NO_ORGANISATION, start: START - 30 * DAY },
    }).map(({ status }) => status);

  test('150 secrets in a minute are a finding with one day of data', () => {
    const spree = named(150, (n) => `eu-west-1:123456789012:s${n}`);
    expect(statuses(spree)).toEqual(['high']);
    expect(statuses([...user, ...spree])).toEqual(['high']);
  });

  test('40 secrets in many places are a finding, 40 in one place are not', () => {
    expect(statuses([...user, ...named(40, (n) => `eu-west-1:123456789012:team-${n % 8}/s${n}`)])).toEqual([
      'high',
    ]);
    expect(statuses([...user, ...named(40, (n) => `eu-west-1:123456789012:team/s${n}`)])).toEqual([]);
  });

  test('what it goes on reading for days is its work', () => {
    const all = [7, 8, 9, 10].flatMap((day) =>
      named(150, (n) => `eu-west-1:123456789012:s${n}`).map((one) => ({
        ...one,
        time: one.time + (day - 7) * DAY,
      })),
    );
    expect(statuses(all)).toEqual([]);
  });
});

test('the p-value of a signal is four times the smallest of its analyses, and at most the budget', () => {
  const view = profileView([...routine(20), ...theft(12 * DAY, 60, 2)]);
  const [signal] = evaluateRoleGroup([view], context(20));
  const least = Math.min(...signal!.analyses.map(({ pValue }) => pValue!));
  expect(signal!.analyses.length).toBeGreaterThan(1);
  expect(signal!.pValue).toBeCloseTo(4 * least, 15);
  expect(signal!.pValue).toBeLessThanOrEqual(1e-6);
});

test('an identity that hardly ever retrieved anything does not exceed anything by retrieving more', () => {
  const monthEnd = [...theft(2 * DAY, 1, 1), ...theft(9 * DAY, 2, 1), ...theft(25 * DAY, 45, 120)];
  expect(evaluateRoleGroup([profileView(monthEnd)], context(30))).toEqual([]);
});

test('a rule that asks for volume gets volume alone', () => {
  const view = profileView([...routine(20), ...theft(12 * DAY, 30, 2)]);
  const plain = { ...context(20), rule: { ...BUILT_IN_RULE, analyses: ['volume'] as const } };
  expect(kinds(evaluateRoleGroup([view], plain))).toEqual(['volume']);
  expect(kinds(evaluateRoleGroup([view], context(20))).sort()).toEqual(['breadth', 'novelty', 'volume']);
});

test('a lower tolerance never loses a signal', () => {
  const view = profileView([...routine(20), ...theft(9 * DAY, 6, 30), ...theft(14 * DAY, 12, 200)]);
  const counts = ([1, 2, 3, 4, 5] as const).map(
    (tolerance) => evaluateRoleGroup([view], context(20, tolerance)).length,
  );
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
});

test('a rule with cardinality judges distinct values, not events', () => {
  const hammering = Array.from({ length: 60 }, (_, n) => ({
    time: START + 12 * DAY + HOUR + n,
    secret: 'a',
  }));
  const view = profileView([...routine(20), ...hammering]);
  const judged = (aggregation: 'count' | 'cardinality'): number =>
    evaluateRoleGroup([view], {
      ...context(20),
      rule: { ...BUILT_IN_RULE, aggregation, analyses: ['volume'] },
    }).length;
  expect([judged('count'), judged('cardinality')]).toEqual([1, 0]);
});
