import { DAY, MINUTE } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import { isIndoors } from '../role-group/networks.js';

/** So many items of a person are read faster than by hand … */
const LEAST = 9;
/** … within so many seconds. */
const WITHIN = 10 * MINUTE;
/** More are needed of a person who was active on fewer than so many days before. */
const KNOWN_DAYS = 2;
const LEAST_OF_A_NEW_PERSON = 12;

/**
 * The items at the end of a window that a person reads within minutes from a network that nobody else uses, and the person on
 * this day alone. A way to work is seen again, and an office has others in it.
 * @returns none if they are not enough, or the role group is no person
 */
export function fastItems(
  window: readonly FirstSeenItem[],
  { roleGroup, organisation }: Disclosure,
): readonly FirstSeenItem[] {
  const { isPerson, activeDays, networks } = roleGroup;
  if (!isPerson || networks.length < 2 || window.length < LEAST) return [];
  const to = window.at(-1)!.time;
  const items = window.filter(({ time }) => time >= to - WITHIN);
  const before = activeDays.filter((day) => day < Math.floor(to / DAY)).length;
  if (items.length < (before >= KNOWN_DAYS ? LEAST : LEAST_OF_A_NEW_PERSON)) return [];
  const isAlone = networks.some(
    ({ network, first, days }) =>
      first >= to - 2 * WITHIN &&
      first <= to &&
      days.length === 1 &&
      !isIndoors(network) &&
      (organisation.networks.get(network) ?? []).length <= 1,
  );
  return isAlone ? items : [];
}
