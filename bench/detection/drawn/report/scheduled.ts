import { exponential, logNormal, poisson } from '../../../../src/simulate/distributions.js';
import type { Calendar } from './calendar.js';
import { DAY, HOUR, uniform } from './draw.js';
import type { Episode, Process } from './process.js';

/** Every `period` seconds with a jitter in seconds; a run is missed with the probability `miss`. */
export function periodic(period: number, jitter: number, miss: number): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    for (let time = from + random.float() * period; time < to; time += period)
      if (!random.chance(miss)) episodes.push({ time: time + random.float() * jitter, lane: 0 });
    return episodes;
  };
}

/** At the same local hours of each day, or of each working day; a run starts up to `jitter` seconds late. */
export function slots(
  calendar: Calendar,
  hours: readonly number[],
  workdays: boolean,
  jitter: number,
): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    for (let day = from; day < to + DAY; day += DAY) {
      for (const hour of hours) {
        const time = calendar.at(day, hour) + random.float() * jitter;
        if (time >= from && time < to && !(workdays && calendar.isOff(time)))
          episodes.push({ time, lane: 0 });
      }
    }
    return episodes;
  };
}

/** On some days of each month (counted from its end when negative: -1 is the last), a few runs each. */
export function monthly(calendar: Calendar, days: readonly number[], runs: number, spread: number): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    for (let day = from; day < to; day += DAY) {
      const local = new Date((day + calendar.zone.offset) * 1000);
      const length = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
      const date = local.getUTCDate();
      if (!days.includes(date) && !days.includes(date - length - 1)) continue;
      for (let run = 0; run < runs; run++)
        episodes.push({ time: calendar.at(day, 6) + random.float() * spread, lane: run });
    }
    return episodes;
  };
}

/** Steady instances that read at start and again after each `lifetime` of their cache, and are replaced at random. */
export function steady(lanes: number, lifetime: number, replacedEvery: number): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    for (let slot = 0; slot < lanes; slot++) {
      let lane = slot;
      let replaced = from + exponential(random, replacedEvery);
      let time = from + random.float() * Math.min(lifetime, replacedEvery);
      while (time < to) {
        episodes.push({ time, lane });
        time += lifetime * uniform(random, 0.97, 1.03);
        if (time > replaced) {
          time = replaced + random.float() * 90;
          lane += lanes;
          replaced += exponential(random, replacedEvery);
        }
      }
    }
    return episodes;
  };
}

/** All instances restart one after the other, at given times such as releases. */
export function rolling(times: readonly number[], lanes: number, gap: number): Process {
  return (random, from, to) =>
    times
      .filter((time) => time >= from && time < to)
      .flatMap((time, release) =>
        Array.from({ length: lanes }, (_, i) => ({
          time: time + i * gap * uniform(random, 0.6, 1.4),
          lane: release * lanes + i,
        })),
      );
}

/** A few times in the whole period, anywhere in the calendar's working hours. */
export function sparse(calendar: Calendar, perMonth: number): Process {
  return (random, from, to) => {
    const episodes: Episode[] = [];
    const count = poisson(random, (perMonth * (to - from)) / (30 * DAY));
    for (let tries = 0; episodes.length < count && tries < 400; tries++) {
      const time = from + random.float() * (to - from);
      if (random.chance(calendar.intensity(time))) episodes.push({ time, lane: 0 });
    }
    return episodes;
  };
}

/** A backfill: for some hours, runs every few minutes, once in the period at a random time. */
export function backfill(workers: number): Process {
  return (random, from, to) => {
    const begin = from + random.float() * (to - from);
    const hours = logNormal(random, 6, 0.8);
    const every = logNormal(random, 900, 0.7);
    const episodes: Episode[] = [];
    for (let lane = 0; lane < workers; lane++)
      for (let time = begin; time < Math.min(to, begin + hours * HOUR); time += exponential(random, every))
        episodes.push({ time, lane });
    return episodes;
  };
}
