import type { Random } from '../../../../src/simulate/random.js';
import {
  autoscale,
  hawkes,
  incidentDriven,
  markovModulated,
  modulatedPoisson,
  paretoGaps,
  queueWorkers,
} from './stochastic.js';
import { backfill, monthly, periodic, rolling, slots, sparse, steady } from './scheduled.js';
import { DAY, HOUR, logUniform, MINUTE, uniform } from './draw.js';
import type { ProcessName } from './dimensions.js';
import { both, cached, everyFewDays, type Process } from './process.js';
import type { Team } from './teams.js';

/** Times that several principals have in common, epoch seconds. */
export interface SharedTimes {
  readonly incidents: readonly number[];
  readonly patches: readonly number[];
}

/**
 * A process with about `perDay` episodes. Lanes, caches, bursts and states are drawn.
 */
export function composeProcess(
  random: Random,
  name: ProcessName,
  perDay: number,
  team: Team,
  shared: SharedTimes,
): Process {
  const rate = Math.max(0.02, perDay);
  const traffic = (time: number) => team.traffic.intensity(time);
  const office = (time: number) => team.office.intensity(time);
  const intensity = random.chance(0.7) ? traffic : random.chance(0.5) ? office : () => 1;
  const lanes = Math.max(1, Math.round(logUniform(random, 1, Math.min(40, Math.max(2, rate)))));
  switch (name) {
    case 'periodic':
      return periodic(
        DAY / rate,
        random.chance(0.5) ? uniform(random, 0, 300) : 2,
        random.chance(0.3) ? 0.08 : 0,
      );
    case 'nightly':
      return everyFewDays(
        slots(team.traffic, hours(random, rate, 0, 6), random.chance(0.2), logUniform(random, 5, 3000)),
        Math.min(7, Math.round(1 / rate)),
      );
    case 'office-slots':
      return everyFewDays(
        slots(team.office, hours(random, rate, 8, 19), true, logUniform(random, 60, 5400)),
        Math.min(4, Math.round(1 / rate)),
      );
    case 'month-end': {
      const days = random.pick([[-1], [1], [-2, -1, 1], [1, 15], [5], [-3, -2, -1], [28]]);
      return monthly(team.office, days, random.between(1, 6), logUniform(random, HOUR, 12 * HOUR));
    }
    case 'steady':
      return steady(lanes, (lanes * DAY) / rate, logUniform(random, 0.5 * DAY, 20 * DAY));
    case 'rolling': {
      const restarts = random.chance(0.5) ? [...team.releases, ...shared.patches] : team.releases;
      return both(
        rolling(restarts, lanes, logUniform(random, 3, 400)),
        modulatedPoisson(Math.min(rate, 2), () => 1, lanes),
      );
    }
    case 'sparse':
      return sparse(team.office, Math.min(rate * 30, logUniform(random, 0.7, 12)));
    case 'backfill':
      return both(backfill(random.between(1, 8)), periodic(DAY / Math.min(rate, 24), 60, 0.02));
    case 'diurnal':
      return modulatedPoisson(rate * 2.5, intensity, lanes);
    case 'hawkes':
      return hawkes(rate * 2, uniform(random, 0.2, 0.85), logUniform(random, 20, 3 * HOUR), intensity, lanes);
    case 'markov':
      return markovModulated(
        [
          { perDay: rate * uniform(random, 0, 0.3), duration: logUniform(random, 6 * HOUR, 4 * DAY) },
          { perDay: rate * uniform(random, 0.8, 2), duration: logUniform(random, 3 * HOUR, 3 * DAY) },
          { perDay: rate * uniform(random, 4, 15), duration: logUniform(random, 10 * MINUTE, 8 * HOUR) },
        ],
        intensity,
        lanes,
      );
    case 'pareto': {
      const alpha = uniform(random, 0.9, 2);
      return paretoGaps(Math.max(20, (DAY / rate) * (alpha > 1.1 ? (alpha - 1) / alpha : 0.1)), alpha, lanes);
    }
    case 'queue':
      return queueWorkers(
        rate * 5,
        logUniform(random, 5, 1200),
        logUniform(random, 60, HOUR),
        random.between(2, 30),
        intensity,
      );
    case 'autoscale':
      return autoscale(random.between(1, 3), Math.max(3, Math.min(80, rate)), random.float() * 2, traffic);
    case 'incidents':
      return incidentDriven(
        shared.incidents,
        uniform(random, 0.1, 0.7),
        random.between(1, 6),
        logUniform(random, 10 * MINUTE, 5 * HOUR),
      );
    case 'cached-traffic':
      return cached(modulatedPoisson(rate * 12, traffic, lanes), logUniform(random, 300, 4 * HOUR));
    case 'steady-and-surges':
      return both(
        steady(Math.min(lanes, 6), DAY / Math.min(24, rate), 6 * DAY),
        autoscale(0, Math.min(60, rate * 2), random.float() * 4, () => 0.05),
      );
  }
}

/** Local hours of up to 12 runs a day. */
function hours(random: Random, rate: number, first: number, last: number): number[] {
  const runs = Math.max(1, Math.min(12, Math.round(rate)));
  return Array.from({ length: runs }, () => uniform(random, first, last));
}
