import { setTimeout as sleep } from 'node:timers/promises';

/** Waits. @throws the signal's reason at once when it is aborted */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** The time by which requests are patient. */
export interface Time {
  /** How many times faster than real time it passes, for what is measured by timers elsewhere. */
  readonly speed: number;
  /** Milliseconds, the same on all threads. */
  now(): number;
  readonly pause: Pause;
}

/** @param speed how many times faster than real time it passes; only tests hurry. @default 1 */
export function realTime(speed = 1): Time {
  return {
    speed,
    now: () => (performance.timeOrigin + performance.now()) * speed,
    pause: async (milliseconds, signal) => {
      await sleep(milliseconds / speed, undefined, { signal }).catch(() => {
        throw signal.reason as Error;
      });
    },
  };
}
