import type { Secret, World } from '../company/world.js';
import { at, DAY } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import type { Machine } from '../machines/machine.js';
import { badgeFor, personCaller } from '../people/at-work.js';
import type { Person } from '../people/person.js';
import type { Tool } from '../places/user-agents.js';

/** Something that happens once. */
export type Episode = (
  w: World,
  rng: Rng,
  people: readonly Person[],
  time: number,
  machines: readonly Machine[],
) => void;

/** A person who is here at a time. */
export function somebody(
  rng: Rng,
  people: readonly Person[],
  time: number,
  jobs?: readonly string[],
): Person | undefined {
  const here = people.filter(
    ({ from, to, job }) => from <= time && to > time + DAY && (jobs?.includes(job) ?? true),
  );
  return here.length > 0 ? rng.pick(here) : jobs === undefined ? undefined : somebody(rng, people, time);
}

/** Secrets that a person's identities reach. */
export function reachable(w: World, person: Person, time: number): Secret[] {
  const accounts = new Set(person.badges.map(({ account }) => account));
  return w.secrets.filter(({ account, from, to }) => accounts.has(account) && from < time && to > time);
}

/** Reads a list of secrets in order, with one tool. */
export function work(
  w: World,
  rng: Rng,
  person: Person,
  secrets: readonly Secret[],
  time: number,
  how: { tool: Tool; gap: number; describe?: boolean },
): number {
  const place = rng.weighted(at(person.places, time));
  let now = time;
  for (const secret of secrets) {
    const caller = personCaller(w, person, badgeFor(person, secret), {
      time: now,
      place,
      tool: how.tool,
      region: secret.lab.region,
    });
    if (secret === secrets[0]) w.call(caller, 'ListSecrets', now - 2, null);
    if (how.describe === true) w.call(caller, 'DescribeSecret', now, secret);
    w.call(caller, 'GetSecretValue', now, secret);
    now += rng.exponential(how.gap);
  }
  return now;
}

/** Marks a time as notable for the identities that did much of the work. */
export function mark(w: World, from: number, to: number, mine: readonly number[], why: string): void {
  const window = { from: Math.max(w.start, Math.floor(from) - 60), to: Math.min(w.end, Math.ceil(to) + 60) };
  for (const principal of new Set(mine)) {
    const share = mine.filter((other) => other === principal).length;
    const present = w.calls.some(
      (call) => call.principal === principal && call.time >= window.from && call.time < window.to,
    );
    if (present && share >= 6) w.notable.push({ principal, ...window, why });
  }
}

/** The identities that a person uses for secrets. */
export function principalsOf(person: Person, secrets: readonly Secret[]): number[] {
  return secrets.map((secret) => badgeFor(person, secret).principal);
}

/** A person's command line. */
export const cliOf = (person: Person, time: number): Tool => at(person.tools, time)[1]![0];
