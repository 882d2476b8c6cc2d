/**
 * A half-open range of time: `from` is inside, `to` is not. Times are whole seconds since the Unix epoch; CloudTrail's
 * `eventTime` has no finer resolution.
 */
export interface TimeRange {
  /** First second inside. @default 0 */
  readonly from: number;
  /** First second outside. */
  readonly to: number;
}

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** The latest second that a state can hold (it keeps times in 32 unsigned bits): 2106-02-07T06:28:15Z. */
export const MAX_TIME = 0xffff_ffff;

export const ALL_TIME: TimeRange = { from: 0, to: MAX_TIME };

const ISO_SECONDS = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an ISO 8601 instant with seconds and a zone, as CloudTrail writes it (`2026-03-01T12:00:05Z`).
 * @returns epoch seconds without fractions, or `undefined` when the text is not such an instant or is outside 1970–2106
 */
export function parseInstant(text: string): number | undefined {
  return plainInstant(text) ?? anyInstant(text);
}

/** A date and a time of day, as queries and other programs write them: with a space, without a zone, or without seconds. */
const OTHER_SPELLINGS =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?:(:\d{2})(?:[.,]\d+)?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
/** Seconds and their parts since the epoch. */
const DIGITS = /^(\d{9,19})(?:\.\d+)?$/;

/**
 * Reads the time of an event in a record that may have gone through a query or another program: as CloudTrail writes it
 * (`2026-03-01T12:00:05Z`), with a space, a fraction, another offset (`+00`, `+0000`, `+00:00`, `UTC`) or none, which
 * means UTC, or as seconds, milli-, micro- or nanoseconds since the epoch.
 * @returns epoch seconds without fractions, or `undefined` when the text is none of these or is outside 1970–2106
 */
export function parseEventTime(text: string): number | undefined {
  return parseInstant(text) ?? epochTime(text) ?? otherSpelling(text.trim());
}

function otherSpelling(text: string): number | undefined {
  const match = OTHER_SPELLINGS.exec(text);
  if (match === null) return undefined;
  const [, date, minutes, seconds = ':00', zone = 'Z'] = match;
  return anyInstant(`${date!}T${minutes!}${seconds}${zoneOf(zone.toUpperCase())}`);
}

/** `UTC` → `Z`, `+01` and `+0100` → `+01:00` */
function zoneOf(zone: string): string {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}

/** Digits by their number: seconds have up to 10 until 2106, milliseconds 13, microseconds 16, nanoseconds 19. */
function epochTime(text: string): number | undefined {
  const [, digits] = DIGITS.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const surplus = digits.length <= 10 ? 0 : digits.length <= 13 ? 3 : digits.length <= 16 ? 6 : 9;
  const seconds = Number(digits.slice(0, digits.length - surplus));
  return seconds < MAX_TIME ? seconds : undefined;
}

/** Days before each month and in each month of a common year. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The fast way for instants of this century as CloudTrail writes them; `undefined` for every other text. */
function plainInstant(text: string): number | undefined {
  if (text.length !== 20 || !text.startsWith('20') || !text.endsWith('Z')) return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') {
    return undefined;
  }
  const year = twoDigits(text, 2);
  const month = twoDigits(text, 5) - 1;
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  return secondsOf(year, month, day, hour, minute, second);
}

/**
 * The same for `length` bytes of a text from `at` on, so that no text need be made of them. `undefined` for some texts that
 * `parseInstant` can read.
 */
export function plainInstantIn(bytes: Uint8Array, at: number, length: number): number | undefined {
  if (length !== 20 || bytes[at] !== 0x32 || bytes[at + 1] !== 0x30 || bytes[at + 19] !== 0x5a)
    return undefined;
  if (bytes[at + 4] !== 0x2d || bytes[at + 7] !== 0x2d || bytes[at + 10] !== 0x54) return undefined;
  if (bytes[at + 13] !== 0x3a || bytes[at + 16] !== 0x3a) return undefined;
  return secondsOf(
    twoDigitsIn(bytes, at + 2),
    twoDigitsIn(bytes, at + 5) - 1,
    twoDigitsIn(bytes, at + 8),
    twoDigitsIn(bytes, at + 11),
    twoDigitsIn(bytes, at + 14),
    twoDigitsIn(bytes, at + 17),
  );
}

/**
 * @param year of this century, 0 to 99
 * @param month 0 to 11
 * @returns `undefined` if there is no such instant, a number is NaN, or it takes `anyInstant` to tell
 */
function secondsOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  // 29 February is left to `anyInstant`. Comparisons with NaN are false.
  if (!(year >= 0 && month >= 0 && month < 12 && day >= 1 && day <= DAYS_IN[month]!)) return undefined;
  if (!(hour < 24 && minute < 60 && second < 60)) return undefined;
  const leapDays = Math.floor((year + 3) / 4) + (year % 4 === 0 && month > 1 ? 1 : 0);
  const days = FIRST_OF_2000 + year * 365 + leapDays + DAYS_BEFORE[month]! + day - 1;
  return days * DAY + hour * HOUR + minute * MINUTE + second;
}

/** Days from 1970 to 2000. */
const FIRST_OF_2000 = 10_957;

/** NaN when one of the characters is not a digit. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function twoDigitsIn(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 0x30;
  const ones = bytes[at + 1]! - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function anyInstant(text: string): number | undefined {
  const match = ISO_SECONDS.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  // Date.parse accepts 30 February (as 2 March) and hour 24.
  const isDay = new Date(Date.UTC(year!, month! - 1, day)).getUTCDate() === day;
  if (!isDay || hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const seconds = Math.floor(Date.parse(text) / 1000);
  return seconds >= 0 && seconds < MAX_TIME ? seconds : undefined;
}

/** `1772366405` → `2026-03-01T12:00:05Z` */
export function formatInstant(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
