import { DAY } from '../model/time.js';
import { Emitter } from './emitter.js';
import type { Organisation } from './organisation.js';
import type { Day } from './persona.js';
import type { RetrievalEvent } from './retrieval-event.js';

/**
 * All calls of an organisation's principals and thieves, in time order. It keeps about one day in memory. An
 * organisation can be run only once, because its principals have state.
 */
export function* retrievalEvents({ setting, actors, thefts }: Organisation): Generator<RetrievalEvent> {
  const pending: RetrievalEvent[] = [];
  const emitters = actors.map((actor) => new Emitter(actor.principal.index, pending));
  const stolen = thefts.flatMap((theft) => theft.events).sort(inTimeOrder);
  let nextStolen = 0;
  for (let start = setting.start - (setting.start % DAY); start < setting.end; start += DAY) {
    const day = calendarDay(start);
    actors.forEach((actor, i) => actor.day(day, emitters[i]!));
    const end = Math.min(start + DAY, setting.end);
    while (nextStolen < stolen.length && stolen[nextStolen]!.time < end) pending.push(stolen[nextStolen++]!);
    pending.sort(inTimeOrder);
    const split = pending.findIndex((event) => event.time >= end);
    const due = split < 0 ? pending.length : split;
    for (let i = 0; i < due; i++) {
      const event = pending[i]!;
      if (event.time >= setting.start) yield event;
    }
    // The emitters have a reference to the list, so it is emptied in place.
    pending.copyWithin(0, due);
    pending.length -= due;
  }
}

function inTimeOrder(a: RetrievalEvent, b: RetrievalEvent): number {
  return a.time - b.time || a.stream - b.stream || a.sequence - b.sequence;
}

function calendarDay(start: number): Day {
  const number = Math.floor(start / DAY);
  const weekday = (number + 4) % 7;
  const workday = weekday >= 1 && weekday <= 5;
  const month = new Date(start * 1000).getUTCMonth();
  // The next workday is one day later, or three days after a Friday.
  const next = new Date((start + (weekday === 5 ? 3 : 1) * DAY) * 1000).getUTCMonth();
  return { start, weekday, workday, closesMonth: workday && next !== month };
}
