export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** Where people work: its offset from UTC in hours, its weekend, its public holidays (days since 1970). */
export interface Site {
  readonly city: string;
  readonly offset: number;
  readonly weekend: readonly number[];
  readonly holidays: ReadonlySet<number>;
}

export function localDay(time: number, site: Site): number {
  return Math.floor((time + site.offset * HOUR) / DAY);
}

/** 0 is Sunday. */
export function weekday(day: number): number {
  return (day + 4) % 7;
}

export function localHour(time: number, site: Site): number {
  return ((((time + site.offset * HOUR) % DAY) + DAY) % DAY) / HOUR;
}

/** Epoch seconds of an hour of a local day. */
export function timeOf(day: number, hour: number, site: Site): number {
  return Math.floor(day * DAY + (hour - site.offset) * HOUR);
}

export function isWorkday(day: number, site: Site): boolean {
  return !site.weekend.includes(weekday(day)) && !site.holidays.has(day);
}

/** Day of the month, and how many days it has. */
export function dayOfMonth(day: number): { readonly day: number; readonly of: number } {
  const date = new Date(day * DAY * 1000);
  const of = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return { day: date.getUTCDate(), of };
}
