import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/model/time.js';
import { ELSEWHERE, HOME, loot, SmallOrganisation } from '../support/small-organisation.js';

const VICTIM = 0;
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

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

  test.each([
    [2, 'ann', []],
    [0.1, 'ann', ['203.0.113.0/24']],
    [2, 'bert', ['203.0.113.0/24']],
  ])(
    'a network where a person was %f days before with another role, as %s: strange: %j',
    (days, who, strange) => {
      const { organisation, role } = withPeople();
      const other = organisation.role('AWSReservedSSO_Support_fedcba9876543210');
      for (const day of range(22)) organisation.read(other, day * DAY + 10 * HOUR, ['team-5/a'], 20, ANN);
      const hotel = { ...ANN, address: '203.0.113.77', userAgent: 'Boto3/1.34.0 md/Botocore#1.34.0' };
      const session = `${who}@example.com`;
      organisation.read(role, (24 - days) * DAY, ['team-0/a'], 20, { ...hotel, session });
      organisation.read(other, 24 * DAY, loot(7), 200, hotel);
      const signals = organisation.signals().filter(({ identity }) => identity.key.includes('_Support_'));
      expect(signals).toHaveLength(1);
      expect(signals[0]!.evidence.strangeNetworks).toEqual(strange);
    },
  );

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
