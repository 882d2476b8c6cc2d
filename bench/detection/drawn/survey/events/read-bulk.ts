import { runnerAddress } from '../company/addresses.js';
import { AGENTS } from '../company/agents.js';
import type { Actor } from '../company/model.js';
import type { Person } from '../company/person.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';
import { PersonAtWork } from '../activity/person-at-work.js';
import { readBatch } from '../activity/reads.js';

/** One person, or a pipeline for them, reads a lot at once, and sometimes writes the copies. */
export function readBulk(
  w: World,
  label: string,
  able: readonly Person[],
  office: (t: number, who: Person) => number,
  why: string,
  [low, high]: readonly [number, number],
  rotate = false,
): void {
  const rng = w.rng.stream(label);
  const who = rng.pick(able);
  const work = new PersonAtWork(w, rng, who);
  const automated = rng.chance(0.35)
    ? w.profiles.flatMap(({ kind }, p) => (kind === 'terraform' || kind === 'ci' ? [p] : []))
    : [];
  const p = automated.length > 0 ? rng.pick(automated) : work.pickAccess();
  if (p === null) return;
  const rounds = rng.weighted([
    [1, 6],
    [2, 2],
    [4, 1],
  ] as const);
  const reach = w.reachOf(p).filter((s) => s.env !== 'tenant');
  const list = rng.sample(reach, Math.round(Math.exp(rng.range(Math.log(low), Math.log(high)))));
  let t = office(w.start + rng.range(0.5, w.days - 1) * DAY, who) + rng.range(-2, 4) * HOUR;
  const ua = rng.pick([AGENTS.boto(rng), AGENTS.cli(rng), AGENTS.go(rng)]);
  for (let round = 0; round < rounds; round++, t += rng.range(0.7, 3) * DAY) {
    const actor: Actor =
      automated.length > 0
        ? {
            p,
            session: w.principals[p]!.kind === 'user' ? null : 'migrate',
            key: w.principals[p]!.kind === 'user' ? w.key(p, null, t) : w.newKey('ASIA'),
            address: runnerAddress(rng),
            ua,
            vpce: null,
            region: w.profiles[p]!.region,
          }
        : { ...work.actor(t, p, false), ua };
    w.emit(actor, 'ListSecrets', t, null);
    const part = rounds === 1 ? list : list.filter((_, i) => i % rounds === round);
    let s = t + 5;
    if (rng.chance(0.15) && !rotate)
      readBatch(
        w,
        actor,
        part.filter((x) => x.born <= t && x.lab.region === actor.region),
        s,
      );
    else
      for (const secret of part) {
        if (secret.born > s) continue;
        w.emit(actor, 'GetSecretValue', s, secret);
        if (rotate) w.emit(actor, rng.chance(0.5) ? 'RotateSecret' : 'PutSecretValue', s + 1, secret);
        else if (why.startsWith('migration') && rng.chance(0.6))
          w.emit(actor, 'ReplicateSecretToRegions', s + 1, secret, {
            replicaRegion: w.accountOf(p).regions.at(-1)!,
          });
        s += rng.exp(rng.pick([0.5, 4, 25]));
      }
    if (part.length >= 8) w.note(p, t - 60, s + 60, why);
  }
}
