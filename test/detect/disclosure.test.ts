import { describe, expect, test } from 'vitest';
import { severityOf } from '../../src/model/signal.js';
import { DAY, HOUR, MINUTE } from '../../src/model/time.js';
import { ELSEWHERE, HOME, loot, SmallOrganisation } from '../support/small-organisation.js';

const VICTIM = 0;
const VICTIM_KEY = 'arn:aws:sts::111122223333:assumed-role/team-0-api/main';
const BROWSER = { ...HOME, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0' };
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('what discloses nothing does not alert', () => {
  test('scaling out and a cold cache: a hundred times the usual reads of its own secrets is info at most', () => {
    const organisation = new SmallOrganisation(20);
    for (const n of range(600)) {
      organisation.call('GetSecretValue', VICTIM, 12 * DAY + n, `team-0/${'abc'[n % 3]!}`);
    }
    expect(organisation.signals()).toEqual([]);
    for (const { status } of organisation.signals(true)) expect(status).toBe('info');
  });

  test('a release with new secrets of its own, created before', () => {
    const organisation = new SmallOrganisation(20);
    const deployer = organisation.role('deployer');
    const names = range(12).map((n) => `team-0/new-${n}`);
    for (const name of names) organisation.call('CreateSecret', deployer, 11 * DAY, name);
    for (const day of range(8)) organisation.read(VICTIM, (12 + day) * DAY, names);
    expect(organisation.signals()).toEqual([]);
  });

  test('a fleet that moves to another network together', () => {
    const organisation = new SmallOrganisation(20);
    for (const service of range(8)) {
      for (const hour of range(7 * 12)) {
        organisation.read(service, 13 * DAY + hour * 2 * HOUR + 900, [`team-${service}/a`], 1, {
          ...ELSEWHERE,
          userAgent: 'aws-sdk-go-v2/1.30',
        });
      }
    }
    expect(organisation.signals()).toEqual([]);
  });

  test('a service that moves to another region, where its secrets were copied to', () => {
    const organisation = new SmallOrganisation(20);
    const there = { ...HOME, region: 'us-east-1' };
    for (const day of range(8)) {
      organisation.read(VICTIM, (12 + day) * DAY + 900, ['team-0/a', 'team-0/b', 'team-0/c'], 1, there);
    }
    expect(organisation.signals()).toEqual([]);
  });

  test('a service that is refused the same fifteen secrets each day', () => {
    const organisation = new SmallOrganisation(20);
    for (const day of range(20)) {
      for (const n of range(15)) organisation.refuse(VICTIM, day * DAY + n * HOUR, `team-1/vault-${n}`, HOME);
    }
    expect(organisation.signals()).toEqual([]);
  });
});

describe('what is read again on a later day', () => {
  /** Items that nothing explains, of which some are read again two days later. */
  const withAgain = (once: number, again: number): SmallOrganisation =>
    new SmallOrganisation(20)
      .read(VICTIM, 15 * DAY, loot(once + again), 20)
      .read(VICTIM, 17 * DAY, loot(again, once), 20);
  const severity = (organisation: SmallOrganisation): number =>
    Math.max(-1, ...organisation.signals(true).map(({ status }) => severityOf(status)));

  test('is work, if it is all: told as low, with the reason', () => {
    const [signal, ...others] = withAgain(0, 12).signals(true);
    expect(others).toEqual([]);
    expect(signal!.status).toBe('low');
    expect(signal!.reasons).toEqual([
      '12 never read before, which nothing explains; 12 of them read again on a later day',
    ]);
  });

  test('hides nothing of what is read once, and more of either never makes a signal less severe', () => {
    for (const once of [0, 1, 5, 20]) {
      const severities = [0, 5, 15].map((again) => severity(withAgain(once, again)));
      expect(severities).toEqual([...severities].sort((a, b) => a - b));
      if (once >= 5) expect(Math.min(...severities)).toBe(severityOf(once >= 20 ? 'high' : 'medium'));
    }
    for (const again of [0, 5, 15]) {
      const severities = [0, 1, 5, 20].map((once) => severity(withAgain(once, again)));
      expect(severities).toEqual([...severities].sort((a, b) => a - b));
    }
  });

  test('from a strange network it is no less severe', () => {
    const organisation = new SmallOrganisation(20);
    for (const day of [15, 17]) organisation.read(VICTIM, day * DAY, loot(12), 20, ELSEWHERE);
    expect(organisation.signals().map(({ status }) => status)).toContain('critical');
  });

  test('by a role for emergencies is no work', () => {
    const organisation = new SmallOrganisation(20);
    const role = organisation.role('break-glass');
    for (const day of [15, 17]) organisation.read(role, day * DAY, loot(6), 20);
    expect(organisation.signals().map(({ status }) => status)).toEqual(['medium']);
  });
});

describe('a theft alerts', () => {
  const theft = (organisation: SmallOrganisation, at = 15 * DAY, count = 20): SmallOrganisation =>
    organisation.read(VICTIM, at + 7, loot(count), 30);
  const keysOf = (organisation: SmallOrganisation): string[] =>
    organisation.signals().flatMap(({ identities }) => identities);

  test('after a quiet fortnight it is high', () => {
    expect(
      theft(new SmallOrganisation(20))
        .signals()
        .map(({ status }) => status),
    ).toEqual(['high']);
  });

  test.each([4, 10, 40])('although an honest release brought %i new secrets in the fortnight', (count) => {
    const organisation = new SmallOrganisation(20);
    const deployer = organisation.role('deployer');
    const names = range(count).map((n) => `team-0/new-${n}`);
    for (const name of names) organisation.call('CreateSecret', deployer, 9 * DAY, name);
    for (const day of range(10)) organisation.read(VICTIM, (10 + day) * DAY, names);
    expect(keysOf(organisation)).toEqual([]);
    expect(keysOf(theft(organisation, 15 * DAY, 8))).toContain(VICTIM_KEY);
  });

  test.each([1, 2, 3])('after reading %i secrets of others a day for ten days', (daily) => {
    const organisation = new SmallOrganisation(20);
    for (const day of range(10)) {
      organisation.read(VICTIM, (4 + day) * DAY + 3 * HOUR, loot(daily, 100 + day * daily), 600);
    }
    expect(keysOf(theft(organisation))).toContain(VICTIM_KEY);
  });

  test.each(['decoy/x', 'team-3/vault'])('after creating and reading 40 decoys called %s-…', (name) => {
    const organisation = new SmallOrganisation(20);
    const decoys = range(40).map((n) => `${name}-d${n}`);
    for (const decoy of decoys) organisation.call('CreateSecret', VICTIM, 8 * DAY, decoy);
    for (const day of range(6)) organisation.read(VICTIM, (8 + day) * DAY + HOUR, decoys);
    expect(keysOf(theft(organisation))).toContain(VICTIM_KEY);
  });

  test('with a browser: that makes no person of a service', () => {
    const organisation = new SmallOrganisation(20).read(VICTIM, 15 * DAY, loot(6), 30, BROWSER);
    expect(keysOf(organisation)).toEqual([VICTIM_KEY]);
  });

  test('with a browser in a session of its own, whose name comes first', () => {
    const organisation = new SmallOrganisation(20).read(VICTIM, 15 * DAY, loot(6), 30, {
      ...BROWSER,
      session: 'a',
    });
    expect(keysOf(organisation)).toEqual([VICTIM_KEY.replace('main', 'a')]);
  });

  test('of secrets that the thief restores from their deletion', () => {
    const organisation = new SmallOrganisation(20);
    for (const [n, name] of loot(20).entries()) {
      organisation.call('RestoreSecret', VICTIM, 15 * DAY + n, name);
      organisation.call('GetSecretValue', VICTIM, 15 * DAY + HOUR + n, name);
    }
    expect(keysOf(organisation)).toEqual([VICTIM_KEY]);
  });

  test('of secrets that the thief copies to another region and reads there', () => {
    const organisation = new SmallOrganisation(20);
    for (const [n, name] of loot(20).entries()) {
      organisation.replicate(VICTIM, 15 * DAY + n, name, 'sa-east-1');
      organisation.call('GetSecretValue', VICTIM, 15 * DAY + HOUR + n, name, {
        ...HOME,
        region: 'sa-east-1',
      });
    }
    expect(keysOf(organisation)).toEqual([VICTIM_KEY]);
  });

  test('spread over five roles from one network, three secrets each: one signal that names all', () => {
    const organisation = new SmallOrganisation(20);
    for (const service of range(5)) {
      organisation.read(service, 15 * DAY + service * HOUR, loot(3, service * 3 + 50), 20, ELSEWHERE);
    }
    const signals = organisation.signals();
    expect(signals).toHaveLength(1);
    expect(signals[0]!.identities).toEqual(
      range(5).map((n) => `arn:aws:sts::111122223333:assumed-role/team-${n}-api/main`),
    );
    expect(['high', 'critical']).toContain(signals[0]!.status);
  });

  test.each([
    [2, []],
    [3, ['high']],
    [5, ['high']],
  ])(
    'of own secrets alone, with one tool at %i roles within hours: one signal that names all',
    (count, statuses) => {
      const organisation = new SmallOrganisation(20);
      const curl = { ...HOME, userAgent: 'curl/8.5.0' };
      for (const service of range(count)) {
        const own = [`team-${service}/a`, `team-${service}/b`];
        organisation.read(service, 15 * DAY + service * HOUR + MINUTE, own, 20, curl);
      }
      const signals = organisation.signals();
      expect(signals.map(({ status }) => status)).toEqual(statuses);
      expect(signals.flatMap(({ identities }) => identities)).toHaveLength(statuses.length === 0 ? 0 : count);
      for (const { reasons } of signals) expect(reasons).toContain(`${count} identities with one new tool`);
    },
  );

  test('one tool at several roles that keep it is a new release', () => {
    const organisation = new SmallOrganisation(20);
    const place = { ...HOME, userAgent: 'aws-sdk-go-v2/1.30' };
    for (const service of range(5)) {
      for (const day of range(5)) {
        organisation.read(service, (12 + day) * DAY + HOUR, [`team-${service}/a`], 20, place);
      }
    }
    expect(organisation.signals()).toEqual([]);
  });

  test('paced at two secrets a day for two weeks', () => {
    const organisation = new SmallOrganisation(35);
    for (const day of range(14)) {
      organisation.read(VICTIM, (18 + day) * DAY + 5 * HOUR, loot(2, day * 2), 5 * HOUR);
    }
    expect(keysOf(organisation)).toContain(VICTIM_KEY);
  });

  test('as the first strike, on the first day of the data: 150 secrets in a minute', () => {
    const organisation = new SmallOrganisation(1);
    organisation.read(VICTIM, 8 * HOUR, loot(150), 0.4);
    const signals = organisation.signals();
    expect(signals.map(({ identities }) => identities)).toEqual([[VICTIM_KEY]]);
    expect(signals[0]!.analyses).toEqual([expect.objectContaining({ kind: 'novelty', pValue: null })]);
  });

  test('although another role read the same secrets before', () => {
    const organisation = new SmallOrganisation(20);
    const other = organisation.role('accomplice');
    for (const day of range(12)) organisation.read(other, (2 + day) * DAY, loot(20), 10);
    expect(keysOf(theft(organisation))).toContain(VICTIM_KEY);
  });

  test('of new secrets that others use', () => {
    const organisation = new SmallOrganisation(20);
    const deployer = organisation.role('deployer');
    const names = range(14).map((n) => `team-${1 + (n % 7)}/fresh-${n}`);
    for (const [n, name] of names.entries()) {
      organisation.call('CreateSecret', deployer, 12 * DAY, name);
      for (const day of range(7)) organisation.read(1 + (n % 7), (12 + day) * DAY + HOUR, [name]);
    }
    organisation.read(VICTIM, 15 * DAY, names, 20);
    expect(keysOf(organisation)).toEqual([VICTIM_KEY]);
  });

  test('of nothing, when thirty secrets are refused', () => {
    const organisation = new SmallOrganisation(20);
    const place = { ...ELSEWHERE };
    for (const [n, name] of loot(30).entries()) {
      organisation.refuse(VICTIM, 15 * DAY + n * MINUTE, name, place);
    }
    const [signal] = organisation.signals();
    expect(signal!.analyses.map(({ kind }) => kind)).toContain('attempts');
  });

  test('with one access key used from two places', () => {
    const organisation = new SmallOrganisation(20);
    organisation.call('GetSecretValue', VICTIM, 15 * DAY, 'team-0/a', ELSEWHERE);
    const [signal] = organisation.signals();
    expect(signal!.analyses.map(({ kind }) => kind)).toContain('credential');
    expect(signal!.status).toBe('critical');
  });
});

test.each([
  [4, []],
  [20, ['high']],
])(
  'at the end of the data, %i secrets that others created, read by a service minutes later',
  (count, statuses) => {
    const organisation = new SmallOrganisation(20);
    const deployer = organisation.role('deployer');
    for (const [n, name] of loot(count).entries()) {
      organisation.call('CreateSecret', deployer, 18.5 * DAY + n * HOUR, name);
      organisation.call('GetSecretValue', VICTIM, 18.5 * DAY + n * HOUR + MINUTE, name);
    }
    expect(organisation.signals().map(({ status }) => status)).toEqual(statuses);
  },
);

test.each([
  ['OrganizationAccountAccessRole', ['high']],
  ['oncall-escalation', ['high']],
  ['month-end-report', []],
])('ten secrets that %s reads on two days, a week apart', (name, statuses) => {
  const organisation = new SmallOrganisation(20);
  const role = organisation.role(name);
  for (const day of [9, 16]) organisation.read(role, day * DAY, loot(10), 5);
  expect([...new Set(organisation.signals().map(({ status }) => status))]).toHaveLength(statuses.length);
});

test.each([
  [5, []],
  [10, ['medium']],
])(
  'five secrets that a role named for emergencies reads, if it works every %i days: %j',
  (every, statuses) => {
    const organisation = new SmallOrganisation(30);
    const role = organisation.role('break-glass');
    for (let day = 0; day < 30; day += every)
      organisation.read(role, day * DAY, ['break-glass/a', 'break-glass/b']);
    organisation.read(role, 25 * DAY + HOUR, loot(5), 900);
    expect([...new Set(organisation.signals().map(({ status }) => status))]).toEqual(statuses);
  },
);

test('a thief who strikes on many days makes no role for emergencies one for daily work', () => {
  const organisation = new SmallOrganisation(30);
  const role = organisation.role('break-glass');
  const days = [4, 6, 8, 10, 12];
  for (const day of days) organisation.read(role, day * DAY, loot(5, 5 * day), 900);
  expect(organisation.signals().length).toBeGreaterThanOrEqual(days.length);
});
