import { SETTLED } from '../established.js';
import type { FirstSeenItem } from './first-seen-items.js';
import type { RoleGroup } from './role-group.js';

/** On days with more of them something else happens: a deployment, a migration, a theft at once. */
const MOST_A_DAY = 3;
/** So many, on so many days, are more than a slip now and then. */
export const MANY_ONCE_READ = 8;
const LEAST_DAYS = 4;

/** Items that a role group reads on one day alone, a few a day, once it is settled; in time order. */
export function onceReadItems({ items, began }: RoleGroup): readonly FirstSeenItem[] {
  const once = items.filter(({ days, time }) => days.length === 1 && time >= began + SETTLED);
  const onDays = new Map<number, number>();
  for (const { days } of once) onDays.set(days[0]!, (onDays.get(days[0]!) ?? 0) + 1);
  return once.filter(({ days }) => onDays.get(days[0]!)! <= MOST_A_DAY);
}

/** Whether items are many, and on several days. @param items that are read on one day each */
export function areManyOnceRead(items: readonly FirstSeenItem[]): boolean {
  return items.length >= MANY_ONCE_READ && new Set(items.map(({ days }) => days[0])).size >= LEAST_DAYS;
}
