import { formatInstant, MAX_TIME, parseInstant } from '../../model/time.js';

/**
 * A time as other programs store it, in the form of CloudTrail's `eventTime`: whole seconds in UTC.
 * @param value a date; a number of seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by its size;
 *   or a text: ISO 8601, also with a space instead of `T`, without a zone (then it is UTC), with ` UTC` or `+0000`
 * @returns undefined if it is no such time, or is outside 1970–2106
 */
export function eventTimeOf(value: unknown): string | undefined {
  if (value instanceof Date) return ofSeconds(value.getTime() / 1000);
  if (typeof value === 'number' || typeof value === 'bigint') return ofNumber(Number(value));
  if (typeof value !== 'string') return undefined;
  if (/^\d{9,19}(?:\.\d+)?$/.test(value)) return ofNumber(Number(value));
  const seconds = parseInstant(value) ?? ofText(value);
  return seconds === undefined ? undefined : formatInstant(seconds);
}

/** Nanoseconds are divided three times, seconds not at all. */
function ofNumber(value: number): string | undefined {
  let seconds = value;
  for (let unit = 0; seconds > MAX_TIME && unit < 3; unit++) seconds /= 1000;
  return ofSeconds(seconds);
}

function ofSeconds(seconds: number): string | undefined {
  return seconds >= 0 && seconds < MAX_TIME ? formatInstant(Math.floor(seconds)) : undefined;
}

const LOOSE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,]\d{1,9})? ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;

function ofText(text: string): number | undefined {
  const match = LOOSE.exec(text);
  if (match === null) return undefined;
  const [, day, time, zone = 'Z'] = match;
  const digits = zone.replace(':', '').slice(1).padEnd(4, '0');
  const offset = zone === 'Z' || zone === 'UTC' ? 'Z' : `${zone[0]!}${digits.slice(0, 2)}:${digits.slice(2)}`;
  return parseInstant(`${day!}T${time!}${offset}`);
}
