import { formatInstant } from '../../model/time.js';

let lastSecond = -1;
let lastText = '';

/** `eventTime` as CloudTrail writes it. Remembers the last one, as neighbours in time share it. */
export function recordTime(seconds: number): string {
  if (seconds !== lastSecond) {
    lastSecond = seconds;
    lastText = formatInstant(seconds);
  }
  return lastText;
}
