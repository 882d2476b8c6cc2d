import type { RoleGroup } from '../role-group/role-group.js';

/** Days of people by how many items they read for the first time: `[n]` days with n of them; the last also for more. */
export type PeopleDays = (number | undefined)[];

const MOST = 255;
/** Fewer days say nothing. */
const LEAST_DAYS = 50;
/** The largest share of the days is left out of the mean: thefts must not make thefts usual. */
const TRIMMED = 0.02;
/** So improbable a number of items on one day of one person is unusual. */
const UNUSUAL = 1e-3;

/** Adds the days of a person, but for the first one, on which everything is new. */
export function addPerson(days: PeopleDays, { activeDays, firstSeenByDay }: RoleGroup): void {
  for (const day of activeDays.slice(1)) {
    const count = Math.min(MOST, firstSeenByDay.get(day) ?? 0);
    days[count] = (days[count] ?? 0) + 1;
  }
}

/**
 * From how many first-seen items on a day of one person on they are unusual among the people of the organisation: a
 * geometric distribution with the mean of all days but the largest reaches so many with a probability of 1 in 1,000, and
 * so does one with the mean of the days with any. Where people learn nothing on most days, and a lot on some, the second
 * one reaches further.
 * @returns 0 where too few days are known
 */
export function unusualOfPeople(days: PeopleDays): number {
  const all = days.reduce<number>((sum, count = 0) => sum + count, 0);
  if (all < LEAST_DAYS) return 0;
  const kept = Math.floor(all * (1 - TRIMMED));
  let [counted, sum] = [0, 0];
  for (const [items, count = 0] of days.entries()) {
    const taken = Math.min(count, kept - counted);
    counted += taken;
    sum += taken * items;
  }
  if (sum === 0) return 0;
  const withAny = kept - Math.min(kept, days[0] ?? 0);
  const ofAll = Math.log(UNUSUAL) / Math.log(sum / (kept + sum));
  const ofDaysWithAny = 1 + Math.log((UNUSUAL * kept) / withAny) / Math.log(1 - withAny / sum);
  return Math.ceil(Math.max(ofAll, ofDaysWithAny));
}
