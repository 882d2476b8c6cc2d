import type { Pause, Time } from '../../src/source/s3/time.js';

/**
 * A time that passes only in pauses, each of which it makes as short as `pause` does. Pauses side by side pass together.
 */
export function virtualTime(pause: Pause): Time {
  let now = 1;
  return {
    speed: 1,
    now: () => now,
    pause: async (milliseconds, signal) => {
      const end = now + milliseconds;
      await pause(milliseconds, signal);
      now = Math.max(now, end);
    },
  };
}
