import { InvalidArgumentError } from 'commander';
import { DAY, HOUR, MINUTE, parseInstant } from '../model/time.js';
import type { ListingSlice } from '../source/listing/object-filter.js';

/*
 * Parsers of option values. commander puts the option's name before the message of an error.
 */

/** `2026-03-01` (its first second, UTC) or an ISO 8601 instant with a zone. @returns epoch seconds */
export function timeValue(text: string): number {
  const seconds = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (seconds === undefined) {
    throw new InvalidArgumentError(
      'Give a day such as 2026-03-01 or an instant such as 2026-03-01T12:00:00Z.',
    );
  }
  return seconds;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/** `14d`, `36h`, `90m`, `2w`, `0`. @returns seconds */
export function durationValue(text: string): number {
  const match = /^(\d{1,9}(?=s)|\d{1,6})([smhdw])$/.exec(text);
  if (match === null && text !== '0') {
    throw new InvalidArgumentError('Give a whole number and a unit, such as 14d, 36h or 90m.');
  }
  return match === null ? 0 : Number(match[1]) * UNITS[match[2]!]!;
}

/** Makes a parser of whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** `2/8`: the second of eight parts. */
export function sliceValue(text: string): ListingSlice {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  const [part, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || part < 1 || part > of) {
    throw new InvalidArgumentError('Give the part and the number of parts, such as 2/8; parts count from 1.');
  }
  return { part, of };
}

/** Collects a repeatable option. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Collects a repeatable option whose values are lists separated by commas. */
export function listValues(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((value) => value.trim())];
}

/** Collects a repeatable option whose values are 12-digit account ids. */
export function accountValues(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('Give an account id of 12 digits.');
  return [...before, text];
}

/** Collects a repeatable option whose values are region names. */
export function regionValues(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[a-z]{2,}(-[a-z0-9]+)+$/.test(text)) {
    throw new InvalidArgumentError('Give a region such as eu-central-1.');
  }
  return [...before, text];
}

const SIZE_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** A size such as 512M or 1.5G, or a number of bytes; the units are powers of 1024. @returns bytes */
export function sizeValue(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(text) ?? [];
  const bytes = Number(amount) * SIZE_UNITS[unit.toUpperCase()]!;
  if (!(bytes >= 1)) throw new InvalidArgumentError('not a size such as 512M or 2G');
  return bytes;
}
