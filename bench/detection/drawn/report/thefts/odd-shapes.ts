import { sample } from '../../../../../src/simulate/distributions.js';
import { isAlive } from '../catalogue.js';
import { ALNUM, characters, DAY, HOUR, logUniform, uniform } from '../draw.js';
import { replicaOf, type Actor } from '../world.js';
import { BATCH } from '../recorder.js';
import { REGIONS } from '../words.js';
import type { Scene } from './scene.js';
import type { Shape } from './shape.js';

/** Thefts that are about what is taken, or about how the calls are made to look. */
export const ODD_SHAPES: readonly Shape[] = [
  { name: 'watches for new secrets', weight: 1.2, run: watchesBirths },
  { name: 'cold archive', weight: 1.2, run: coldArchive },
  { name: 'decoys of its own', weight: 1.2, run: decoys },
  { name: 'restores the deleted', weight: 1, run: restores },
  { name: 'replicates aside', weight: 1.2, run: replicates },
  { name: 'puts on a new role', weight: 1.2, run: newRole },
  { name: 'lists of names', weight: 1.2, run: batchLists },
  { name: 'picks by tag', weight: 1, run: byTag },
  { name: 'writes before it reads', weight: 0.8, run: writesFirst },
  { name: 'secrets of everybody', weight: 0.8, run: popularSecrets },
  { name: 'first of each month', weight: 0.8, run: likeMonthEnd },
];

/** A caller at the victim's host or outside, for shapes where either may be. */
function somewhere(scene: Scene, victim: Actor) {
  const { random, begin } = scene;
  if (random.chance(0.4)) return (time: number) => scene.inside(victim, time);
  const place = scene.place(
    random.pick(['hosting', 'residential', 'own-cloud', 'own-endpoint', 'other-host']),
  );
  const agent = random.chance(0.4) ? victim.agent.at(begin) : scene.tool();
  return (time: number) => scene.outside(victim, time, place, agent);
}

/** Reads each secret minutes after it was created by others, for days. */
function watchesBirths(scene: Scene): void {
  const { random, begin, world } = scene;
  const victim = scene.victim();
  const until = begin + scene.span(14);
  const born = world.catalogue.all.filter(
    (known) => known.created > begin && known.created < until && known.deleted > known.created + HOUR,
  );
  const caller = somewhere(scene, victim);
  for (const { secret, created } of sample(random, born, 120)) {
    const time = created + logUniform(random, 5, 1800);
    scene.recorder.call(caller(time), 'GetSecretValue', time, secret);
  }
}

/** Only what nobody reads: the old backups and the forgotten. */
function coldArchive(scene: Scene): void {
  const { random, begin, usage } = scene;
  const victim = scene.victim();
  const secrets = scene.others(
    victim,
    begin,
    Math.round(logUniform(random, 8, 150)),
    ({ secret }) => !usage.readers.has(secret),
  );
  const caller = somewhere(scene, victim);
  scene.take(secrets, scene.times(secrets.length, begin, scene.span(9) / secrets.length), caller);
}

/** Creates and reads some of its own for days, so that new reads are nothing new, then takes the others'. */
function decoys(scene: Scene): void {
  const { random, begin, recorder } = scene;
  const victim = scene.victim();
  const caller = somewhere(scene, victim);
  const { accountId, team } = victim;
  let now = begin;
  for (let i = random.between(5, 30); i > 0; i--) {
    const secret = {
      name: `${random.pick(['tmp', 'test', 'app', 'svc'])}-${characters(random, ALNUM, 6)}`,
      accountId,
      region: team.region,
      suffix: characters(random, ALNUM, 6),
    };
    recorder.call(caller(now), 'CreateSecret', now, secret);
    recorder.call(caller(now), 'GetSecretValue', now + 20 * random.float() + 1, secret);
    now += logUniform(random, 60, 0.3 * DAY);
  }
  const secrets = scene.others(victim, now, random.between(8, 90));
  scene.take(secrets, scene.times(secrets.length, now + HOUR, logUniform(random, 20, 1800)), caller);
}

/** Restores what was deleted in the last weeks, reads it, and deletes it again. */
function restores(scene: Scene): void {
  const { random, begin, world, recorder } = scene;
  const dead = world.catalogue.all.filter(({ deleted }) => deleted < begin && deleted > begin - 30 * DAY);
  const victim = scene.victim(
    ({ kind }) => kind === 'workforce' || kind === 'pipeline' || kind === 'terraform',
  );
  const caller = somewhere(scene, victim);
  const secrets = sample(random, dead, random.between(3, 40)).map(({ secret }) => secret);
  if (secrets.length < 3) secrets.push(...scene.others(victim, begin, 5));
  for (const [i, time] of scene.times(secrets.length, begin, uniform(random, 20, 900)).entries()) {
    const secret = secrets[i]!;
    recorder.call(caller(time), 'RestoreSecret', time, secret);
    recorder.call(caller(time), 'GetSecretValue', time + 3, secret);
    if (random.chance(0.6)) recorder.call(caller(time), 'DeleteSecret', time + 9, secret);
  }
}

/** Replicates secrets to a region that is not in use, and reads the replicas there. */
function replicates(scene: Scene): void {
  const { random, begin, world, recorder } = scene;
  const victim = scene.victim();
  const caller = somewhere(scene, victim);
  const region = random.pick(REGIONS.filter((one) => !world.organisation.regions.includes(one)));
  const secrets = scene.others(victim, begin, random.between(4, 60));
  const lag = logUniform(random, 30, 2 * DAY);
  for (const [i, time] of scene.times(secrets.length, begin, uniform(random, 2, 300)).entries()) {
    const secret = secrets[i]!;
    recorder.call(caller(time), 'ReplicateSecretToRegions', time, secret, { replicaRegion: region });
    recorder.call(caller(time + lag), 'GetSecretValue', time + lag, replicaOf(secret, region));
  }
}

/** A role that appears only now: the thief is in it from its first day. */
function newRole(scene: Scene): void {
  const { random, world, begin } = scene;
  const fresh = world.actors.filter(
    ({ from, kind }) => from > begin - 2 * DAY && from < world.end - 3 * HOUR && kind !== 'workforce',
  );
  const victim = fresh.length > 0 ? random.pick(fresh) : scene.victim();
  const from = Math.max(begin, victim.from + logUniform(random, 60, DAY));
  const secrets = scene.others(victim, from, Math.round(logUniform(random, 10, 200)));
  const place = random.chance(0.5) ? scene.place(random.pick(['hosting', 'residential', 'own-cloud'])) : null;
  const agent = scene.tool();
  const times = scene.times(secrets.length, from, logUniform(random, 0.5, 900));
  scene.take(secrets, times, (time) =>
    place === null ? scene.inside(victim, time) : scene.outside(victim, time, place, agent),
  );
}

/** BatchGetSecretValue with lists of names, many refused in them. */
function batchLists(scene: Scene): void {
  const { random, begin, recorder, world } = scene;
  const victim = scene.victim();
  const caller = somewhere(scene, victim);
  const secrets = scene.others(victim, begin, random.between(15, 400));
  const children = world.organisation.batchChildren && random.chance(0.7);
  const granted = random.chance(0.5) ? 1 : uniform(random, 0.1, 0.9);
  let now = begin;
  for (let i = 0; i < secrets.length; i += BATCH, now += logUniform(random, 1, 1200)) {
    const list = secrets.slice(i, i + BATCH);
    recorder.call(caller(now), 'BatchGetSecretValue', now, null, { batch: { list } });
    if (!children) continue;
    for (const secret of list)
      recorder.call(caller(now), 'GetSecretValue', now, secret, {
        error: random.chance(granted) ? null : 'AccessDenied',
      });
  }
}

/** All that carry one tag, in whatever team they are. */
function byTag(scene: Scene): void {
  const { random, begin } = scene;
  const victim = scene.victim();
  const tag = random.pick(['pci', 'tier-1', 'external', 'gdpr']);
  const caller = somewhere(scene, victim);
  const secrets = scene.others(victim, begin, random.between(8, 120), ({ tags }) => tags.includes(tag));
  const from = random.chance(0.6) ? scene.reconnoitre(caller(begin), begin, secrets.slice(0, 5)) : begin;
  scene.take(secrets, scene.times(secrets.length, from, logUniform(random, 1, 2 * HOUR)), caller);
}

/** Starts rotations or updates values of others' secrets, and reads them right after, as a rotation function does. */
function writesFirst(scene: Scene): void {
  const { random, begin, recorder } = scene;
  const victim = scene.victim(
    ({ kind }) => kind === 'rotator' || kind === 'terraform' || kind === 'workforce',
  );
  const caller = somewhere(scene, victim);
  const secrets = scene.others(victim, begin, random.between(4, 40));
  for (const [i, time] of scene.times(secrets.length, begin, uniform(random, 10, 1200)).entries()) {
    recorder.call(
      caller(time),
      random.pick(['RotateSecret', 'UpdateSecret', 'DescribeSecret']),
      time,
      secrets[i]!,
    );
    recorder.call(caller(time), 'GetSecretValue', time + 2, secrets[i]!);
  }
}

/** What most roles of the organisation read anyway, by one that does not: a few keys that open much. */
function popularSecrets(scene: Scene): void {
  const { random, begin, usage, world } = scene;
  const victim = scene.victim();
  const own = usage.firstReads.get(victim.principal);
  const ranked = world.catalogue.all
    .filter((known) => isAlive(known, begin) && own?.has(known.secret) !== true)
    .sort((a, b) => (usage.readers.get(b.secret)?.size ?? 0) - (usage.readers.get(a.secret)?.size ?? 0));
  const secrets = ranked.slice(0, random.between(4, 25)).map(({ secret }) => secret);
  scene.take(
    secrets,
    scene.times(secrets.length, begin, logUniform(random, 5, 3 * HOUR)),
    somewhere(scene, victim),
  );
}

/** Slow reading of one path after the other in the nights around the turn of a month, like a closing job. */
function likeMonthEnd(scene: Scene): void {
  const { random, begin, world } = scene;
  const victim = scene.victim(
    ({ kind }) => kind === 'batch' || kind === 'whole-account' || kind === 'pipeline',
  );
  const caller = somewhere(scene, victim);
  let night = victim.team.traffic.at(begin + DAY, uniform(random, 0, 3));
  for (const team of sample(random, world.teams, random.between(2, 5))) {
    const list = world.catalogue.team(team.index).filter((known) => isAlive(known, night));
    const secrets = sample(random, list, random.between(5, 40)).map(({ secret }) => secret);
    scene.take(secrets, scene.times(secrets.length, night, uniform(random, 1, 200)), caller);
    night += DAY;
  }
}
