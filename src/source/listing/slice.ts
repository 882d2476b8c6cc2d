import { hash64 } from '../../base/hash.js';
import { DAY, MAX_TIME, type TimeRange } from '../../model/time.js';
import type { ListingSlice } from '../source.js';

/** A folder of a day in a trail: account (where it is there), region, year, month and day; what is in it follows. */
const DAY_FOLDER =
  /\/(?:(\d{12})\/)?CloudTrail\/([a-z]+(?:-[a-z0-9]+){2,})\/(\d{4})\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])\//;

/** Days of a listing of which one end is open. */
const DAYS_OF_OPEN = 31;
/** Hours after which the work of a trail repeats, by day and by week. */
const WEEK_HOURS = 168;
const HOURS = 24;
const ALL_HOURS = Array.from({ length: HOURS }, (_, hour) => hour);
/** Most hours of a day that are listed each for itself. */
const MOST_NAMES = 2;

interface DayFolder {
  /** `ACCOUNT/REGION` */
  readonly trail: string;
  /** Days since the epoch. */
  readonly day: number;
  /** How CloudTrail begins the names of its objects there, up to the hour. */
  readonly nameStart: string;
  /** Where its content begins in the address. */
  readonly end: number;
}

/**
 * Deals the objects of a listing to its slices by their addresses alone, so that slices that know nothing of each other,
 * and list at different times, agree, and every object is in exactly one.
 *
 * What is in the folder of a day is dealt by account, region and day: the days of each account and region in turn, so
 * that every slice gets the same share of large and small ones. When there are more slices than days, it is dealt by the
 * hour in CloudTrail's names, and under other names with the first hour. All else is dealt by a hash of the address.
 */
export class SliceDealer {
  readonly #slice: ListingSlice;
  readonly #byHour: boolean;
  /** How far the deal moves on in each round. */
  readonly #shift: number;
  readonly #hash = new Uint32Array(2);
  /** The last one that was asked for. */
  #trail = { name: '-', start: 0 };

  /** @param delivered of the listing: says how many days there are */
  constructor(slice: ListingSlice, delivered: TimeRange) {
    const { of } = slice;
    this.#slice = slice;
    this.#byHour = of > daysIn(delivered);
    this.#shift = shiftOf(of, this.#byHour ? WEEK_HOURS : WEEK_HOURS / HOURS);
  }

  /** The slice that an object belongs to, 1 to `of`. @param uri its address */
  partOf(uri: string): number {
    const found = dayFolderIn(uri);
    if (found === undefined) return 1 + (this.#hashOf(uri) % this.#slice.of);
    const { day, trail } = found;
    return this.#dealt(this.#byHour ? day * HOURS + hourOf(uri, found) : day, this.#startOf(trail));
  }

  /** Whether an object is of the slice. @param uri its address */
  hasObject(uri: string): boolean {
    return this.partOf(uri) === this.#slice.part;
  }

  /** Whether anything in a folder may be of the slice. @param uri its address, which ends in `/` */
  hasFolder(uri: string): boolean {
    const found = dayFolderIn(uri);
    return found === undefined || this.#hoursOf(found).length > 0;
  }

  /**
   * How the names begin that the slice has in the folder of a day, when these are few.
   * @returns `undefined` when it may have any names there
   */
  namesIn(uri: string): string[] | undefined {
    const found = dayFolderIn(uri);
    if (found === undefined || found.end !== uri.length) return undefined;
    const hours = this.#hoursOf(found);
    if (hours.length > MOST_NAMES || hours.includes(0)) return undefined;
    return hours.map((hour) => `${found.nameStart}${String(hour).padStart(2, '0')}`);
  }

  /** The hours of a day that are of the slice. */
  #hoursOf({ trail, day }: DayFolder): number[] {
    const { part } = this.#slice;
    const start = this.#startOf(trail);
    if (!this.#byHour) return this.#dealt(day, start) === part ? ALL_HOURS : [];
    return ALL_HOURS.filter((hour) => this.#dealt(day * HOURS + hour, start) === part);
  }

  /** The slice to which a day or an hour is dealt, 1 to `of`. */
  #dealt(unit: number, start: number): number {
    const { of } = this.#slice;
    const round = Math.floor(unit / of);
    return 1 + ((((unit + start - this.#shift * round) % of) + of) % of);
  }

  /** Where the deal of an account and region begins. */
  #startOf(trail: string): number {
    if (this.#trail.name !== trail) this.#trail = { name: trail, start: this.#hashOf(trail) };
    return this.#trail.start;
  }

  #hashOf(text: string): number {
    hash64(text, this.#hash);
    return this.#hash[0]!;
  }
}

function daysIn({ from, to }: TimeRange): number {
  return from === 0 || to >= MAX_TIME ? DAYS_OF_OPEN : Math.ceil((to - from) / DAY);
}

/**
 * A slice gets every (`of` + shift)-th day or hour. When that has a divisor in common with the length of a week, the slice
 * gets the same days of the week, or the same hours of the day, again and again, and these differ.
 */
function shiftOf(of: number, period: number): number {
  for (let step = 0; ; step++) {
    for (const shift of [-step, step]) {
      if (of + shift > 0 && greatestCommonDivisor(of + shift, period) === 1) return shift;
    }
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The first folder of a day in an address. A listing does not enter it when it has nothing of the slice. */
function dayFolderIn(uri: string): DayFolder | undefined {
  const match = DAY_FOLDER.exec(uri);
  if (match === null) return undefined;
  const [whole, account = '', region, year, month, date] = match;
  return {
    trail: `${account}/${region!}`,
    day: Date.UTC(Number(year), Number(month) - 1, Number(date)) / 1000 / DAY,
    nameStart: `${account}_CloudTrail_${region!}_${year!}${month!}${date!}T`,
    end: match.index + whole.length,
  };
}

/** The hour in the name of an object directly in the folder of its day, 0 to 23; 0 under another name. */
function hourOf(uri: string, { nameStart, end }: DayFolder): number {
  if (!uri.startsWith(nameStart, end)) return 0;
  const hour = /^\d{2}/.exec(uri.slice(end + nameStart.length, end + nameStart.length + 2))?.[0];
  return hour === undefined || Number(hour) >= HOURS ? 0 : Number(hour);
}
