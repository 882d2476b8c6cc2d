import { poisson } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { drawAgent, type AgentKind } from '../agents.js';
import { DAY, HOUR, isWorkday, localDay, timeAt, type Office, type Span } from '../calendar.js';
import type { Caller } from '../caller.js';
import { existing } from '../choosing.js';
import { someOf, type DrawnSecret } from '../catalogue.js';
import { beta, logUniform, uniform, weighted } from '../draw.js';
import { Fleet, type Presence } from '../fleet.js';
import { FIRST_NAMES, LAST_NAMES } from '../words.js';
import type { World } from '../world.js';

/** One human being with an account. */
export interface Person {
  readonly office: Office;
  readonly console: Fleet;
  readonly terminal: Fleet;
  /** Tasks on a workday, mean. */
  readonly perDay: number;
  /** Chance that they are at work on a workday. */
  readonly presence: number;
  /** Share of tasks at odd hours. */
  readonly odd: number;
  /** Share of tasks in the console. */
  readonly clicks: number;
  /** Share of tasks beyond their team. */
  readonly curiosity: number;
  readonly focus: DrawnSecret[];
  readonly absent: Span | null;
}

export interface PersonOptions {
  readonly world: World;
  readonly team: number;
  /** Secrets that they work on. */
  readonly pool: readonly DrawnSecret[];
  /** A user with a key of their own, or null for sessions of a role. */
  readonly user: boolean;
  readonly perDay: number;
}

export function emailOf(random: Random, company: string): string {
  return `${random.pick(FIRST_NAMES)}.${random.pick(LAST_NAMES)}@${company}.example`;
}

export function drawPerson(random: Random, { world, team, pool, user, perDay }: PersonOptions): Person {
  const { traits, teams, company } = world.organisation;
  const session = emailOf(random, company);
  const origin = world.company.person(random);
  const hours = random.pick([1, 1, 4, 8, 12]);
  const fleet = (kind: AgentKind, temporary: boolean): Fleet =>
    new Fleet(random, world.span, {
      session: () => (user ? null : session),
      origin,
      agent: drawAgent(random, kind, world.span, traits.upgradeDays),
      lifetime: Number.POSITIVE_INFINITY,
      keyLifetime: temporary ? hours * HOUR : Number.POSITIVE_INFINITY,
      keyPrefix: temporary ? 'ASIA' : 'AKIA',
    });
  const days = world.days;
  const from = world.span.from + random.float() * days * DAY;
  return {
    office: teams[team]!.office,
    console: fleet('console', true),
    terminal: fleet(
      random.pick<AgentKind>(['cli', 'cli', 'cli', 'boto3', 'terraform', 'powershell', 'chamber']),
      !user,
    ),
    perDay,
    presence: uniform(random, 0.5, 1),
    odd: random.chance(0.3) ? uniform(random, 0.05, 0.3) : uniform(random, 0, 0.03),
    clicks: beta(random, 0.6, 0.6),
    curiosity: traits.curiosity * logUniform(random, 0.2, 2),
    focus: someOf(random, pool, random.between(1, 10)),
    absent: random.chance(0.3) ? { from, to: from + random.between(2, 21) * DAY } : null,
  };
}

/** Times of a person's tasks, in order. */
export function taskTimes(
  random: Random,
  { office, presence, odd, perDay, absent }: Person,
  span: Span,
): number[] {
  const times: number[] = [];
  for (let day = localDay(office, span.from); timeAt(office, day, 0) < span.to; day++) {
    if (!isWorkday(office, day) || !random.chance(presence)) {
      if (random.chance(odd * 0.3)) times.push(timeAt(office, day, uniform(random, 8, 23)));
      continue;
    }
    for (let i = poisson(random, perDay / presence); i > 0; i--) {
      const hour = random.chance(odd)
        ? uniform(random, 18, 25)
        : uniform(random, office.opens, office.closes);
      times.push(timeAt(office, day, hour));
    }
  }
  const away = absent ?? { from: 0, to: 0 };
  return times
    .filter((t) => t >= span.from && t < span.to && !(away.from <= t && t < away.to))
    .sort((a, b) => a - b);
}

/** Writes the calls of one task. */
export function doTask(
  random: Random,
  caller: Caller,
  person: Person,
  time: number,
  pool: readonly DrawnSecret[],
  others: readonly DrawnSecret[],
): void {
  const clicks = random.chance(person.clicks);
  const presence = (clicks ? person.console : person.terminal).at(time);
  if (person.focus.length > 0 && random.chance(0.06))
    person.focus[random.between(0, person.focus.length - 1)] = random.pick(pool);
  const beyond = random.chance(person.curiosity) && others.length > 0;
  const count = weighted(random, [
    [1, 8],
    [2, 3],
    [random.between(3, 5), 1],
    [random.between(4, 12), beyond ? 0 : 0.3],
  ]);
  const secrets = existing(someOf(random, beyond ? others : person.focus, count), time);
  let now = time;
  if (clicks) {
    now = browse(random, caller, presence, now, secrets);
  } else {
    for (const secret of secrets) {
      if (random.chance(0.1)) caller.call(presence, 'DescribeSecret', now, { secret });
      caller.get(presence, (now += uniform(random, 1, 40)), secret);
    }
  }
  if (random.chance(0.07) && secrets.length > 0 && !beyond)
    caller.call(presence, 'PutSecretValue', now + uniform(random, 5, 90), { secret: secrets[0]! });
}

/** What the console does: it lists, then describes the secret that is opened, and reads it when its value is shown. */
function browse(
  random: Random,
  caller: Caller,
  presence: Presence,
  time: number,
  secrets: readonly DrawnSecret[],
): number {
  let now = time;
  caller.call(presence, 'ListSecrets', now);
  if (random.chance(0.3)) caller.call(presence, 'ListSecrets', (now += uniform(random, 2, 20)));
  for (const secret of secrets) {
    caller.call(presence, 'DescribeSecret', (now += uniform(random, 3, 45)), { secret });
    if (random.chance(0.85)) caller.get(presence, (now += uniform(random, 1, 25)), secret);
  }
  return now;
}
