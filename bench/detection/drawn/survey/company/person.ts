import { publicAddress } from './addresses.js';
import { AGENTS } from './agents.js';
import type { Secret } from './model.js';
import { personName } from './names.js';
import type { RandomStream } from './random-stream.js';
import type { World } from './world.js';

/** A person: where they sit, when they work, what they usually open, what they get wrong. */
export interface Person {
  readonly name: string;
  team: number;
  readonly tz: number;
  /** Addresses at home. */
  readonly homes: readonly string[];
  /** Shares of the days at the office and of the calls by the VPN. */
  readonly atOffice: number;
  readonly byVpn: number;
  /** Hour at which the day begins, and how many hours it has. */
  readonly begins: number;
  readonly hours: number;
  /** Spells of work with secrets in a day. */
  readonly perDay: number;
  /** How much busy and quiet days differ. */
  readonly burst: number;
  /** Chances of looking at what is not needed, of slips, and of using the console. */
  readonly curiosity: number;
  readonly slips: number;
  readonly console: number;
  /** Days, by number, on which this person joins, leaves, changes the team and gets a new laptop. */
  readonly joins: number;
  readonly leaves: number;
  readonly moves: number;
  readonly laptop: number;
  /** Days, by number, without work, and days elsewhere. */
  readonly away: readonly { from: number; to: number }[];
  readonly trips: readonly { from: number; to: number; tz: number; address: string }[];
  readonly cli: readonly string[];
  readonly browser: readonly string[];
  /** Principals that this person may use, the likely ones with greater weights. */
  readonly access: { p: number; weight: number }[];
  /** Secrets that this person usually opens. */
  mine: Secret[];
  /** Whether this person is on call now and then. */
  readonly pages: boolean;
}

/** Draws a person of a team. */
export function drawPerson(w: World, rng: RandomStream, team: number): Person {
  const n = w.company.numbers;
  const { first, last } = personName(rng);
  const tz = w.teams[team]!.tz;
  const spans = (perMonth: number, low: number, high: number): { from: number; to: number }[] =>
    Array.from({ length: rng.poisson((perMonth * w.days) / 30) }, () => {
      const from = rng.int(0, w.days);
      return { from, to: from + rng.int(low, high) };
    });
  const os = rng.pick(['macOS/23.4.0', 'macOS/24.1.0', 'linux/6.5.0', 'windows/10']);
  const tools = [
    AGENTS.cli(rng, os),
    rng.pick([AGENTS.boto(rng), AGENTS.go(rng), AGENTS.node(rng), AGENTS.cli(rng, os)]),
  ];
  const remote = Math.min(1, n.remote * rng.lognormal(1, 0.5));
  return {
    name: `${first}.${last}${rng.chance(0.2) ? rng.int(2, 9) : ''}`,
    team,
    tz,
    homes: Array.from(
      {
        length: rng.weighted([
          [1, 6],
          [2, 2],
          [5, 1],
        ] as const),
      },
      () => publicAddress(rng),
    ),
    atOffice: 1 - remote,
    byVpn: rng.pick([0, 0, 0.1, 0.9, 1]) * rng.range(0.7, 1),
    begins: rng.range(7, 10.5),
    hours: rng.range(6, 11),
    perDay: rng.lognormal(0.28, 1.1),
    burst: rng.lognormal(0.5, 0.6),
    curiosity: n.curiosity * rng.lognormal(0.06, 1),
    slips: n.slips * rng.lognormal(0.05, 0.8),
    console: rng.range(0, 1),
    joins: rng.chance((n.turnover * w.days) / 60) ? rng.int(1, w.days - 1) : -1,
    leaves: rng.chance((n.turnover * w.days) / 90) ? rng.int(1, w.days - 1) : 999,
    moves: rng.chance((n.turnover * w.days) / 90) ? rng.int(1, w.days - 1) : 999,
    laptop: rng.chance(0.05) ? rng.int(0, w.days) : 999,
    away: [...spans(0.25, 2, 14), ...spans(0.3, 1, 2)],
    trips: spans(n.roam, 1, 6).map((s) => ({
      ...s,
      tz: rng.chance(0.5) ? tz : rng.int(-8, 10),
      address: publicAddress(rng),
    })),
    cli: [...tools, AGENTS.cli(rng, os)],
    browser: [AGENTS.browser(rng), AGENTS.browser(rng)],
    access: [],
    mine: [],
    pages: rng.chance(0.45),
  };
}
