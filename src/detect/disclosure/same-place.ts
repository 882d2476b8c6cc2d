import { DAY } from '../../model/time.js';
import { placeOf } from '../organisation/names.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';

/** So many new items of one place count for a day of a person, … */
const MOST = 8;
/** … or so many, if the person has read others of this place on an earlier day. */
const MOST_OF_A_KNOWN_PLACE = 4;

/**
 * The items of a person that count: the first ones of each place and day. People load all secrets of a service at once, such as
 * its environment file, which is one thing that they do. Who takes what he finds takes it from many places.
 * @param items in time order, some of `all`
 * @param all every item of the person, in time order
 */
export function fewOfEachPlace(
  items: readonly FirstSeenItem[],
  all: readonly FirstSeenItem[],
): readonly FirstSeenItem[] {
  const since = new Map<string, number>();
  for (const item of all) {
    const place = placeOf(item.name ?? '');
    if (!since.has(place)) since.set(place, dayOf(item));
  }
  const counts = new Map<string, number>();
  return items.filter((item) => {
    const { name } = item;
    if (name === undefined) return true;
    const place = placeOf(name);
    const key = `${dayOf(item)} ${place}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count < (since.get(place)! < dayOf(item) ? MOST_OF_A_KNOWN_PLACE : MOST);
  });
}

function dayOf({ time }: FirstSeenItem): number {
  return Math.floor(time / DAY);
}
