/** Seconds in an hour. */
export const HOUR = 3600;
/** Seconds in a day. */
export const DAY = 86_400;

/** A value that holds from a time on. */
export interface Era<T> {
  readonly from: number;
  readonly value: T;
}

/** The value that holds at a time; eras are in order and the first holds before it, too. */
export function at<T>(eras: readonly Era<T>[], time: number): T {
  let found = eras[0]!;
  for (const era of eras) if (era.from <= time) found = era;
  return found.value;
}

/** Adds an era and keeps the order. */
export function change<T>(eras: Era<T>[], from: number, value: T): void {
  eras.push({ from, value });
  eras.sort((a, b) => a.from - b.from);
}

/** 0 is Sunday. */
export function weekday(time: number): number {
  return (Math.floor(time / DAY) + 4) % 7;
}

/** Whether it is a Saturday or a Sunday, at an offset from UTC in hours. */
export function isWeekend(time: number, zone = 0): boolean {
  return weekday(time + zone * HOUR) % 6 === 0;
}

/** Hour of the day in [0, 24), at an offset from UTC. */
export function hourOf(time: number, zone = 0): number {
  return ((((time + zone * HOUR) % DAY) + DAY) % DAY) / HOUR;
}

/** How much traffic a service has at a time, between `low` and 1. */
export function traffic(time: number, zone: number, low: number): number {
  const wave = 0.5 - 0.5 * Math.cos(((hourOf(time, zone) - 3) / 24) * 2 * Math.PI);
  return (low + (1 - low) * wave) * (isWeekend(time, zone) ? low + (1 - low) * 0.5 : 1);
}
