import type { LabCall } from '../../lab-scenario.js';
import type { Dice } from '../base/dice.js';
import { DAY, isWorkday, localDay, MINUTE, timeOf } from '../base/time.js';
import type { World } from '../company/world.js';
import type { When } from './shape.js';
import type { Victim } from './victims.js';

/** When a theft starts, and the victim's ordinary call before it, whose credential the thief takes. */
export interface Start {
  readonly time: number;
  readonly call: LabCall | undefined;
}

export function startOf({ company }: World, dice: Dice, victim: Victim, when: When): Start {
  const { calls, site, principal } = victim;
  const last = company.end - MINUTE;
  if (when === 'any' && calls.length > 0 && dice.chance(0.7)) {
    const call = dice.pick(calls);
    return { time: Math.min(last, call.time + dice.uniform(1, 40) * MINUTE), call };
  }
  const drawn = draw(dice, when, company.start, company.end, site);
  // A machine that comes or goes within the period is a victim only while it is there.
  const isMachine = principal.nature !== 'person' && calls.length > 0;
  const [from, to] = isMachine ? [calls[0]!.time, calls.at(-1)!.time + 2 * DAY] : [company.start, last];
  return startAt(victim, Math.min(last, Math.max(from, Math.min(to, drawn))));
}

export function startAt({ calls }: Victim, time: number): Start {
  return { time, call: lastBefore(calls, time) ?? calls[0] };
}

function draw(dice: Dice, when: When, start: number, end: number, site: Victim['site']): number {
  if (when === 'early') return dice.uniform(start, Math.min(end, start + 3 * DAY));
  if (when === 'late') return dice.uniform(Math.max(start, end - 3 * DAY), end);
  const time = dice.uniform(start, end);
  if (when === 'any') return time;
  const day = localDay(time, site);
  if (when === 'night') return timeOf(day, dice.uniform(0, 5), site);
  let other = day;
  for (let turn = 0; turn < 14 && isWorkday(other, site) !== (when === 'work'); turn++) other--;
  return timeOf(other, when === 'work' ? dice.uniform(9, 17) : dice.uniform(0, 24), site);
}

function lastBefore(calls: readonly LabCall[], time: number): LabCall | undefined {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (calls[middle]!.time <= time) low = middle + 1;
    else high = middle;
  }
  return calls[low - 1];
}
