import { exponential, normal } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR, localDay, isWorkday, timeAt, monthDay, type Office, type Span } from '../calendar.js';
import { gamma, uniform } from '../draw.js';

/** Times of a schedule with a fixed period in seconds, each with its own delay. Some runs are missed. */
export function cron(random: Random, span: Span, period: number): number[] {
  const phase = Math.floor(random.float() * period);
  const jitter = random.chance(0.6) ? uniform(random, 0, 20) : uniform(random, 0, period / 4);
  const missed = random.chance(0.3) ? uniform(random, 0, 0.1) : 0;
  const times: number[] = [];
  for (let t = span.from + phase; t < span.to; t += period)
    if (!random.chance(missed)) times.push(t + random.float() * jitter);
  return times;
}

/** Runs at an hour of each workday. */
export function workdays(random: Random, span: Span, office: Office): number[] {
  const hour = uniform(random, 0, 24);
  const jitter = random.pick([10, 120, HOUR]);
  const times: number[] = [];
  for (let day = localDay(office, span.from); timeAt(office, day, 0) < span.to; day++)
    if (isWorkday(office, day)) times.push(timeAt(office, day, hour) + random.float() * jitter);
  return times;
}

/** A renewal process: gamma distributed intervals with a mean in seconds. Shape 1 is Poisson, more is more even. */
export function renewal(random: Random, span: Span, mean: number, shape: number): number[] {
  const times: number[] = [];
  const scale = mean / shape;
  for (let t = span.from + random.float() * mean; t < span.to; t += gamma(random, shape) * scale)
    times.push(t);
  return times;
}

/** A cache that expires: read again at the first use after a time to live. Few uses at night make gaps. */
export function expiringCache(random: Random, span: Span, ttl: number, usesPerDay: number): number[] {
  const times: number[] = [];
  for (let t = span.from + random.float() * ttl; t < span.to;) {
    times.push(t);
    const hour = (t / HOUR) % 24;
    const busy = hour > 6 && hour < 20 ? 1.6 : 0.4;
    t += ttl + exponential(random, DAY / (usesPerDay * busy));
  }
  return times;
}

/** Days around the ends of months: the last `before` days and the first `after`, some runs on each. */
export function monthEnds(random: Random, span: Span, before: number, after: number, runs: number): number[] {
  const times: number[] = [];
  for (let t = span.from; t < span.to; t += DAY) {
    const { day, left } = monthDay(t);
    if (left >= before && day > after) continue;
    for (let i = 0; i < runs; i++) times.push(t + Math.abs(8 * HOUR + normal(random) * 3 * HOUR));
  }
  return times;
}
