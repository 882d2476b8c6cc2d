import { exponential, logNormal, poisson } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR, isWorkday, localDay, localHour, type Office, type Span } from '../calendar.js';
import { logUniform, uniform } from '../draw.js';

/** How much goes on, relative to the busiest time. */
export interface Cycle {
  readonly office: Office;
  /** Level at night and at weekends, 0 to 1. */
  readonly night: number;
  readonly weekend: number;
  /** Local hour with the most traffic. */
  readonly noon: number;
}

export function drawCycle(random: Random, office: Office): Cycle {
  return { office, night: random.float() ** 2, weekend: random.float(), noon: uniform(random, 10, 20) };
}

/** Level of a cycle at a time, 0 to 1. */
export function level({ office, night, weekend, noon }: Cycle, time: number): number {
  const wave = 0.5 + 0.5 * Math.cos(((localHour(office, time) - noon) / 12) * Math.PI);
  return (night + (1 - night) * wave) * (isWorkday(office, localDay(office, time)) ? 1 : weekend);
}

/** A Poisson process whose rate follows a cycle, by thinning. `perDay` is the mean on a workday. */
export function poissonTimes(random: Random, span: Span, perDay: number, cycle: Cycle): number[] {
  const busiest = perDay / (0.5 + 0.5 * cycle.night) / DAY;
  const times: number[] = [];
  for (
    let t = span.from + exponential(random, 1 / busiest);
    t < span.to;
    t += exponential(random, 1 / busiest)
  )
    if (random.chance(level(cycle, t))) times.push(t);
  return times;
}

/** Clusters: each event of a Poisson process has some others after it. Sizes are log-normal, so some are huge. */
export function bursts(random: Random, span: Span, perDay: number, cycle: Cycle): number[] {
  const size = logUniform(random, 2, 12);
  const width = logUniform(random, 5, HOUR);
  return poissonTimes(random, span, perDay / size, cycle).flatMap((parent) =>
    Array.from(
      { length: Math.min(200, Math.max(1, poisson(random, logNormal(random, size, 0.7)))) },
      () => parent + exponential(random, width),
    ),
  );
}

/** A self-exciting process: each event makes another more likely for some hours. Runs of busy and of quiet days. */
export function selfExciting(random: Random, span: Span, perDay: number): number[] {
  const branching = uniform(random, 0.4, 0.85);
  const memory = logUniform(random, HOUR / 2, 2 * DAY);
  const times: number[] = [];
  const limit = perDay * ((span.to - span.from) / DAY) * 6 + 20;
  const queue: number[] = [];
  const immigrants = (perDay * (1 - branching)) / DAY;
  for (
    let t = span.from + exponential(random, 1 / immigrants);
    t < span.to;
    t += exponential(random, 1 / immigrants)
  )
    queue.push(t);
  while (queue.length > 0 && times.length < limit) {
    const t = queue.pop()!;
    if (t >= span.to) continue;
    times.push(t);
    for (let i = poisson(random, branching); i > 0; i--) queue.push(t + exponential(random, memory));
  }
  return times;
}

/** A few times in the whole period, `perMonth` in 30 days. */
export function rareTimes(random: Random, span: Span, perMonth: number): number[] {
  const count = poisson(random, (perMonth * (span.to - span.from)) / (30 * DAY));
  return Array.from({ length: count }, () => uniform(random, span.from, span.to));
}
