import { refuse } from './answers.js';
import type { Fault } from './fault.js';
import { SPEED } from './world.js';

/** No answer at all for a while, in the time of the run. */
export const OUTAGES: readonly Fault[] = [10_000, 60_000].map((milliseconds) => ({
  name: `${milliseconds / 1000} seconds of 503`,
  kind: 'network' as const,
  arm: (world, dice) => {
    const begin = dice.below(60, 'begin');
    let until: number | undefined;
    world.disturbers.push((exchange) => {
      if (world.requests < begin) return false;
      until ??= performance.now() + milliseconds / SPEED;
      if (performance.now() >= until) return false;
      return (refuse(503, 'SlowDown')(exchange), true);
    });
    return {
      what: `${milliseconds / 1000} seconds of 503 from request ${begin} on`,
      mayLose: [],
      mayEnd: [],
    };
  },
}));

/** An outage that is longer than the patience of the run. */
export const LONG_OUTAGE: Fault = {
  name: 'an outage without end',
  kind: 'network',
  arm: (world, dice) => {
    const begin = 2 + dice.below(60, 'begin');
    world.disturbers.push((exchange) => {
      if (world.requests < begin) return false;
      refuse(503, 'SlowDown')(exchange);
      return true;
    });
    return { what: `503 for ever from request ${begin} on`, mayLose: [], mayEnd: ['E_SOURCE_UNAVAILABLE'] };
  },
};
