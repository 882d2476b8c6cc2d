import { DAY, formatInstant, HOUR, MINUTE } from '../../model/time.js';

const TWO = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
let day = -1;
let date = '';

/**
 * `eventTime` as CloudTrail writes it. The date of the last day is memoized, because most calls are on the same day.
 */
export function recordTime(seconds: number): string {
  const second = seconds % DAY;
  if (seconds - second !== day) {
    day = seconds - second;
    date = formatInstant(day).slice(0, 11);
  }
  const hour = Math.floor(second / HOUR);
  const minute = Math.floor((second % HOUR) / MINUTE);
  return `${date}${TWO[hour]!}:${TWO[minute]!}:${TWO[second % MINUTE]!}Z`;
}
