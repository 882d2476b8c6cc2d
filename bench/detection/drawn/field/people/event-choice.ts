import type { Builder } from '../company/builder.js';
import type { Actor, Person } from '../company/model.js';
import type { Random } from '../company/random.js';
import { secretsOfAccount } from '../company/secrets.js';
import type { Seen } from '../company/seen.js';

/** A random day of the scenario. */
export const anyDay = (b: Builder, r: Random, from = 1): number => r.int(from, b.org.days - 1);

/** A person with a role that can read more than a few secrets. */
export function pickPerson(
  b: Builder,
  r: Random,
  sets = /admin|power|sre|developer|user-person/,
): readonly [Actor, Person] | null {
  const fit = b.actors.filter(
    (a) =>
      a.people.length > 0 &&
      a.reach !== 'own' &&
      sets.test(a.principal.persona) &&
      secretsOfAccount(b.org, a.accountId).length > 5,
  );
  if (fit.length === 0) return null;
  const a = r.pick(fit);
  return [a, r.pick(a.people)];
}

/** The programs with enough ordinary calls and not too many secrets. */
export const busyPrograms = (b: Builder, seen: Seen, most = 1e9): Actor[] =>
  b.actors.filter(
    (a) => a.cls === 'program' && a.own.length > 0 && seen.of[a.index]!.length > 20 && a.own.length < most,
  );
