import type { Dice } from '../base/dice.js';
import type { Place } from '../base/model.js';
import { localDay, localHour } from '../base/time.js';
import { browser, cliAgent, programAgent } from '../company/agents.js';
import type { Person, World } from '../company/world.js';

/** How a person works; drawn once from the name, so that every role shows the same person. */
export interface Customs {
  readonly level: number;
  readonly console: number;
  readonly officeShare: number;
  readonly usesVpn: boolean;
  readonly starts: number;
  readonly ends: number;
  readonly nightOwl: number;
  readonly browser: string;
  readonly cli: string;
  readonly program: string;
  /** Days between updates of programs. */
  readonly updates: number;
  /** How often the cloud's own shell is used instead of the person's computer. */
  readonly shell: number;
  readonly by: 'arn' | 'name';
  /** Absent on these days. */
  readonly leave: ReadonlySet<number>;
  /** What the person does with secrets, by name of task. */
  readonly tasks: readonly (readonly [Task, number])[];
}

export type Task = 'look' | 'run locally' | 'edit' | 'browse' | 'help out' | 'environment' | 'export';

export function customsOf(world: World, { name, team }: Person): Customs {
  const dice = world.dice('customs', name);
  const { culture, start, end } = world.company;
  const leave = new Set<number>();
  const [first, last] = [localDay(start, team.site), localDay(end, team.site)];
  if (dice.chance(0.35)) {
    const from = dice.between(first, last);
    for (let day = from; day < from + dice.between(1, 14); day++) leave.add(day);
  }
  // Some join, some leave for good.
  const [joins, leaves] = [dice.chance(0.08), dice.chance(0.05)];
  if (joins) for (let day = first, until = dice.between(first, last); day < until; day++) leave.add(day);
  if (leaves) for (let day = dice.between(first, last); day <= last; day++) leave.add(day);
  const starts = dice.uniform(7, 11);
  return {
    level: dice.logNormal(culture.curiosity, 1),
    console: Math.min(1, Math.max(0, culture.console + dice.uniform(-0.4, 0.4))),
    officeShare: Math.min(1, Math.max(0, culture.officeShare + dice.uniform(-0.4, 0.4))),
    usesVpn: dice.chance(culture.vpn),
    starts,
    ends: starts + dice.uniform(7, 10.5),
    nightOwl: dice.float() ** 4 * 0.5,
    browser: browser(dice),
    cli: cliAgent(dice),
    program: programAgent(dice, null).replace('linux', 'macos'),
    updates: dice.pick([20, 40, 80, 1000]),
    shell: dice.chance(0.08) ? dice.uniform(0.05, 0.6) : 0,
    by: dice.chance(0.6) ? 'name' : 'arn',
    leave,
    tasks: [
      ['look', dice.logNormal(5, 0.7)],
      ['run locally', dice.logNormal(1.5, 1.2)],
      ['edit', dice.logNormal(0.8, 0.7)],
      ['browse', dice.logNormal(0.8, 1)],
      ['help out', dice.logNormal(0.5, 1)],
      ['environment', dice.logNormal(0.4, 1.2)],
      ['export', dice.logNormal(0.015, 1)],
    ],
  };
}

/** Where a person is on a day; some days are half here, half there. */
export function placeOf(world: World, { name, team }: Person, customs: Customs, time: number): Place {
  const day = localDay(time, team.site);
  const isSplit = world.dice('split', name, day).chance(0.15);
  const half = isSplit && localHour(time, team.site) > 13 ? 1 : 0;
  const dice = world.dice('place', name, day, half);
  if (dice.chance(0.02)) return world.networks.away(dice);
  if (dice.chance(customs.officeShare)) return world.networks.office(dice, team.site, time);
  if (customs.usesVpn && dice.chance(0.9)) return world.networks.vpn(dice, time);
  return world.networks.home(name, time);
}

/** The shell in the console. */
export function shellOf(world: World, dice: Dice, cli: string): Place & { readonly agent: string } {
  return {
    agent: cli.replace(/os\/\S+/, 'os/linux#6.1.115 exec-env/CloudShell'),
    ...world.networks.cloud(dice),
  };
}
