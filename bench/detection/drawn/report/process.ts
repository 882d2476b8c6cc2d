import type { Random } from '../../../../src/simulate/random.js';

/** One time at which a principal does its work, on one of its lanes: an instance, a worker, a runner. */
export interface Episode {
  /** Epoch seconds, with a fraction. */
  readonly time: number;
  /** From 0; lanes that live at the same time differ. */
  readonly lane: number;
}

/** Draws the episodes in `[from, to)`, epoch seconds. The order is free. */
export type Process = (random: Random, from: number, to: number) => Episode[];

/** A relative intensity in [0, 1] at a time. */
export type Intensity = (time: number) => number;

/** Keeps the episodes of another process that lie in `[from, to)`. */
export function windowed(process: Process, from: number, to: number): Process {
  return (random, start, end) => {
    const low = Math.max(from, start);
    const high = Math.min(to, end);
    return low < high ? process(random, low, high) : [];
  };
}

/** Keeps the episodes of one day in `every`, all of them on that day: what is too much for each day. */
export function everyFewDays(process: Process, every: number): Process {
  if (every <= 1) return process;
  return (random, from, to) => {
    const phase = random.between(0, every - 1);
    return process(random, from, to).filter(({ time }) => Math.floor(time / 86_400) % every === phase);
  };
}

/** Two processes at once; the lanes of the second lie above 1000. */
export function both(first: Process, second: Process): Process {
  return (random, from, to) => [
    ...first(random, from, to),
    ...second(random, from, to).map(({ time, lane }) => ({ time, lane: lane + 1000 })),
  ];
}

/** What a cache with a lifetime of `seconds` lets through, per lane: the Lambda extension, the caching clients. */
export function cached(process: Process, seconds: number): Process {
  return (random, from, to) => {
    const until = new Map<number, number>();
    const episodes = process(random, from, to).sort((a, b) => a.time - b.time);
    return episodes.filter(({ time, lane }) => {
      if (time < (until.get(lane) ?? 0)) return false;
      until.set(lane, time + seconds);
      return true;
    });
  };
}
