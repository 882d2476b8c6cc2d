import type { Random } from '../../../../src/simulate/random.js';
import { exponential, logNormal, poisson } from '../../../../src/simulate/distributions.js';
import { DAY, HOUR, pareto } from './draw.js';
import type { Episode, Intensity, Process } from './process.js';

/** Above this, a process stops: a guard against runaway cascades. */
const MOST = 40_000;

/** Poisson whose rate follows an intensity; `perDay` is the rate at full intensity. */
export function modulatedPoisson(perDay: number, intensity: Intensity, lanes = 1): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    for (let time = from; episodes.length < MOST;) {
      time += exponential(random, DAY / perDay);
      if (time >= to) break;
      if (random.chance(intensity(time))) episodes.push({ time, lane: random.between(0, lanes - 1) });
    }
    return episodes;
  };
}

/**
 * Self-exciting (Hawkes, as a branching process): immigrants are Poisson with an intensity, each call has a Poisson
 * number of offspring with mean `branching` (below 1), which follow after exponential delays of mean `decay` seconds.
 */
export function hawkes(
  perDay: number,
  branching: number,
  decay: number,
  intensity: Intensity,
  lanes = 1,
): Process {
  return (random, from, to) => {
    const episodes = modulatedPoisson(perDay * (1 - branching), intensity, lanes)(random, from, to);
    for (let i = 0; i < episodes.length && episodes.length < MOST; i++) {
      const { time, lane } = episodes[i]!;
      for (let child = poisson(random, branching); child > 0; child--) {
        const later = time + exponential(random, decay);
        if (later < to)
          episodes.push({ time: later, lane: random.chance(0.7) ? lane : random.between(0, lanes - 1) });
      }
    }
    return episodes;
  };
}

/** Markov-modulated Poisson: states with their own rates per day and mean durations in seconds, visited at random. */
export function markovModulated(
  states: readonly { readonly perDay: number; readonly duration: number }[],
  intensity: Intensity,
  lanes = 1,
): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    for (let time = from; time < to && episodes.length < MOST;) {
      const state = random.pick(states);
      const until = Math.min(to, time + exponential(random, state.duration));
      if (state.perDay > 0)
        episodes.push(...modulatedPoisson(state.perDay, intensity, lanes)(random, time, until));
      time = until;
    }
    return episodes;
  };
}

/** Renewal with Pareto gaps of `minimum` seconds and the exponent `alpha`; long silences between bursts. */
export function paretoGaps(minimum: number, alpha: number, lanes = 1): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    let time = from + random.float() * Math.min(to - from, pareto(random, minimum, alpha));
    while (time < to && episodes.length < MOST) {
      episodes.push({ time, lane: random.between(0, lanes - 1) });
      time += Math.min(pareto(random, minimum, alpha), 20 * DAY);
    }
    return episodes;
  };
}

/**
 * A queue with workers that start when work waits and stop when idle for `idle` seconds: each start is a cold start
 * that reads. Jobs come in at `perDay`, and last `work` seconds (log-normal).
 */
export function queueWorkers(
  perDay: number,
  work: number,
  idle: number,
  most: number,
  intensity: Intensity,
): Process {
  return (random, from, to) => {
    const jobs = modulatedPoisson(perDay, intensity)(random, from, to);
    const freeAt = new Array<number>(most).fill(Number.NEGATIVE_INFINITY);
    const lanes = Array.from({ length: most }, (_, i) => i);
    const episodes: Episode[] = [];
    for (const { time } of jobs) {
      const warm = freeAt.findIndex((free) => free <= time && free + idle > time);
      const duration = logNormal(random, work, 0.8);
      if (warm >= 0) {
        freeAt[warm] = time + duration;
        continue;
      }
      const cold = freeAt.findIndex((free) => free <= time);
      if (cold < 0) {
        const next = freeAt.indexOf(Math.min(...freeAt));
        freeAt[next] = freeAt[next]! + duration;
        continue;
      }
      freeAt[cold] = time + duration;
      lanes[cold] = lanes[cold]! + most;
      episodes.push({ time, lane: lanes[cold] });
    }
    return episodes;
  };
}

/** Instances that follow the load: `base` at rest, up to `most`, with sudden surges; each new instance reads once. */
export function autoscale(base: number, most: number, surgesPerWeek: number, intensity: Intensity): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    const surges = surgeTimes(random, from, to, surgesPerWeek);
    let running = 0;
    let lane = 0;
    for (let time = from; time < to; time += HOUR / 4) {
      const surge = surges.find((one) => time >= one.from && time < one.to)?.factor ?? 1;
      const wanted = Math.min(most * surge, base + (most - base) * intensity(time) * surge);
      const target = Math.round(wanted);
      for (; running < target; running++)
        episodes.push({ time: time + random.float() * HOUR * 0.2, lane: lane++ });
      if (target < running - 1) running = target;
      if (random.chance(0.01)) running = Math.max(0, running - 1);
    }
    return episodes;
  };
}

function surgeTimes(random: Random, from: number, to: number, perWeek: number) {
  const count = poisson(random, (perWeek * (to - from)) / (7 * DAY));
  return Array.from({ length: count }, () => {
    const begin = from + random.float() * (to - from);
    return { from: begin, to: begin + logNormal(random, 2 * HOUR, 0.8), factor: logNormal(random, 4, 0.6) };
  });
}

/** After each incident that it hears of, some runs within hours. */
export function incidentDriven(
  times: readonly number[],
  hears: number,
  runs: number,
  delay: number,
): Process {
  return (random, from, to) =>
    times
      .filter((time) => time >= from && time < to && random.chance(hears))
      .flatMap((time) => {
        const count = 1 + poisson(random, runs);
        return Array.from({ length: count }, () => ({ time: time + exponential(random, delay), lane: 0 }));
      })
      .filter(({ time }) => time < to);
}
