import type { World } from '../company/world.js';
import { at, DAY, HOUR, isWeekend } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import type { Machine } from '../machines/machine.js';
import { sit } from '../people/at-work.js';
import type { Person } from '../people/person.js';
import { NOTABLE } from './notable-work.js';
import { ORDINARY } from './ordinary-work.js';

/** What happens to people beyond their daily work. */
export function runEpisodes(w: World, people: readonly Person[], machines: readonly Machine[]): void {
  const rng = w.rng.stream('episodes');
  const size = (w.options.days / 35) * Math.max(0.3, w.options.identities / 300);
  const times = (count: number): number[] =>
    Array.from({ length: count }, () => {
      const day = w.start + rng.int(0, w.options.days - 2) * DAY;
      return (isWeekend(day) && rng.chance(0.8) ? day + 2 * DAY : day) + rng.range(7, 20) * HOUR;
    }).filter((time) => time < w.end - HOUR);
  for (const time of times(rng.poisson(w.traits.changeRate * 25 * size)))
    rng.weighted(ORDINARY)(w, rng, people, time, machines);
  for (const time of times(rng.poisson(size * rng.logRange(1.5, 9))))
    rng.weighted(NOTABLE)(w, rng, people, time, machines);
  onCall(w, rng, people);
}

/** Each week somebody else is on call and checks what they have access to; pages come at night. */
function onCall(w: World, rng: Rng, people: readonly Person[]): void {
  if (rng.chance(0.4)) return;
  const rota = rng.sample(
    people.filter(({ job }) => job === 'sre' || job === 'lead' || job === 'developer'),
    rng.int(2, 8),
  );
  for (let week = 0; week * 7 < w.options.days && rota.length > 0; week++) {
    const person = rota[week % rota.length]!;
    for (let n = rng.poisson(rng.logRange(0.5, 6)); n > 0; n--) {
      const time = w.start + week * 7 * DAY + rng.range(0, 7 * DAY);
      if (time > person.from && time < person.to)
        sit(w, rng, person, { time, place: rng.weighted(at(person.places, time)), reads: rng.geometric(3) });
    }
  }
}
