import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/model/time.js';
import { ELSEWHERE, HOME, loot, type Place, SmallOrganisation } from '../support/small-organisation.js';

const CLI = 'aws-cli/2.17.32 md/awscrt#0.20.11';
const CLOUD_SHELL = `${CLI} exec-env/CloudShell`;
const OFFICE: Place = { address: '192.0.2.15', userAgent: CLI, session: 'ann@example.com' };
/** A network of DigitalOcean. */
const HOSTED = '167.99.180.9';
const MINE = ['mine/a', 'mine/b'];
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Ann reads her two secrets in the office each morning. @returns the organisation, and her role */
function withAnn(days = 25, add: (organisation: SmallOrganisation) => void = () => undefined) {
  const organisation = new SmallOrganisation(days);
  add(organisation);
  const ann = organisation.role('AWSReservedSSO_Developer_0123456789abcdef');
  for (const day of range(days)) organisation.read(ann, day * DAY + 9 * HOUR, MINE, 20, OFFICE);
  return { organisation, ann };
}

/** Reads with a key of its own, as a further sign-in has one. */
function readSignedIn(
  organisation: SmallOrganisation,
  ann: number,
  at: number,
  names: readonly string[],
  spacing: number,
  place: Place,
): void {
  for (const [n, name] of names.entries()) {
    organisation.call('GetSecretValue', ann, at + n * spacing, name, place, 'ASIAEXAMPLEFURTHER01');
  }
}

describe('a person in a block of addresses', () => {
  /** The own secrets of Ann, once, from there. */
  const visit = (place: Partial<Place>, add?: (organisation: SmallOrganisation) => void): string[] => {
    const { organisation, ann } = withAnn(25, add);
    readSignedIn(organisation, ann, 18 * DAY + 10 * HOUR, MINE, 5, { ...OFFICE, ...place });
    return organisation.signals().map(({ status }) => status);
  };
  const usersAt = (address: string) => (organisation: SmallOrganisation) => {
    for (const name of ['bob', 'carla', 'dana']) {
      const user = organisation.user(name);
      for (const day of range(25)) organisation.read(user, day * DAY, [`${name}/a`], 5, { ...HOME, address });
    }
  };

  test('where roles live is out of place', () => {
    expect(visit({ address: '198.18.44.3' })).toEqual(['medium']);
  });

  test('where nobody lives is on a journey', () => {
    expect(visit({ address: '203.0.113.9' })).toEqual([]);
  });

  test('of a hosting provider is out of place, and the signal names the provider', () => {
    const { organisation, ann } = withAnn();
    readSignedIn(organisation, ann, 18 * DAY + 10 * HOUR, MINE, 5, { ...OFFICE, address: HOSTED });
    const [signal] = organisation.signals();
    expect(signal!.status).toBe('medium');
    expect(signal!.reasons).toContain('from 167.99.180.0/24 (DigitalOcean), strange to the organisation');
  });

  test.each([
    [1, ['medium']],
    [2, []],
  ])(
    'of a hosting provider, who was in networks of others on %i days before, as through a VPN: %j',
    (days, statuses) => {
      const vpn = (organisation: SmallOrganisation, ann: number): void => {
        for (const day of range(days))
          organisation.read(ann, day * DAY + 2 * HOUR, MINE, 5, {
            ...OFFICE,
            address: `146.70.${120 + day}.9`,
          });
      };
      const { organisation, ann } = withAnn();
      vpn(organisation, ann);
      readSignedIn(organisation, ann, 18 * DAY + 10 * HOUR, MINE, 5, { ...OFFICE, address: HOSTED });
      expect(organisation.signals().map(({ status }) => status)).toEqual(statuses);
    },
  );

  test('of a hosting provider where services of the organisation live, too, is behind their gateway', () => {
    const roles = (organisation: SmallOrganisation): void => {
      for (const name of ['indexer', 'mailer', 'billing']) {
        const role = organisation.role(name);
        for (const day of range(25))
          organisation.read(role, day * DAY, [`${name}/a`], 5, { ...HOME, address: HOSTED });
      }
    };
    expect(visit({ address: HOSTED }, roles)).toEqual([]);
  });

  test('where users live, who may be people, is on a journey', () => {
    expect(visit({ address: '203.7.7.9' }, usersAt('203.0.113.9'))).toEqual([]);
  });

  test('where roles live may be behind a gateway, if other programs are where the person is, too', () => {
    expect(visit({ address: '198.18.44.3' }, usersAt('192.0.2.77'))).toEqual([]);
  });

  test('where roles live is in the shell of the console', () => {
    expect(visit({ address: '198.18.44.3', userAgent: CLOUD_SHELL })).toEqual([]);
  });

  test('a service has no shell in the console', () => {
    const organisation = new SmallOrganisation(25);
    organisation.read(0, 18 * DAY + HOUR, ['team-0/a', 'team-0/b'], 5, {
      ...ELSEWHERE,
      userAgent: CLOUD_SHELL,
    });
    expect(organisation.signals().map(({ status }) => status)).not.toEqual([]);
  });
});

describe('twelve new secrets of a person from a strange network', () => {
  const AWAY: Place = { ...OFFICE, address: ELSEWHERE.address };
  /** @param days days after the visit on which all are read again, and from where */
  const visit = (...days: readonly (readonly [day: number, place: Place])[]): string[] => {
    const { organisation, ann } = withAnn();
    readSignedIn(organisation, ann, 18 * DAY + 10 * HOUR, loot(12), 5 * MINUTE, AWAY);
    for (const [day, place] of days) organisation.read(ann, (18 + day) * DAY + 9 * HOUR, loot(12), 5, place);
    return organisation.signals(true).map(({ status }) => status);
  };

  test('are a finding', () => expect(visit()).toEqual(['high']));

  test('are work if they are read in the office on a later day', () => {
    expect(visit([2, OFFICE])).toEqual(['low', 'info']);
  });

  test('are none if they are read again from there, or from a third network', () => {
    expect(visit([2, AWAY])).toContain('medium');
    expect(visit([2, { ...AWAY, address: '100.64.3.9' }])).toContain('medium');
  });

  test('are none if only some are', () => {
    const { organisation, ann } = withAnn();
    readSignedIn(organisation, ann, 18 * DAY + 10 * HOUR, loot(12), 5 * MINUTE, AWAY);
    organisation.read(ann, 20 * DAY + 9 * HOUR, loot(9), 5, OFFICE);
    expect(organisation.signals().map(({ status }) => status)).toEqual(['medium']);
  });
});

describe('twelve secrets that a person is refused', () => {
  /** @param hours between two of them @param reads whether the person reads anything */
  const refused = (hours: number, reads: boolean): string[] => {
    const organisation = new SmallOrganisation(25);
    const ann = organisation.role('AWSReservedSSO_ReadOnly_0123456789abcdef');
    if (reads) organisation.read(ann, 2 * DAY, MINE, 20, OFFICE);
    for (const [n, name] of loot(12).entries())
      organisation.refuse(ann, 4 * DAY + n * hours * HOUR, name, OFFICE);
    return organisation.signals().map(({ status }) => status);
  };

  test.each<[number, boolean, string[]]>([
    [1, true, ['medium']],
    [1, false, ['medium']],
    [24, true, ['medium']],
    [24, false, []],
  ])('one every %i hours, who reads others: %s', (hours, reads, statuses) => {
    expect(refused(hours, reads)).toEqual(statuses);
  });
});

describe('a user of IAM with a new tool', () => {
  const at = (address: string, hours: readonly number[]): string[] => {
    const organisation = new SmallOrganisation(25);
    const user = organisation.user('ann');
    for (const day of range(24)) {
      for (const hour of hours) organisation.read(user, day * DAY + hour * HOUR, MINE, 20, OFFICE);
    }
    organisation.read(user, 20 * DAY + 9.5 * HOUR, MINE, 20, { address, userAgent: 'Boto3/1.34.0' });
    return organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
  };
  const DAYTIME = [8, 9, 12, 17, 21];

  test('at home may be a person', () => expect(at('203.0.113.9', DAYTIME)).not.toContain('origin'));

  test('at a hosting provider is out of place', () => expect(at(HOSTED, DAYTIME)).toContain('origin'));

  test('is a program that somebody else uses if it never rests', () => {
    expect(at('203.0.113.9', [...DAYTIME, 1, 4])).toContain('origin');
    // Five hours of rest, on both sides of midnight.
    expect(at('203.0.113.9', [4, 8, 12, 17, 22])).not.toContain('origin');
  });
});

test.each([
  [5, [1, 4, 8, 12, 17, 21], ['novelty']],
  [6, [8, 12, 17], []],
  [7, [8, 12, 17], ['novelty']],
])('%i new secrets of a user of IAM, which is active at %j, with a new tool', (count, hours, kinds) => {
  const organisation = new SmallOrganisation(25);
  const user = organisation.user('ann');
  for (const day of range(24)) {
    for (const hour of hours) organisation.read(user, day * DAY + hour * HOUR, MINE, 20, OFFICE);
  }
  const names = loot(count, 20);
  organisation.read(user, 3 * DAY + 12.5 * HOUR, names, 600, { ...OFFICE, userAgent: 'Boto3/1.34.0' });
  const found = organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
  expect(found.filter((kind) => kind === 'novelty')).toEqual(kinds);
});

test.each([
  [3, false],
  [4, true],
])(
  '%i own secrets of a user of IAM, after its first look at the list from elsewhere with another tool',
  (count, isFound) => {
    const organisation = new SmallOrganisation(25);
    const user = organisation.user('ann');
    const own = ['mine/a', 'mine/b', 'mine/c', 'mine/d'];
    for (const day of range(24)) organisation.read(user, day * DAY + 9 * HOUR, own, 20, OFFICE);
    organisation.call('ListSecrets', user, 20 * DAY + 9.5 * HOUR, null, ELSEWHERE);
    organisation.read(user, 20 * DAY + 9.6 * HOUR, own.slice(0, count), 20, {
      ...ELSEWHERE,
      userAgent: 'Boto3/1.34.0',
    });
    const kinds = organisation.signals().flatMap(({ analyses }) => analyses.map(({ kind }) => kind));
    expect(kinds.includes('origin')).toBe(isFound);
  },
);

describe('a person who is first seen at a hosting provider', () => {
  const first = (address: string, laterDays: number): string[] => {
    const organisation = new SmallOrganisation(25);
    const ann = organisation.role('AWSReservedSSO_Developer_0123456789abcdef');
    organisation.read(ann, 10 * DAY, MINE, 20, { ...OFFICE, address });
    for (const day of range(laterDays)) organisation.read(ann, (11 + day) * DAY, MINE, 20, OFFICE);
    return organisation.signals().map(({ status }) => status);
  };

  test('and then lives elsewhere', () => expect(first(HOSTED, 3)).toEqual(['medium']));

  test('and goes on there, or was at home', () => {
    expect(first(HOSTED, 2)).toEqual([]);
    expect(first('203.0.113.9', 9)).toEqual([]);
  });
});
