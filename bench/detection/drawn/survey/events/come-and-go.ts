import { DAY } from '../company/time.js';
import type { World } from '../company/world.js';

/** Lets some principals come into being within the period and others end, save those in `but`. */
export function comeAndGo(w: World, but: ReadonlySet<number>): void {
  const rng = w.rng.stream('comeAndGo');
  const { turnover } = w.company.numbers;
  const lives = w.profiles.map(({ kind }, p) => {
    const fixed = but.has(p) || kind === 'scanner' || kind === 'breakglass';
    const from = rng.chance(0.02 + 0.4 * turnover) ? w.start + rng.range(0, w.days) * DAY : w.start;
    const to =
      from === w.start && rng.chance(0.015 + 0.25 * turnover) ? w.start + rng.range(2, w.days) * DAY : w.end;
    return fixed ? { from: w.start, to: w.end } : { from, to };
  });
  const within = (principal: number, time: number): boolean =>
    time >= lives[principal]!.from && time < lives[principal]!.to;
  const calls = w.calls.filter((c) => within(c.principal, c.time));
  w.calls.length = 0;
  for (const c of calls) w.calls.push(c);
  const notable = w.notable.filter((x) => within(x.principal, x.from));
  w.notable.length = 0;
  w.notable.push(...notable);
}
