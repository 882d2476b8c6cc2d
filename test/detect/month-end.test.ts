import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/model/time.js';
import { ELSEWHERE, HOME, loot, type Place, SmallOrganisation } from '../support/small-organisation.js';

/** The data begin on 5 January 2026, a Monday; this is 31 January, 17:00. */
const LAST_DAY = 26 * DAY + 17 * HOUR;
const REASON = 'at the end of a month, which its role is named for';

interface Close {
  /** @default `billing-month-end-close` */
  readonly role?: string;
  /** Seconds after the start. @default the last day of the month */
  readonly at?: number;
  /** Different secrets of others. @default 30 */
  readonly count?: number;
  readonly place?: Place;
  /** Days after the start on which the role is first seen. @default 0 */
  readonly since?: number;
}

/** A role that reads one secret each other day, and many in an hour and a half once. */
function closing({
  role = 'billing-month-end-close',
  at = LAST_DAY,
  count = 30,
  place = HOME,
  since = 0,
}: Close): SmallOrganisation {
  const organisation = new SmallOrganisation(35);
  const index = organisation.role(role);
  for (let day = since; day < 35; day += 2) organisation.read(index, day * DAY + 8 * HOUR, ['billing/own']);
  return organisation.read(index, at, loot(count), (1.5 * HOUR) / count, place);
}

const statusesOf = (close: Close): string[] =>
  closing(close)
    .signals()
    .map(({ status }) => status);

describe('the end of a month', () => {
  test.each(['billing-month-end-close', 'MonthEndClosing', 'finance_eom', 'quarterly-report', 'AnnualClose'])(
    'is what %s is for: low, with the reason',
    (role) => {
      expect(statusesOf({ role })).toEqual([]);
      const [signal] = closing({ role }).signals(true);
      expect(signal!.status).toBe('low');
      expect(signal!.reasons[0]).toBe(REASON);
    },
  );

  test('has come three days before its midnight and is over three days after', () => {
    const midnight = 27 * DAY;
    const at = (days: number): string[] => statusesOf({ at: midnight + days * DAY });
    expect([at(-2.9), at(2.8)]).toEqual([[], []]);
    expect([at(-3.2), at(3.1)]).toEqual([['high'], ['high']]);
  });

  test.each<[string, Close]>([
    ['a role of another name', { role: 'billing-close' }],
    ['a role whose name only has such letters', { role: 'manual-geometry' }],
    ['a hundred secrets', { count: 100 }],
    ['another place', { place: ELSEWHERE }],
    ['its own network with another tool', { place: { ...HOME, userAgent: ELSEWHERE.userAgent } }],
    ['another network with its own tool', { place: { ...ELSEWHERE, userAgent: HOME.userAgent } }],
    ['a role that is new', { since: 21, count: 99 }],
  ])('does not explain %s', (_, close) => {
    const [status, ...others] = statusesOf(close);
    expect(['high', 'critical']).toContain(status);
    expect(others).toEqual([]);
  });

  test('does not explain a look at the list of secrets beside it', () => {
    const organisation = closing({});
    organisation.call('ListSecrets', 8, LAST_DAY - HOUR, null);
    expect(organisation.signals().map(({ status }) => status)).toEqual(['high']);
  });

  test('more secrets never make it less severe', () => {
    const grades = ['info', 'low', 'medium', 'high', 'critical'];
    const severities = [20, 40, 80, 99, 100, 150].map((count) => {
      const [signal] = closing({ count }).signals(true);
      return grades.indexOf(signal!.status);
    });
    expect(severities).toEqual([...severities].sort((a, b) => a - b));
    expect(severities[0]).toBeLessThan(severities.at(-1)!);
  });
});
