import { at, HOUR } from '../draw/time.js';
import { launch } from '../machines/machine.js';
import { callerOf } from '../machines/host.js';
import { badgeFor, personCaller, sit } from '../people/at-work.js';
import { addressAt } from '../people/places.js';
import { userAgent } from '../places/user-agents.js';
import { cliOf, reachable, somebody, work, type Episode } from './by-hand.js';

/** An outage: many people look into many secrets, some of them at night and from their phones. */
const outage: Episode = (w, rng, people, time) => {
  const helpers = rng.sample(
    people.filter(({ from, to }) => from <= time && to > time),
    rng.int(2, Math.max(2, Math.min(14, people.length / 3))),
  );
  for (const person of helpers) {
    const secrets = at(person.secrets, time);
    for (let n = rng.geometric(2), now = time; n > 0; n--, now += rng.exponential(1200))
      sit(w, rng, person, {
        time: now,
        place: rng.weighted(at(person.places, now)),
        reads: rng.geometric(4),
        secrets,
      });
  }
};

/** Somebody checks one value in every account or stage. */
const lookAround: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time);
  if (person === undefined) return;
  const all = reachable(w, person, time);
  if (all.length === 0) return;
  const suffix = rng.pick(all).lab.name.slice(-5);
  const some = all.filter(({ lab }) => lab.name.endsWith(suffix)).slice(0, 12);
  work(w, rng, person, some, time, { tool: cliOf(person, time), gap: rng.logRange(0.6, 30) });
};

/** A value is changed by hand, as a key expires; its users are checked. */
const rotateByHand: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time);
  if (person === undefined) return;
  const secrets = rng.sample(at(person.secrets, time), rng.geometric(2.5));
  const place = rng.weighted(at(person.places, time));
  secrets.forEach((secret, i) => {
    const now = time + i * rng.range(60, 400);
    const caller = personCaller(w, person, badgeFor(person, secret), {
      time: now,
      place,
      tool: rng.weighted(at(person.tools, time)),
      region: secret.lab.region,
    });
    w.call(caller, 'GetSecretValue', now, secret);
    w.call(caller, rng.pick(['PutSecretValue', 'UpdateSecret', 'RotateSecret']), now + 30, secret);
  });
};

/** Forgotten secrets are described and deleted. */
const tidy: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time);
  if (person === undefined) return;
  const place = rng.weighted(at(person.places, time));
  for (const secret of rng.sample(
    reachable(w, person, time).filter(({ stage }) => stage !== 'prod'),
    rng.geometric(5),
  )) {
    const caller = personCaller(w, person, badgeFor(person, secret), {
      time,
      place,
      tool: cliOf(person, time),
      region: secret.lab.region,
    });
    w.call(caller, 'DescribeSecret', time + rng.range(0, HOUR), secret);
    if (rng.chance(0.3) && secret.from === -Infinity)
      w.call(caller, 'DeleteSecret', time + HOUR + rng.range(0, 600), secret);
  }
};

/** A few secrets are replicated to another region, or restored after somebody deleted them. */
const replicate: Episode = (w, rng, people, time) => {
  const person = somebody(rng, people, time, ['sre', 'lead', 'developer']);
  if (person === undefined) return;
  const place = rng.weighted(at(person.places, time));
  const restores = rng.chance(0.4);
  for (const secret of rng.sample(reachable(w, person, time), rng.geometric(3))) {
    const badge = badgeFor(person, secret);
    const region = rng.pick(w.accounts[secret.account]!.regions);
    const caller = personCaller(w, person, badge, {
      time,
      place,
      tool: cliOf(person, time),
      region: secret.lab.region,
    });
    if (restores) w.call(caller, 'RestoreSecret', time, secret);
    else if (region !== secret.lab.region) {
      w.call(caller, 'ReplicateSecretToRegions', time, secret, { replicaRegion: region });
      w.replicate(secret, region, time);
    }
  }
};

/** A developer opens a shell in a container or on an instance and reads what the program reads, and more. */
const shellInside: Episode = (w, rng, _, time, machines) => {
  const machine = rng.pick(machines);
  if (!['service', 'functions'].includes(machine.kind.rhythm) || time < machine.from || time > machine.to)
    return;
  const caller = callerOf(w, machine.principal, launch(w, rng, machine, time), time, false);
  const agent = userAgent(rng.stream('shell'), rng.pick(['cli-linux', 'boto3', 'cli-v1']), rng.int(4, 24));
  const near = w.secrets.filter(({ account, team }) => account === machine.account && team === machine.team);
  const some = [...machine.needs.map(({ secret }) => secret), ...rng.sample(near, rng.geometric(1.5) - 1)];
  let now = time;
  if (rng.chance(0.4))
    w.call(
      { ...caller, agent },
      'ListSecrets',
      now - 9,
      null,
      rng.chance(0.6) ? { error: 'AccessDenied' } : {},
    );
  for (const secret of rng.sample(some, rng.geometric(2))) {
    const foreign = !machine.needs.some((need) => need.secret === secret);
    w.call(
      { ...caller, agent },
      'GetSecretValue',
      now,
      secret,
      foreign && rng.chance(0.5) ? { error: 'AccessDenied' } : {},
    );
    now += rng.exponential(40);
  }
};

/** A developer takes on the role of a program, to see what it sees. */
const playMachine: Episode = (w, rng, people, time, machines) => {
  const person = somebody(rng, people, time);
  const machine = rng.pick(machines);
  if (person === undefined || machine.isUser || time < machine.from || time > machine.to) return;
  const place = rng.weighted(at(person.places, time));
  const badge = { way: 'assumed' as const, principal: machine.principal, account: machine.account };
  let now = time;
  for (const { secret } of rng.sample(machine.needs, rng.geometric(2))) {
    const how = { time: now, place, tool: cliOf(person, time), region: secret.lab.region };
    w.call(
      { ...personCaller(w, person, badge, how), address: addressAt(place, now) },
      'GetSecretValue',
      now,
      secret,
    );
    now += rng.exponential(30);
  }
};

/** Ordinary work beside the daily routine, with weights. */
export const ORDINARY: readonly (readonly [Episode, number])[] = [
  [outage, 1],
  [lookAround, 3],
  [rotateByHand, 4],
  [tidy, 1],
  [replicate, 0.7],
  [shellInside, 2],
  [playMachine, 1.5],
];
