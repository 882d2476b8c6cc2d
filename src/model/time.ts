/**
 * Time is whole seconds since the Unix epoch (CloudTrail's `eventTime` has no finer resolution), and every
 * range is half-open: `from` belongs to it, `to` does not.
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
 * @returns epoch seconds, fractions dropped, or `undefined` when the text is no such instant or lies outside 1970–2106.
 */
export function parseInstant(text: string): number | undefined {
  const match = ISO_SECONDS.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  // Date.parse takes 30 February for 2 March, and hour 24.
  const isDay = new Date(Date.UTC(year!, month! - 1, day)).getUTCDate() === day;
  if (!isDay || hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const seconds = Math.floor(Date.parse(text) / 1000);
  return seconds >= 0 && seconds < MAX_TIME ? seconds : undefined;
}

/** `1772366405` → `2026-03-01T12:00:05Z` */
export function formatInstant(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
