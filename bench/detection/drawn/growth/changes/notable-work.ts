import { at, DAY, HOUR } from '../draw/time.js';
import { badgeFor, personCaller } from '../people/at-work.js';
import { addressOf } from '../places/addresses.js';
import { userAgent } from '../places/user-agents.js';
import { cliOf, mark, principalsOf, reachable, somebody, work, type Episode } from './by-hand.js';

/** A drill or an emergency: everything of a team is read by hand in an hour. */
const breakGlass: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time, ['sre', 'lead', 'security']);
  if (person === undefined) return;
  const secrets = rng.sample(
    reachable(w, person, time).filter(({ stage }) => stage === 'prod'),
    rng.int(12, 45),
  );
  if (secrets.length < 8) return;
  const to = work(w, rng, person, secrets, time, {
    tool: cliOf(person, time),
    gap: rng.logRange(2, 60),
    describe: true,
  });
  mark(
    w,
    time,
    to,
    principalsOf(person, secrets),
    'break-glass drill: reads many production secrets by hand',
  );
};

/** Somebody searches for one wrong value among dozens of secrets. */
const debugging: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time, ['developer', 'sre', 'lead', 'data']);
  if (person === undefined) return;
  const secrets = rng.sample(reachable(w, person, time), rng.int(25, 60));
  if (secrets.length < 15) return;
  const to = work(w, rng, person, secrets, time, {
    tool: rng.pick([cliOf(person, time), 'boto3']),
    gap: rng.logRange(0.5, 40),
  });
  mark(
    w,
    time,
    to,
    principalsOf(person, secrets),
    'debugs with dozens of secrets that they never read before',
  );
};

/** Secrets are copied into another account by a script. */
const migration: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time, ['sre', 'lead', 'consultant', 'developer']);
  if (person === undefined) return;
  const near = reachable(w, person, time);
  if (near.length === 0) return;
  const { team } = rng.pick(near);
  const secrets = near.filter((secret) => secret.team === team).slice(0, 150);
  if (secrets.length < 10) return;
  const place = rng.weighted(at(person.places, time));
  const target = rng.pick(person.badges);
  let now = time;
  for (const secret of secrets) {
    const how = { time: now, place, tool: 'boto3' as const, region: secret.lab.region };
    w.call(personCaller(w, person, badgeFor(person, secret), how), 'GetSecretValue', now, secret);
    const copy = w.addSecret(
      rng,
      { ...secret, account: target.account },
      `migrated/${secret.lab.name.replace(/^\//, '')}`,
      secret.lab.region,
      now,
    );
    w.call(personCaller(w, person, target, how), 'CreateSecret', now + 1, copy);
    now += rng.exponential(1.5);
  }
  mark(
    w,
    time,
    now,
    principalsOf(person, secrets),
    'migrates the secrets of a team to another account by a script',
  );
};

/** Evidence for an audit: every secret is described, and some are read. */
const audit: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time, ['security', 'manager', 'sre']);
  if (person === undefined) return;
  const secrets = reachable(w, person, time).slice(0, 250);
  const place = rng.weighted(at(person.places, time));
  let now = time;
  for (const secret of secrets) {
    const caller = personCaller(w, person, badgeFor(person, secret), {
      time: now,
      place,
      tool: cliOf(person, time),
      region: secret.lab.region,
    });
    if (secret === secrets[0]) w.call(caller, 'ListSecrets', now - 1, null);
    w.call(caller, 'DescribeSecret', now, secret);
    if (rng.chance(0.1)) w.call(caller, 'GetSecretValue', now + 0.5, secret);
    now += rng.exponential(0.8);
  }
  if (secrets.length > 40)
    mark(
      w,
      time,
      now,
      principalsOf(person, secrets),
      'audit export: describes every secret and reads a tenth',
    );
};

/** Hired testers try what they can get with an identity that they were given. */
const pentest: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time, ['consultant', 'security', 'contractor']);
  if (person === undefined) return;
  const secrets = rng.sample(reachable(w, person, time), rng.int(10, 90));
  if (secrets.length < 5) return;
  const address = addressOf(rng, rng.pick(['digitalocean', 'linode', 'businesslines', 'mullvad']));
  const agent = userAgent(rng.stream('agent'), rng.pick(['cli-kali', 'pacu', 'prowler', 'cli-linux']), 16);
  const place = rng.weighted(at(person.places, time));
  let now = time;
  for (const secret of secrets) {
    const caller = personCaller(w, person, badgeFor(person, secret), {
      time: now,
      place,
      tool: 'boto3',
      region: secret.lab.region,
    });
    if (secret === secrets[0]) w.call({ ...caller, address, agent }, 'ListSecrets', now - 3, null);
    w.call(
      { ...caller, address, agent },
      'GetSecretValue',
      now,
      secret,
      rng.chance(0.3) ? { error: 'AccessDenied' } : {},
    );
    now += rng.exponential(rng.chance(0.05) ? 2 * HOUR : 4);
  }
  mark(
    w,
    time,
    now,
    principalsOf(person, secrets),
    'penetration test with an identity that was given to the testers',
  );
};

/** After a scare, the values of a whole team are read and replaced within a day or two. */
const replaceAll: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time, ['sre', 'security', 'lead']);
  if (person === undefined) return;
  const secrets = rng.sample(reachable(w, person, time), rng.int(15, 80));
  if (secrets.length < 10) return;
  const place = rng.weighted(at(person.places, time));
  let now = time;
  for (const secret of secrets) {
    const caller = personCaller(w, person, badgeFor(person, secret), {
      time: now,
      place,
      tool: cliOf(person, time),
      region: secret.lab.region,
    });
    w.call(caller, 'GetSecretValue', now, secret);
    w.call(caller, 'PutSecretValue', now + rng.range(5, 90), secret);
    now += rng.exponential(rng.chance(0.04) ? DAY / 3 : 200);
  }
  mark(w, time, now, principalsOf(person, secrets), 'replaces dozens of secrets by hand after a scare');
};

/** Work that is worth a look, with weights. */
export const NOTABLE: readonly (readonly [Episode, number])[] = [
  [breakGlass, 2],
  [debugging, 2],
  [migration, 2],
  [audit, 1.5],
  [pentest, 0.7],
  [replaceAll, 1],
];
