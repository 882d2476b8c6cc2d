import { Emitter, type Caller } from '../emitter.js';
import type { Random } from '../random.js';
import type { RetrievalEvent } from '../retrieval-event.js';
import type { Secret } from '../secret.js';
import type { TheftShape } from './theft-shape.js';

/** Event streams from this number on are thefts; lower ones are principals. */
export const THEFT_EVENTS = 0x8000_0000;

const MOST_PER_BATCH = 20;

export interface TheftPlan {
  readonly id: string;
  /** Index of the theft, from 0. */
  readonly number: number;
  readonly shape: TheftShape;
  /** Start, epoch seconds. */
  readonly time: number;
  readonly caller: Caller;
  readonly secrets: readonly Secret[];
  readonly random: Random;
}

/** The calls of one theft, in time order, all within `[time, time + shape.seconds]`. */
export function commitTheft(plan: TheftPlan): RetrievalEvent[] {
  const { shape, time, caller, secrets, random } = plan;
  const events: RetrievalEvent[] = [];
  const emitter = new Emitter(THEFT_EVENTS + plan.number, events, plan.id);
  if (shape.access !== 'get') {
    const pages = Math.ceil(secrets.length / MOST_PER_BATCH);
    for (let page = 0; page < pages; page++) {
      const disclosed = secrets.slice(page * MOST_PER_BATCH, (page + 1) * MOST_PER_BATCH);
      const now = time + (page * shape.seconds) / pages;
      emitter.batch(now, caller, {
        by: 'filters',
        maxResults: disclosed.length === MOST_PER_BATCH ? null : disclosed.length,
        secrets: disclosed,
        childless: shape.access === 'batch',
      });
      if (shape.access === 'batchWithChildren')
        for (const secret of disclosed) emitter.get(now, caller, secret);
    }
    return events;
  }
  const granted = time + (shape.denied > 0 ? shape.seconds / 2 : 0);
  for (const now of moments(random, time, granted, shape.denied)) {
    emitter.get(now, caller, random.pick(secrets), 'AccessDenied');
  }
  moments(random, granted, time + shape.seconds, secrets.length).forEach((now, i) =>
    emitter.get(now, caller, secrets[i]!),
  );
  return events;
}

/** `count` times from `from` to `to`, ascending: the first and the last at the ends, the others at random. */
function moments(random: Random, from: number, to: number, count: number): number[] {
  const times = Array.from({ length: count }, (_, i) =>
    i === 0 ? from : i === count - 1 ? to : from + random.float() * (to - from),
  );
  return times.sort((a, b) => a - b);
}
