import { describe, expect, test } from 'vitest';
import type { Signal } from '../../src/model/signal.js';
import { DAY, HOUR, MINUTE } from '../../src/model/time.js';
import { ELSEWHERE, HOME, loot, type Place, SmallOrganisation } from '../support/small-organisation.js';

const VICTIM = 0;
const VICTIM_KEY = 'arn:aws:sts::111122223333:assumed-role/team-0-api/main';
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
/** The kinds of analyses that found something about an identity. */
const kindsOf = (organisation: SmallOrganisation, key = VICTIM_KEY): string[] =>
  organisation
    .signals()
    .filter(({ identities }) => identities.includes(key))
    .flatMap(({ analyses }) => analyses.map(({ kind }) => kind));

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

describe('a service that is replaced: another network and another tool for good', () => {
  const AFTER = { address: '198.51.77.7', userAgent: 'aws-sdk-go-v2/1.30.0 lang/go#1.22.5' };
  /** Three secrets every six hours, until `moves` from home, then from elsewhere, up to day `until`. */
  const replaced = (moves: number, until: number, alsoAtHome = false): string[] => {
    const organisation = new SmallOrganisation(25, 20);
    const role = organisation.role('replaced');
    const names = ['replaced/a', 'replaced/b', 'replaced/c'];
    for (let at = 0; at < 25 * DAY; at += 6 * HOUR) {
      if (at < moves || alsoAtHome) organisation.read(role, at, names);
      if (at >= moves && at < until) organisation.read(role, at + MINUTE, names, 5, AFTER);
    }
    return kindsOf(organisation, 'arn:aws:sts::111122223333:assumed-role/replaced/main');
  };
  test('is no finding', () => expect(replaced(12 * DAY, 25 * DAY)).toEqual([]));

  test('is one where the old one goes on, or nothing is left after a few days', () => {
    expect(replaced(12 * DAY, 25 * DAY, true)).not.toEqual([]);
    expect(replaced(12 * DAY, 15 * DAY)).not.toEqual([]);
  });
});

describe('secrets with the names of its own in another region', () => {
  const own = range(30).map((n) => `scanned/${n}`);
  /** Reads thirty secrets each day, and twelve of these names in another region once, or each day from then on. */
  const scanner = (place: Place, goesOn: boolean): Signal[] => {
    const organisation = new SmallOrganisation(25);
    const role = organisation.role('scanner');
    for (const day of range(25)) organisation.read(role, day * DAY, own);
    for (let day = 12; day < (goesOn ? 25 : 13); day++)
      organisation.read(role, day * DAY + HOUR, own.slice(0, 12), 5, { ...place, region: 'us-east-1' });
    return organisation.signals();
  };

  test('from where it is explain themselves', () => expect(scanner(HOME, false)).toEqual([]));

  test('from a strange network once they are a theft', () => {
    const [signal] = scanner({ ...ELSEWHERE, userAgent: HOME.userAgent }, false);
    expect(['high', 'critical']).toContain(signal!.status);
    expect(signal!.reasons[0]).toBe('12 never read before, which nothing explains');
  });

  test('from another network for good it works there, too', () => {
    const signals = scanner({ address: '198.51.77.7', userAgent: HOME.userAgent }, true);
    expect(signals.map(({ status }) => status)).not.toContain('high');
  });
});

describe('one key at an endpoint and at a gateway', () => {
  const ENDPOINT = { ...HOME, address: '10.1.2.3', vpcEndpointId: 'vpce-0123456789abcdef0' };
  const GATEWAY = { ...HOME, address: '192.0.2.7' };
  const kindsOnDays = (days: readonly number[]): string[] => {
    const organisation = new SmallOrganisation(20);
    const backup = organisation.role('backup');
    for (const day of range(20)) {
      const key = `ASIABACKUP${String(day).padStart(10, '0')}`;
      organisation.call('GetSecretValue', backup, day * DAY, 'backup/a', ENDPOINT, key);
      if (days.includes(day))
        organisation.call('GetSecretValue', backup, day * DAY + MINUTE, 'backup/b', GATEWAY, key);
    }
    return kindsOf(organisation, 'arn:aws:sts::111122223333:assumed-role/backup/main');
  };

  test('from the first run on, on each day, is how it works', () => {
    expect(kindsOnDays(range(20))).not.toContain('credential');
  });

  test.each([[[0]], [[5]], [[5, 6, 7, 8]]])('on the days %j it was copied', (days) => {
    expect(kindsOnDays(days)).toContain('credential');
  });
});

describe('a new secret a day, each from another address', () => {
  /** @param settledDays for so long the service reads at home alone */
  const kinds = (settledDays: number, place: (day: number) => Place): string[] => {
    const organisation = new SmallOrganisation(34);
    for (const [n, name] of loot(14).entries())
      organisation.read(VICTIM, (settledDays + n) * DAY + 3 * HOUR, [name], 5, place(n));
    return kindsOf(organisation);
  };
  const proxies = (n: number): Place => ({ ...HOME, address: `${60 + 7 * n}.9.8.7` });

  test('of a service that was settled before is found, with its own tool and by a proxy for each call', () => {
    expect(kinds(8, proxies)).toEqual(['novelty']);
  });

  test('near others is no other place', () => {
    expect(kinds(8, (n) => ({ ...HOME, address: `198.51.${110 + n}.7` }))).toEqual([]);
  });
});

describe('a role that keeps reading everything', () => {
  const STRATUS = 'stratus-red-team_3f1e8f6c-6a2d-4a3b-8b9e-0d1c2b3a4f5e';
  /** Secrets of all services, which it reads each day, and what is read once on a day later. */
  const signalsWith = (place: Place): readonly Signal[] => {
    const organisation = new SmallOrganisation(24, 30);
    const operator = organisation.role('operator');
    const all = range(30).flatMap((team) => ['a', 'b', 'c'].map((name) => `team-${team}/${name}`));
    for (const day of range(24)) organisation.read(operator, day * DAY + 5 * MINUTE, all, 1);
    for (const name of loot(25)) organisation.read(VICTIM, 2 * DAY, [name]).read(VICTIM, 3 * DAY, [name]);
    organisation.read(operator, 15 * DAY, loot(25), 1, place);
    return organisation.signals().filter(({ identity }) => identity.arn.includes('operator'));
  };

  test('reads what is new there, too', () => expect(signalsWith(HOME)).toEqual([]));

  test('is somebody else when it does so once with another tool', () => {
    const [signal] = signalsWith({ ...HOME, userAgent: STRATUS });
    expect(signal!.status).toBe('high');
    expect(signal!.reasons[0]).toBe('25 never read before, which nothing explains');
  });
});

describe('one secret an hour with another tool, by a service whose tasks read their own secrets as they start', () => {
  const found = (thief: boolean): Signal[] => {
    const organisation = new SmallOrganisation(24);
    const service = organisation.role('tasks');
    const own = range(8).map((n) => `tasks/${n}`);
    for (const hour of range(24 * 24))
      organisation.read(service, hour * HOUR, own, 2, { ...HOME, session: `task-${hour}` });
    if (thief)
      for (const [n, name] of loot(12).entries())
        organisation.read(service, 52 * HOUR + n * HOUR + 30 * MINUTE, [name], 5, {
          ...HOME,
          userAgent: ELSEWHERE.userAgent,
          session: 'task-50',
        });
    return organisation.signals().filter(({ identity }) => identity.arn.includes('tasks'));
  };

  test('is found: what its next tasks read is not what the thief began with', () => {
    expect(found(false)).toEqual([]);
    expect(found(true).map(({ status }) => status)).not.toEqual([]);
  });
});

describe('a job that ran on a single day, and is then used from elsewhere for a week', () => {
  /** @param own whether what it read on that day is read there, too */
  const kinds = (own: boolean): string[] => {
    const organisation = new SmallOrganisation(24);
    const job = organisation.role('job');
    organisation.read(job, 3 * DAY, ['job/a', 'job/b']);
    const away = { ...HOME, address: ELSEWHERE.address };
    for (const day of range(7)) {
      organisation.read(job, (6 + day) * DAY, loot(14).slice(2 * day, 2 * day + 2), 5, away);
      if (own) organisation.read(job, (6 + day) * DAY + MINUTE, ['job/a', 'job/b'], 5, away);
    }
    return kindsOf(organisation, 'arn:aws:sts::111122223333:assumed-role/job/main');
  };

  test('has not moved there', () => expect(kinds(false)).toContain('novelty'));
  test('has moved there if it goes on with its work', () => expect(kinds(true)).toEqual([]));
});

describe('secrets of others, two a day, once each, by a service that stays where it is', () => {
  /** @param readers further services that do the same @param again whether each is read again two days later */
  const found = (count: number, { readers = 0, again = false } = {}): string[] => {
    const organisation = new SmallOrganisation(30, 60);
    const read = (service: number, names: readonly string[]): void => {
      for (const [n, name] of names.entries()) {
        const at = (9 + (n >> 1)) * DAY + (1 + 9 * (n & 1)) * HOUR;
        organisation.read(service, at, [name]);
        if (again) organisation.read(service, at + 2 * DAY, [name]);
      }
    };
    const ofOthers = range(20).map((n) => `team-${20 + n}/a`);
    read(VICTIM, ofOthers.slice(0, count));
    for (const reader of range(readers)) read(1 + reader, ofOthers.slice(0, 12));
    return kindsOf(organisation);
  };

  test.each([
    [7, []],
    [8, ['novelty']],
    [16, ['novelty']],
  ])('%i of them: %j', (count, kinds) => {
    expect(found(count)).toEqual(kinds);
  });

  test('are its work if it reads them again', () => {
    expect(found(12, { again: true })).toEqual([]);
  });

  test('say nothing where more than one service in 50 does that', () => {
    expect(found(12, { readers: 1 })).toEqual(['novelty']);
    expect(found(12, { readers: 2 })).toEqual([]);
  });
});

describe('jobs of one day, each with a key of its own', () => {
  const ENDPOINT = { ...HOME, address: '10.1.2.3', vpcEndpointId: 'vpce-0123456789abcdef0' };
  const GATEWAY = { ...HOME, address: '192.0.2.7' };
  /** Of so many jobs the last ones also call from another place. */
  const kindsOfJobs = (jobs: number, elsewhere: number, place: Place): string[] => {
    const organisation = new SmallOrganisation(1);
    const batch = organisation.role('batch');
    for (const job of range(jobs)) {
      const key = `ASIABATCH${String(job).padStart(11, '0')}`;
      organisation.call('GetSecretValue', batch, (job + 2) * HOUR, 'batch/a', ENDPOINT, key);
      if (job >= jobs - elsewhere)
        organisation.call('GetSecretValue', batch, (job + 2) * HOUR + MINUTE, 'batch/b', place, key);
    }
    return kindsOf(organisation, 'arn:aws:sts::111122223333:assumed-role/batch/main');
  };

  test('that use an endpoint and a gateway live in both', () => {
    expect(kindsOfJobs(12, 12, GATEWAY)).toEqual([]);
    expect(kindsOfJobs(12, 2, GATEWAY)).toEqual([]);
  });

  test('of which one key is used elsewhere: it was copied', () => {
    expect(kindsOfJobs(12, 1, GATEWAY)).toContain('credential');
  });

  test('of which several keys are used elsewhere with another tool: they were copied', () => {
    expect(kindsOfJobs(12, 4, ELSEWHERE)).toContain('credential');
  });
});

describe('a role that begins in one network and then lives in another', () => {
  /** @param visits calls on the first day from there */
  const kindsOfBeginning = (
    visits: number,
    later: number,
    visitDays = 1,
    place: Place = ELSEWHERE,
  ): string[] => {
    const organisation = new SmallOrganisation(20);
    const role = organisation.role('late');
    for (const day of range(visitDays))
      organisation.read(role, (8 + day) * DAY, ['late/a', 'late/b'].slice(0, visits), 20, place);
    for (const day of range(later)) organisation.read(role, (12 + day) * DAY, ['late/a', 'late/b']);
    return kindsOf(organisation, 'arn:aws:sts::111122223333:assumed-role/late/main');
  };

  test('was first used by somebody else', () => expect(kindsOfBeginning(2, 3)).toContain('origin'));

  test.each([
    ['a single call', [1, 3]],
    ['two days of life afterwards', [2, 2]],
    ['three days in the first network', [2, 5, 3]],
    ['addresses near others', [2, 5, 1, { ...ELSEWHERE, address: '198.51.101.7' }]],
  ] as const)('%s says nothing', (_, [visits, later, visitDays, place]) => {
    expect(kindsOfBeginning(visits, later, visitDays, place)).toEqual([]);
  });
});

test('a strange network at three services, each for an hour, is a spread theft', () => {
  const organisation = new SmallOrganisation(20, 20);
  const place = { ...HOME, address: ELSEWHERE.address };
  for (const service of [0, 1, 2])
    organisation.read(service, 12 * DAY + service * HOUR, ['team-9/x'], 5, place);
  const kinds = organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
  expect(kinds).toContain('spread');
});
