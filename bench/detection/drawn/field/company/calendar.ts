import type { Organisation } from './model.js';
import type { Random } from './random.js';

/** The seconds of a day. */
export const DAY = 86_400;

/** The seconds of an hour. */
export const HOUR = 3_600;

/** The number of the day, counted from the start of the scenario. */
export const dayIndex = (org: Organisation, t: number): number => Math.floor((t - org.start) / DAY);

const local = (t: number, zone: number): { hour: number; day: number } => {
  const x = t + zone * HOUR;
  return { hour: (((x % DAY) + DAY) % DAY) / HOUR, day: Math.floor(x / DAY) };
};

/** Whether a moment falls on a working day in a time zone. */
export function isWorkday(org: Organisation, t: number, zone = org.zone): boolean {
  const { day } = local(t, zone);
  const weekday = (day + 4) % 7;
  return weekday !== 0 && weekday !== 6 && !org.holidays.has(day);
}

/** How much is worked at a moment, from 0 to 1. */
export function workLevel(org: Organisation, t: number, zone = org.zone): number {
  const { hour } = local(t, zone);
  const [from, to] = org.hours;
  const w =
    hour >= from && hour < to
      ? hour > 12 && hour < 13
        ? 0.5
        : 1
      : hour > from - 2 && hour < to + 4
        ? 0.15
        : 0.01;
  return isWorkday(org, t, zone) ? w : w * 0.04;
}

/** How much the customers do at a moment, from 0 to 1. */
export function trafficLevel(org: Organisation, t: number): number {
  const { hour } = local(t, org.zone);
  const day = 0.5 - 0.5 * Math.cos(((hour - 3) / 24) * 2 * Math.PI);
  return (1 - org.nights) * day * (isWorkday(org, t) ? 1 : 0.6) + org.nights;
}

/** The times of a Poisson process, thinned by a weight from 0 to 1. */
export function* randomTimes(
  r: Random,
  perDay: number,
  from: number,
  to: number,
  weight: (t: number) => number,
): Generator<number> {
  if (perDay <= 0) return;
  for (let t = from + r.exp(DAY / perDay); t < to; t += r.exp(DAY / perDay))
    if (r.next() < weight(t)) yield Math.floor(t);
}

/** A moment in working time of a day, local to a zone. */
export function workingMoment(org: Organisation, r: Random, day: number, zone = org.zone): number {
  const [from, to] = org.hours;
  return Math.floor(org.start + day * DAY + (r.real(from, to) - zone) * HOUR);
}
