import { HOUR, MINUTE } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';

/** So many items are enough with two kinds of evidence, … */
const WITH_TWO = 8;
/** … so many with one, … */
const WITH_ONE = 12;
/** … if they are more than so many times as many as those before in the window. */
const FACTOR = 2;
/** Evidence counts from so long on after a service began, … */
const AFTER = 3 * HOUR;
/** … and items from so long before it, seconds. */
const BEFORE = 10 * MINUTE;

/**
 * The items that a service reads in its first days right after evidence that came hours after it began: a strange network, another
 * tool, a first look at the list of secrets. All is new to it then, so there must be many more than before.
 * @returns none if they are not enough, or the role group is a person
 */
export function earlyItems(
  window: readonly FirstSeenItem[],
  disclosure: Disclosure,
): readonly FirstSeenItem[] {
  const { networks, agents, began, firstListing, isPerson } = disclosure.roleGroup;
  if (isPerson || window.length < WITH_TWO) return [];
  const to = window.at(-1)!.time;
  const isNew = (first: number): boolean => first >= began + AFTER && first <= to;
  const strange = networks.filter(({ first, network }) => isNew(first) && disclosure.isStrange(network));
  const kinds = [strange, agents, [{ first: firstListing }]]
    .map((uses) => uses.map(({ first }) => first).filter(isNew))
    .filter((times) => times.length > 0);
  if (kinds.length === 0) return [];
  const since = Math.min(...kinds.flat()) - BEFORE;
  const items = window.filter(({ time }) => time >= since);
  const least = kinds.length > 1 ? WITH_TWO : WITH_ONE;
  return items.length >= least && items.length > FACTOR * (window.length - items.length) ? items : [];
}
