import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR, MINUTE, type Office, type Span } from '../calendar.js';
import { logUniform, weighted } from '../draw.js';
import { bursts, drawCycle, poissonTimes, rareTimes, selfExciting } from './random-times.js';
import { cron, expiringCache, monthEnds, renewal, workdays } from './regular.js';

/** Names of the processes that runs of a program follow. */
export type TimingKind =
  | 'cron' | 'workdays' | 'renewal' | 'cache' | 'poisson' | 'bursts' | 'self-exciting' | 'month-end' | 'rare'
  | 'restarts'; // prettier-ignore

/** Weights of a program of no particular kind. */
export const PROGRAM_TIMINGS: readonly (readonly [TimingKind, number])[] = [
  ['cron', 3],
  ['workdays', 1],
  ['renewal', 2],
  ['cache', 2],
  ['poisson', 3],
  ['bursts', 2],
  ['self-exciting', 1.5],
  ['month-end', 0.3],
  ['rare', 1],
  ['restarts', 2.5],
];

const PERIODS = [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, DAY, 7 * DAY];

/** Times of a program's runs in a span, in order. `perDay` is about how many, where the process leaves it open. */
export function drawTimes(
  random: Random,
  span: Span,
  office: Office,
  kind: TimingKind,
  perDay: number,
): number[] {
  return times(random, span, office, kind, perDay).sort((a, b) => a - b);
}

function times(random: Random, span: Span, office: Office, kind: TimingKind, perDay: number): number[] {
  const period = DAY / perDay;
  switch (kind) {
    case 'cron':
      return cron(random, span, PERIODS.findLast((one) => one <= period) ?? PERIODS[0]!);
    case 'workdays':
      return workdays(random, span, office);
    case 'renewal':
      return renewal(random, span, period, logUniform(random, 0.3, 20));
    case 'cache':
      return expiringCache(random, span, period, logUniform(random, 2, 200));
    case 'poisson':
      return poissonTimes(random, span, perDay, drawCycle(random, office));
    case 'bursts':
      return bursts(random, span, perDay, drawCycle(random, office));
    case 'self-exciting':
      return selfExciting(random, span, perDay);
    case 'month-end':
      return monthEnds(random, span, random.between(0, 3), random.between(0, 3), random.between(1, 4));
    case 'rare':
      return rareTimes(random, span, logUniform(random, 0.5, 5));
    case 'restarts':
      return renewal(random, span, logUniform(random, 0.5, 8) * DAY, weighted(random, [[1, 2], [0.4, 1]])); // prettier-ignore
  }
}
