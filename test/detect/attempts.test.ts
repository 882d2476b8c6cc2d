import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/model/time.js';
import { HOME, loot, SmallOrganisation } from '../support/small-organisation.js';

const VICTIM = 0;
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

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

  describe('a job whose key is withdrawn for three hours', () => {
    const own = range(15).map((n) => `job/${n}`);
    const withdrawn = (): { organisation: SmallOrganisation; job: number } => {
      const organisation = new SmallOrganisation(20);
      const job = organisation.role('job');
      for (const day of range(20)) organisation.read(job, day * DAY, own);
      for (const hour of range(3)) {
        for (const name of own) organisation.refuse(job, 12 * DAY + (1 + hour) * HOUR, name, HOME);
      }
      return { organisation, job };
    };

    test('is refused what it reads anyway', () => {
      expect(signalsOf(withdrawn().organisation)).toEqual([]);
    });

    test('hides nothing of what others are refused', () => {
      const { organisation, job } = withdrawn();
      for (const name of loot(12)) organisation.refuse(job, 12 * DAY + 2 * HOUR, name, HOME);
      expect(signalsOf(organisation)).toEqual([['attempts', 12]]);
    });
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
  [2, ['medium']],
  [1, []],
])('a batch call that selects everything, by a service after %i days', (days, statuses) => {
  const organisation = new SmallOrganisation(20).takeAll(VICTIM, days * DAY + HOUR);
  expect(organisation.signals().map(({ status }) => status)).toEqual(statuses);
});
