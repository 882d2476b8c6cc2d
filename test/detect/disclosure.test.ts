import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/model/time.js';
import { ELSEWHERE, HOME, loot, type Place, SmallOrganisation } from '../support/small-organisation.js';

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

describe('people behind a shared role', () => {
  const ROLE = 'AWSReservedSSO_Developer_0123456789abcdef';
  const laptop = (session: string) => ({
    address: `192.0.2.${session.length}`,
    userAgent: 'aws-cli/2.17.32 md/awscrt#0.20.11',
    session,
  });
  /** Services and four people, who read two secrets on most days. */
  const withPeople = (): { organisation: SmallOrganisation; role: number } => {
    const organisation = new SmallOrganisation(30);
    const role = organisation.role(ROLE);
    for (const [n, name] of ['ann', 'bert', 'carla', 'dominic'].entries()) {
      for (const day of range(22)) {
        const own = [`team-${n}/a`, `team-${n}/b`];
        organisation.read(role, day * DAY + 9 * HOUR + n * 60, own, 20, laptop(`${name}@example.com`));
      }
    }
    return { organisation, role };
  };
  const ANN = laptop('ann@example.com');
  const kindsOf = (organisation: SmallOrganisation): string[] =>
    organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));

  test('two secrets a day in sessions that no identity provider named are one signal', () => {
    const { organisation, role } = withPeople();
    for (const day of range(5)) {
      const session = `botocore-session-17685712${day}0`;
      organisation.read(role, (12 + day) * DAY, loot(2, day * 2), 600, { ...ANN, session });
    }
    const signals = organisation.signals();
    expect(signals.map(({ status, analyses }) => [status, analyses[0]!.observed])).toEqual([['medium', 10]]);
    expect(signals[0]!.identity.key).toContain(`${ROLE}/botocore-session-`);
  });

  test('the same by a role that is always taken so is its work', () => {
    const organisation = new SmallOrganisation(30);
    const role = organisation.role('tool-runner');
    for (const day of range(5)) {
      const session = `botocore-session-17685712${day}0`;
      organisation.read(role, (12 + day) * DAY, loot(2, day * 2), 600, { ...HOME, session });
    }
    expect(organisation.signals()).toEqual([]);
  });

  test('a batch call that selects everything needs no long history', () => {
    const { organisation, role } = withPeople();
    const eve = laptop('eve@example.com');
    organisation.read(role, 20 * DAY, ['team-1/a'], 1, eve);
    expect(kindsOf(organisation)).toEqual([]);
    expect(kindsOf(organisation.takeAll(role, 23 * DAY, eve))).toEqual(['attempts']);
  });

  test.each([
    [24, []],
    [30, ['attempts']],
  ])('a look at %i secrets within a day, without reading them', (count, kinds) => {
    const { organisation, role } = withPeople();
    for (const [n, name] of loot(count).entries())
      organisation.call('DescribeSecret', role, 23 * DAY + 60 * n, name, ANN);
    expect(kindsOf(organisation)).toEqual(kinds);
  });

  test('a service that looks at secrets, such as an inventory, does its work', () => {
    const organisation = new SmallOrganisation(20);
    for (const [n, name] of loot(60).entries())
      organisation.call('DescribeSecret', VICTIM, 12 * DAY + 60 * n, name);
    expect(kindsOf(organisation)).toEqual([]);
  });

  test.each([
    [2, []],
    [3, ['novelty']],
  ])('%i secrets that a person restored to read them', (count, kinds) => {
    const { organisation, role } = withPeople();
    for (const [n, name] of loot(count).entries()) {
      organisation.call('RestoreSecret', role, 23 * DAY + 60 * n, name, ANN);
      organisation.call('GetSecretValue', role, 23 * DAY + 60 * n + 3, name, ANN);
    }
    expect(kindsOf(organisation)).toEqual(kinds);
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

describe('refused items', () => {
  const signalsOf = (organisation: SmallOrganisation): (readonly [string, number])[] =>
    organisation
      .signals()
      .flatMap(({ analyses }) => analyses.map(({ kind, observed }) => [kind, observed] as const));

  test.each([
    [2, 4, []],
    [3, 4, [['attempts', 3]]],
    [4, 24, []],
    [5, 20, [['attempts', 5]]],
    [7, 44, []],
    [8, 44, [['attempts', 8]]],
  ])('%i that a service never reads, each asked for once, every %i hours', (count, hours, found) => {
    const organisation = new SmallOrganisation(20);
    for (const [n, name] of loot(count).entries())
      organisation.refuse(VICTIM, 1 * DAY + n * hours * HOUR, name, HOME);
    expect(signalsOf(organisation)).toEqual(found);
  });

  test.each([
    [4, 'medium'],
    [5, 'high'],
  ])('%i are %s', (count, status) => {
    const organisation = new SmallOrganisation(20);
    for (const [n, name] of loot(count).entries())
      organisation.refuse(VICTIM, 12 * DAY + n * MINUTE, name, HOME);
    expect(organisation.signals().map((signal) => signal.status)).toEqual([status]);
  });

  test('a deployment whose permissions come an hour later', () => {
    const organisation = new SmallOrganisation(20);
    const names = range(9).map((n) => `team-0/new-${n}`);
    const deployer = organisation.role('deployer');
    for (const name of names) {
      organisation.call('CreateSecret', deployer, 12 * DAY - HOUR, name);
      organisation.refuse(VICTIM, 12 * DAY, name, HOME);
    }
    for (const day of range(8)) organisation.read(VICTIM, (12 + day) * DAY + HOUR, names);
    expect(signalsOf(organisation)).toEqual([]);
  });

  test('a program that never gets its permissions asks again and again', () => {
    const organisation = new SmallOrganisation(20);
    for (const hour of range(6)) {
      for (const n of range(9)) organisation.refuse(VICTIM, 12 * DAY + hour * HOUR, `team-0/new-${n}`, HOME);
    }
    expect(signalsOf(organisation)).toEqual([]);
  });
});

test.each([
  ['another network and another tool', ELSEWHERE, ['critical']],
  ['another network with its own tool', { ...ELSEWHERE, userAgent: HOME.userAgent }, []],
])('one key of a function that is somewhere else each day, at %s', (_, place, statuses) => {
  const organisation = new SmallOrganisation(20);
  const role = organisation.role('function');
  const keyOf = (day: number) => `ASIAFUNCTION${String(day).padStart(8, '0')}`;
  for (const day of range(20)) {
    const address = `18.${day * 9}.7.1`;
    for (const name of ['team-0/x', 'team-0/y'])
      organisation.call('GetSecretValue', role, day * DAY, name, { ...HOME, address }, keyOf(day));
  }
  for (const name of loot(6))
    organisation.call('GetSecretValue', role, 12 * DAY + HOUR, name, place, keyOf(12));
  const found = organisation
    .signals()
    .filter(({ analyses }) => analyses.some(({ kind }) => kind === 'credential'));
  expect(found.map(({ status }) => status)).toEqual(statuses);
});

describe('a service from elsewhere', () => {
  const kindsOf = (organisation: SmallOrganisation, key = VICTIM_KEY): string[] =>
    organisation
      .signals()
      .filter(({ identities }) => identities.includes(key))
      .flatMap(({ analyses }) => analyses.map(({ kind }) => kind));

  test('two reads and the list denied there, with another tool', () => {
    const organisation = new SmallOrganisation(20, 20);
    organisation.deny('ListSecrets', VICTIM, 12 * DAY, null, ELSEWHERE);
    for (const name of loot(2)) organisation.refuse(VICTIM, 12 * DAY + MINUTE, name, ELSEWHERE);
    expect(kindsOf(organisation)).toContain('coincidence');
    // Where it was tried from is part of the signal.
    const [signal] = organisation.signals();
    expect(signal!.evidence.newOrigins).toEqual(['203.0.113.0/24|aws-cli']);
    expect(signal!.evidence.strangeNetworks).toEqual(['203.0.113.0/24']);
    expect(signal!.reasons).toContain('from 203.0.113.0/24, strange to the organisation');
  });

  test('the same at home, with its own tool', () => {
    const organisation = new SmallOrganisation(20, 20);
    for (const name of loot(2)) organisation.refuse(VICTIM, 12 * DAY + MINUTE, name, HOME);
    expect(kindsOf(organisation)).toEqual([]);
  });

  test('a call that failed there before hides nothing', () => {
    const theft = (organisation: SmallOrganisation): SmallOrganisation =>
      organisation
        .call('ListSecrets', VICTIM, 12 * DAY, null, ELSEWHERE)
        .read(VICTIM, 12 * DAY + MINUTE, loot(1), 5, ELSEWHERE);
    const plain = new SmallOrganisation(20, 20);
    const warned = new SmallOrganisation(20, 20)
      .deny('ListSecrets', VICTIM, 9 * DAY, null, ELSEWHERE)
      .refuse(VICTIM, 9 * DAY + MINUTE, loot(1)[0]!, ELSEWHERE);
    expect(kindsOf(theft(plain))).toContain('coincidence');
    expect(kindsOf(theft(warned))).toContain('coincidence');
  });

  test('a key of its own that is refused there was copied', () => {
    const organisation = new SmallOrganisation(20);
    const key = 'ASIAEXAMPLE000000777';
    organisation.call('GetSecretValue', VICTIM, 12 * DAY, 'team-0/a', HOME, key);
    organisation.deny('GetSecretValue', VICTIM, 12 * DAY + HOUR, loot(1)[0]!, ELSEWHERE, key);
    expect(kindsOf(organisation)).toContain('credential');
    expect(organisation.signals().map(({ status }) => status)).toEqual(['critical']);
  });

  test.each([
    [7, []],
    [8, ['novelty']],
  ])('in its first days, %i with the list and another tool', (count, kinds) => {
    const organisation = new SmallOrganisation(20);
    organisation.call('ListSecrets', VICTIM, 6 * HOUR, null, { ...HOME, userAgent: ELSEWHERE.userAgent });
    organisation.read(VICTIM, 6 * HOUR + MINUTE, loot(count), 5, { ...HOME, userAgent: ELSEWHERE.userAgent });
    expect(kindsOf(organisation)).toEqual(kinds);
  });

  test.each([
    [11, []],
    [12, ['novelty']],
  ])('in its first days, %i with another tool', (count, kinds) => {
    const place = { ...HOME, userAgent: ELSEWHERE.userAgent };
    const organisation = new SmallOrganisation(20).read(VICTIM, 6 * HOUR, loot(count), 5, place);
    expect(kindsOf(organisation)).toEqual(kinds);
  });

  test.each([
    [7, false],
    [9, true],
  ])('%i secrets, one a day, from a network that it keeps coming from', (count, isFound) => {
    const organisation = new SmallOrganisation(20);
    for (const [n, name] of loot(count).entries()) {
      organisation.read(VICTIM, (5 + n) * DAY + 3 * HOUR, [name], 5, {
        ...ELSEWHERE,
        userAgent: HOME.userAgent,
      });
    }
    const slow = organisation
      .signals()
      .flatMap(({ analyses }) => analyses)
      .filter(({ kind, windowSeconds }) => kind === 'novelty' && windowSeconds === 14 * DAY);
    expect(slow.length > 0).toBe(isFound);
  });
});

describe('a role that lives in one VPC endpoint', () => {
  const INSIDE = { ...HOME, address: '10.0.0.7', vpcEndpointId: 'vpce-0aaaaaaaaaaaaaaaa' };
  const kindsOf = (place: Place): string[] => {
    const organisation = new SmallOrganisation(12);
    const role = organisation.role('in-an-endpoint');
    for (const hour of range(11 * 24)) organisation.read(role, hour * HOUR + 30, ['team-9/a'], 5, INSIDE);
    organisation.call('GetSecretValue', role, 3 * DAY, 'team-9/a', place, 'ASIAEXAMPLE000000778');
    return organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
  };

  test('a single read outside with another tool', () => {
    expect(kindsOf(ELSEWHERE)).toContain('origin');
  });

  test.each([
    ['outside with its own tool', { ...ELSEWHERE, userAgent: HOME.userAgent }],
    ['inside with another tool', { ...INSIDE, userAgent: ELSEWHERE.userAgent }],
  ])('a single read %s', (_, place) => {
    expect(kindsOf(place)).toEqual([]);
  });
});

test.each([
  [2, ['medium']],
  [1, []],
])('a batch call that selects everything, by a service after %i days', (days, statuses) => {
  const organisation = new SmallOrganisation(20).takeAll(VICTIM, days * DAY + HOUR);
  expect(organisation.signals().map(({ status }) => status)).toEqual(statuses);
});

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

describe('a person who reads within minutes', () => {
  const ANN = { ...HOME, session: 'ann@example.com' };
  const signalsOf = (count: number, place: typeof HOME, isSeenAgain: boolean): number => {
    const organisation = new SmallOrganisation(24);
    const role = organisation.role('AWSReservedSSO_Developers_0123456789abcdef');
    for (const day of range(20)) organisation.read(role, day * DAY + 9 * HOUR, ['team-0/a'], 5, ANN);
    // So that nine are not much by the person's own history.
    for (const n of range(4)) organisation.read(role, (3 + 3 * n) * DAY, loot(8, 100 + 8 * n), 900, ANN);
    const there = { ...place, userAgent: HOME.userAgent, session: ANN.session };
    organisation.read(role, 15 * DAY + 10 * HOUR, loot(count), 20, there);
    if (isSeenAgain) organisation.read(role, 17 * DAY + 10 * HOUR, ['team-0/a'], 5, there);
    return organisation
      .signals()
      .filter(({ analyses }) => analyses.some(({ kind, pValue }) => kind === 'novelty' && pValue === null))
      .length;
  };

  test.each([
    [8, ELSEWHERE, false, 0],
    [9, ELSEWHERE, false, 1],
    [9, ELSEWHERE, true, 0],
    [9, HOME, false, 0],
  ])('%i from %j, seen there again: %s', (count, place, isSeenAgain, signals) => {
    expect(signalsOf(count, place, isSeenAgain)).toBe(signals);
  });
});
