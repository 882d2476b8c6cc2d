import type { Random } from '../../../../src/simulate/random.js';
import { DAY, HOUR, uniform } from './draw.js';

/** Where people sit: their clock, their weekend and their public holidays. */
export interface Zone {
  readonly name: string;
  /** Seconds ahead of UTC; daylight saving is left out. */
  readonly offset: number;
  /** Days of the week without work, 0 is Sunday. */
  readonly weekend: readonly number[];
  /** `MM-DD`. */
  readonly holidays: readonly string[];
}

export const ZONES: readonly Zone[] = [
  { name: 'berlin', offset: HOUR, weekend: [0, 6], holidays: ['01-01', '05-01', '10-03', '12-25', '12-26'] },
  {
    name: 'paris',
    offset: HOUR,
    weekend: [0, 6],
    holidays: ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01'],
  },
  { name: 'london', offset: 0, weekend: [0, 6], holidays: ['01-01', '05-05', '05-26', '08-25', '12-25'] },
  {
    name: 'new-york',
    offset: -5 * HOUR,
    weekend: [0, 6],
    holidays: ['01-01', '07-04', '11-27', '11-28', '12-25'],
  },
  {
    name: 'seattle',
    offset: -8 * HOUR,
    weekend: [0, 6],
    holidays: ['01-01', '07-04', '09-01', '11-27', '12-25'],
  },
  {
    name: 'sao-paulo',
    offset: -3 * HOUR,
    weekend: [0, 6],
    holidays: ['04-21', '05-01', '09-07', '10-12', '11-15'],
  },
  { name: 'bengaluru', offset: 5.5 * HOUR, weekend: [0, 6], holidays: ['01-26', '08-15', '10-02', '10-21'] },
  { name: 'singapore', offset: 8 * HOUR, weekend: [0, 6], holidays: ['01-01', '05-01', '08-09', '12-25'] },
  {
    name: 'tokyo',
    offset: 9 * HOUR,
    weekend: [0, 6],
    holidays: ['02-11', '04-29', '05-03', '05-04', '05-05', '09-23'],
  },
  { name: 'dubai', offset: 4 * HOUR, weekend: [0, 6], holidays: ['12-02', '12-03'] },
  { name: 'riyadh', offset: 3 * HOUR, weekend: [5, 6], holidays: ['02-22', '09-23'] },
];

/** When a group works: local hours, days off, and how much goes on outside of them. */
export class Calendar {
  readonly zone: Zone;
  readonly #first: number;
  readonly #last: number;
  readonly #night: number;
  readonly #dayOff: number;
  readonly #lunch: number;

  /** `night` and `dayOff` are intensities in [0, 1], relative to a working hour. */
  constructor(
    zone: Zone,
    hours: { first: number; last: number; night: number; dayOff: number; lunch: number },
  ) {
    this.zone = zone;
    this.#first = hours.first;
    this.#last = hours.last;
    this.#night = hours.night;
    this.#dayOff = hours.dayOff;
    this.#lunch = hours.lunch;
  }

  /** Whether nobody is expected to work that (local) day. */
  isOff(time: number): boolean {
    const local = new Date((time + this.zone.offset) * 1000);
    if (this.zone.weekend.includes(local.getUTCDay())) return true;
    return this.zone.holidays.includes(local.toISOString().slice(5, 10));
  }

  /** Local hour in [0, 24). */
  hour(time: number): number {
    const seconds = (((time + this.zone.offset) % DAY) + DAY) % DAY;
    return seconds / HOUR;
  }

  /** How much goes on, 0 to 1, with soft edges of an hour and a dip at noon. */
  intensity(time: number): number {
    const hour = this.hour(time);
    const rise = Math.min(1, Math.max(0, hour - this.#first + 0.5));
    const fall = Math.min(1, Math.max(0, this.#last - hour + 0.5));
    const dip = Math.abs(hour - 12.5) < 0.6 ? this.#lunch : 1;
    const base = this.#night + (1 - this.#night) * Math.min(rise, fall) * dip;
    return this.isOff(time) ? base * this.#dayOff : base;
  }

  /** A time on the local day of `time`, at the local hour `hour`. */
  at(time: number, hour: number): number {
    const midnight = Math.floor((time + this.zone.offset) / DAY) * DAY;
    return midnight - this.zone.offset + hour * HOUR;
  }
}

/** Office hours of people: nearly nothing at night. */
export function officeCalendar(random: Random, zone: Zone): Calendar {
  const first = uniform(random, 6.5, 10.5);
  return new Calendar(zone, {
    first,
    last: first + uniform(random, 7.5, 11),
    night: random.chance(0.3) ? uniform(random, 0, 0.06) : 0,
    dayOff: random.chance(0.25) ? uniform(random, 0.02, 0.25) : 0.005,
    lunch: uniform(random, 0.2, 0.9),
  });
}

/** Hours of customers' traffic: wider, with more at night and on days off. */
export function trafficCalendar(random: Random, zone: Zone): Calendar {
  const first = uniform(random, 5, 10);
  return new Calendar(zone, {
    first,
    last: Math.min(23.5, first + uniform(random, 9, 16)),
    night: uniform(random, 0.03, 0.6),
    dayOff: uniform(random, 0.1, 1),
    lunch: uniform(random, 0.8, 1),
  });
}
