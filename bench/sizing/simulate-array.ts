import { Random } from '../../src/simulate/random.js';

/** An array of tasks on instances that Spot may take away. */
export interface ArrayPlan {
  readonly slices: number;
  /** Instances at once; each runs one slice at a time. */
  readonly instances: number;
  /** Seconds of work of an average slice on a usual instance. */
  readonly sliceSeconds: number;
  /** How unequal slices are: the standard deviation of the logarithm of their size. */
  readonly spread: number;
  /** How unequal instances are, likewise: of their slowness. */
  readonly slowness: number;
  /** Interruptions of an instance in an hour, on average. */
  readonly interruptions: number;
  /** Seconds of work that an interruption loses at most: the time between two checkpoints. */
  readonly checkpoint: number;
  /** Seconds until another instance runs a task that was interrupted, or the first one. */
  readonly start: number;
}

export interface ArrayOutcome {
  /** Until the last slice is whole. */
  readonly seconds: number;
  /** Time of all instances from when each began its first slice until it had no more, hours. */
  readonly instanceHours: number;
  readonly interrupted: number;
  /** Work that was done twice, as a share of all work. */
  readonly repeated: number;
}

const HOUR = 3600;

/**
 * Plays an array of slices on instances, the next slice to whichever is free first. An interruption takes the instance away
 * at a random moment; its slice goes on, from its last checkpoint, on a new instance after `start` seconds.
 * @param seed the same seed gives the same outcome
 */
export function simulateArray(plan: ArrayPlan, seed: number): ArrayOutcome {
  const { slices, instances, sliceSeconds, spread, slowness, interruptions, checkpoint, start } = plan;
  const random = new Random(seed);
  // Sizes with the mean 1.
  const unequal = (deviation: number): number => Math.exp(normal(random) * deviation - deviation ** 2 / 2);
  const work = Array.from({ length: slices }, () => sliceSeconds * unequal(spread));
  const total = work.reduce((sum, one) => sum + one, 0);
  let [busy, interrupted, repeated, end] = [0, 0, 0, 0];
  const free = Array.from({ length: Math.min(instances, slices) }, () => ({
    at: start,
    slow: unequal(slowness),
  }));
  for (const slice of work) {
    const instance = free.reduce((least, one) => (one.at < least.at ? one : least));
    let left = slice;
    while (left > 0) {
      const wall = left * instance.slow;
      const until = interruptions === 0 ? Infinity : -Math.log(1 - random.float()) * (HOUR / interruptions);
      if (until >= wall) {
        instance.at += wall;
        busy += wall;
        break;
      }
      const lost = Math.min(random.float() * checkpoint, until) / instance.slow;
      interrupted++;
      repeated += lost;
      left -= until / instance.slow - lost;
      busy += until;
      instance.at += until + start;
      instance.slow = unequal(slowness);
    }
    end = Math.max(end, instance.at);
  }
  return { seconds: end, instanceHours: busy / HOUR, interrupted, repeated: repeated / total };
}

/** A number of the standard normal distribution. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
}

/** The middle one of some simulations, and one that 19 of 20 stay below, of what `of` says. */
export function quantiles(
  outcomes: readonly ArrayOutcome[],
  of: (outcome: ArrayOutcome) => number,
): { readonly median: number; readonly high: number } {
  const values = outcomes.map(of).sort((a, b) => a - b);
  const at = (share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  return { median: at(0.5), high: at(0.95) };
}
