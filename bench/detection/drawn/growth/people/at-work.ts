import { Keys } from '../company/credentials.js';
import type { Caller, Secret, World } from '../company/world.js';
import { at, DAY, HOUR, isWeekend } from '../draw/time.js';
import { Rng } from '../draw/rng.js';
import { addressOf, awsNetwork } from '../places/addresses.js';
import { userAgent, type Tool } from '../places/user-agents.js';
import type { Badge, Person, Place } from './person.js';
import { addressAt } from './places.js';

/** Tools that show secrets in a window. */
export const WINDOWS = new Set<Tool>(['chrome', 'firefox', 'safari']);

/** Tools that anybody tries now and then. */
const ONCE: readonly Tool[] = [
  'cloudshell',
  'boto3',
  'node',
  'go',
  'terraform',
  'mcp',
  'chrome',
  'firefox',
  'cli-linux',
  'steampipe',
  'vscode',
];

/** The caller that a person is. */
export function personCaller(
  w: World,
  person: Person,
  badge: Badge,
  at: { time: number; place: Place; tool: Tool; region: string },
): Caller {
  const { time, place, tool, region } = at;
  const seed = `${w.options.seed}/${person.login}/${badge.principal}`;
  const window = WINDOWS.has(tool);
  const long = badge.way === 'user' && !window;
  const shell = tool === 'cloudshell';
  const session =
    badge.way === 'user'
      ? null
      : badge.way === 'sso'
        ? `${person.login}@example.com`
        : sessionOf(person, tool, time);
  return {
    principal: badge.principal,
    session,
    key: long
      ? new Keys(`${seed}/long`, person.index % 4 === 0 ? 90 * DAY : 1e12, 'AKIA').at(time)
      : new Keys(`${seed}/${window ? 'w' : 't'}`, badge.way === 'sso' ? 8 * HOUR : HOUR).at(time),
    address: shell
      ? addressOf(new Rng(`${seed}/${Math.floor(time / (2 * HOUR))}`), awsNetwork(region))
      : addressAt(place, time),
    agent: userAgent(
      new Rng(`${seed}/${tool}`),
      tool,
      person.version + (time - w.start > ((person.index * 7) % 60) * DAY ? 1 : 0),
    ),
    endpoint: null,
    region,
    byArn: window || tool === 'terraform',
  };
}

function sessionOf(person: Person, tool: Tool, time: number): string {
  return person.index % 3 === 0 && tool !== 'chrome'
    ? `botocore-session-${Math.floor(time / HOUR) * 3600 + person.index}`
    : person.login;
}

/** The badge that fits a secret, or the first. */
export function badgeFor(person: Person, secret: Secret): Badge {
  return person.badges.find(({ account }) => account === secret.account) ?? person.badges[0]!;
}

/** Lets a person work through the period. */
export function live(w: World, person: Person): void {
  const rng = w.rng.stream(`work/${person.index}`);
  const sitting = rng.logRange(1.1, 5);
  const zone = person.country.zone;
  for (let day = Math.floor(person.from / DAY); day * DAY < person.to; day++) {
    const morning = day * DAY - zone * HOUR;
    const noon = morning + DAY / 2;
    const off = isWeekend(day * DAY) ? w.traits.weekendWork : 1;
    if (!rng.chance(off) || person.away.some(({ from, to }) => noon >= from && noon < to)) continue;
    const place = rng.weighted(at(person.places, noon));
    for (let n = rng.poisson(person.reads / sitting); n > 0; n--) {
      const late = rng.chance(w.traits.nightWork);
      const time = morning + (late ? rng.range(0, 24) : person.startsAt + rng.range(0, person.hours)) * HOUR;
      if (time >= person.from && time < person.to)
        sit(w, rng, person, { time, place, reads: rng.geometric(sitting) });
    }
    if (person.from > w.start && day === Math.floor(person.from / DAY) + 1 && person.onboarding)
      sit(w, rng, person, { time: morning + (person.startsAt + 1) * HOUR, place, reads: rng.int(3, 22) });
  }
}

/** Reads some secrets in one go, as people do. */
export function sit(
  w: World,
  rng: Rng,
  person: Person,
  {
    time,
    place,
    reads,
    secrets = at(person.secrets, time),
    tool = rng.chance(0.02) ? rng.pick(ONCE) : rng.weighted(at(person.tools, time)),
    gap,
  }: {
    time: number;
    place: Place;
    reads: number;
    secrets?: readonly Secret[];
    tool?: Tool;
    gap?: number;
  },
): void {
  const pause =
    gap ??
    (WINDOWS.has(tool)
      ? rng.range(8, 90)
      : tool === 'terraform'
        ? 0.4
        : rng.weighted([
            [rng.range(3, 60), 3],
            [0.6, 1],
          ]));
  const window = WINDOWS.has(tool);
  let now = time;
  for (let i = 0; i < reads; i++) {
    const secret = rng.favourite(secrets, 1.7);
    const caller = personCaller(w, person, badgeFor(person, secret), {
      time: now,
      place,
      tool,
      region: secret.lab.region,
    });
    if (secret.from > now && rng.chance(0.9)) continue;
    if ((window && (i === 0 || rng.chance(0.4))) || rng.chance(0.03))
      w.call(caller, 'ListSecrets', now, null);
    now += window ? rng.range(2, 12) : 0;
    if (window || tool === 'terraform' || rng.chance(0.05)) w.call(caller, 'DescribeSecret', now, secret);
    // Not everybody who looks at a secret reveals it.
    if (!window || rng.chance(0.75)) slip(w, rng, caller, now + (window ? rng.range(1, 6) : 0), secret);
    if (rng.chance(0.015))
      w.call(
        caller,
        rng.pick(['PutSecretValue', 'UpdateSecret', 'TagResource', 'RotateSecret']),
        now + rng.range(10, 200),
        secret,
      );
    now += rng.exponential(pause);
  }
}

function slip(w: World, rng: Rng, caller: Caller, time: number, secret: Secret): void {
  if (rng.chance(w.traits.slipShare))
    w.call(caller, 'GetSecretValue', time - 1, secret, {
      error: rng.pick([
        'AccessDenied',
        'ResourceNotFoundException',
        'AccessDenied',
        'InvalidRequestException',
      ]),
    });
  w.call(caller, 'GetSecretValue', time, secret);
}
