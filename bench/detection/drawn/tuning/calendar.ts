import type { Random } from '../../../../src/simulate/random.js';
import { uniform, weighted } from './draw.js';

/** Seconds. */
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** `[from, to)`, epoch seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When the people of one place work. */
export interface Office {
  /** Seconds east of UTC. */
  readonly offset: number;
  /** Hours of the local day, such as 8.5. */
  readonly opens: number;
  readonly closes: number;
  /** Days without work, 0 is Sunday. */
  readonly weekend: readonly number[];
  /** Local days since 1970 without work. */
  readonly holidays: ReadonlySet<number>;
}

export function drawOffice(random: Random, span: Span): Office {
  const offset = weighted(random, [
    [-8, 2],
    [-6, 1],
    [-5, 2],
    [-3, 1],
    [0, 2],
    [1, 4],
    [2, 2],
    [3, 1],
    [5.5, 2],
    [8, 1],
    [9, 1],
    [10, 1],
  ]);
  const opens = uniform(random, 7, 10);
  const holidays = new Set<number>();
  for (let day = Math.floor(span.from / DAY); day < span.to / DAY; day++)
    if (random.chance(0.025)) holidays.add(day);
  return {
    offset: offset * HOUR,
    opens,
    closes: opens + uniform(random, 7.5, 10.5),
    weekend: random.chance(0.05) ? [5, 6] : [0, 6],
    holidays,
  };
}

/** Days since 1970 by the office's clock. */
export function localDay(office: Office, time: number): number {
  return Math.floor((time + office.offset) / DAY);
}

/** Hour of the office's day, [0, 24). */
export function localHour(office: Office, time: number): number {
  return ((time + office.offset) / HOUR) % 24;
}

/** Epoch seconds of an hour of a local day. */
export function timeAt(office: Office, day: number, hour: number): number {
  return Math.floor(day * DAY + hour * HOUR - office.offset);
}

export function isWorkday(office: Office, day: number): boolean {
  return !office.weekend.includes((day + 4) % 7) && !office.holidays.has(day);
}

export function isWorkingTime(office: Office, time: number): boolean {
  const hour = localHour(office, time);
  return isWorkday(office, localDay(office, time)) && hour >= office.opens && hour < office.closes;
}

/** A random second of the working hours of a workday in the span; any second when there is none. */
export function workingTime(random: Random, office: Office, span: Span): number {
  for (let attempt = 0; attempt < 40; attempt++) {
    const day = localDay(office, uniform(random, span.from, span.to));
    const time = timeAt(office, day, uniform(random, office.opens, office.closes));
    if (isWorkday(office, day) && time >= span.from && time < span.to) return time;
  }
  return Math.floor(uniform(random, span.from, span.to));
}

/** Day of the month of a moment (UTC), 1 to 31, and how many days remain in its month, 0 on the last. */
export function monthDay(time: number): { readonly day: number; readonly left: number } {
  const date = new Date(time * 1000);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return { day: date.getUTCDate(), left: last - date.getUTCDate() };
}
