import { sample } from '../../../../../src/simulate/distributions.js';
import { accessKey, DAY, HOUR, logUniform, uniform } from '../draw.js';
import type { Actor } from '../world.js';
import type { Scene } from './scene.js';
import type { Shape } from './shape.js';

/** Thefts that span several identities. */
export const CROWD_SHAPES: readonly Shape[] = [
  { name: 'one address, many roles', weight: 2, run: oneAddress },
  { name: 'chain of assumed roles', weight: 1.5, run: roleChain },
  { name: 'library in a fleet', weight: 1.2, run: library },
  { name: 'relay', weight: 1, run: relay },
  { name: 'roles on a stranded host', weight: 1.2, run: lateral },
  { name: 'metadata of a cluster', weight: 1, run: cluster },
];

/** Different principals that work at a time. */
function several(scene: Scene, count: number, suits: (actor: Actor) => boolean = () => true): Actor[] {
  const { world, usage, random, begin } = scene;
  const byPrincipal = new Map<number, Actor>();
  for (const actor of world.actors) {
    const works =
      actor.from <= begin && begin < actor.to && usage.lastBefore(actor.principal, begin) !== null;
    if (works && suits(actor)) byPrincipal.set(actor.principal, actor);
  }
  const found = sample(random, [...byPrincipal.values()], count);
  return found.length > 0 ? found : [scene.victim()];
}

/** Credentials of many roles, each used for its own few secrets, all at one address of the thief. */
function oneAddress(scene: Scene): void {
  const { random, begin } = scene;
  const place = scene.place(random.pick(['hosting', 'residential', 'own-cloud', 'own-endpoint']));
  const tool = random.chance(0.5) ? scene.tool() : null;
  const pause = logUniform(random, 5, 0.4 * DAY);
  let now = begin;
  for (const victim of several(scene, random.between(4, 25), ({ kind }) => kind !== 'workforce')) {
    const secrets = scene.own(victim, random.between(1, 4));
    const times = scene.times(secrets.length, now, 3);
    scene.take(secrets, times, (time) => scene.outside(victim, time, place, tool ?? victim.agent.at(time)));
    now = (times.at(-1) ?? now) + pause * (0.3 + random.float());
  }
}

/** Each role may assume the next; the session keeps one name, the address stays. */
function roleChain(scene: Scene): void {
  const { random, begin } = scene;
  const place = scene.place(random.pick(['hosting', 'own-cloud', 'other-host', 'runner']));
  const agent = scene.tool();
  const session = random.pick([
    'pivot',
    'dev',
    'audit-session',
    'AssumeRoleSession1',
    `botocore-session-${Math.floor(begin)}`,
  ]);
  let now = begin;
  for (const victim of several(scene, random.between(3, 7), ({ kind }) => kind !== 'key-user')) {
    const credential = { session, accessKeyId: accessKey(random, 'ASIA') };
    const secrets = random.chance(0.6)
      ? scene.others(victim, now, random.between(2, 25))
      : scene.own(victim, 12);
    const times = scene.times(secrets.length, now + uniform(random, 5, 120), uniform(random, 1, 30));
    scene.take(secrets, times, (time) => ({ ...scene.outside(victim, time, place, agent), credential }));
    now = (times.at(-1) ?? now) + logUniform(random, 10, 2 * HOUR);
  }
}

/** A new version of a shared library reads one to three secrets more at the start of each service that has it. */
function library(scene: Scene): void {
  const { random, begin } = scene;
  const fleet = several(
    scene,
    random.between(5, 22),
    ({ kind }) => kind === 'service' || kind === 'function' || kind === 'blue-green' || kind === 'batch',
  );
  const wanted = fleet.length > 0 ? scene.others(fleet[0]!, begin, random.between(2, 12)) : [];
  const rollout = logUniform(random, HOUR, 4 * DAY);
  for (const victim of fleet) {
    const secrets = random.chance(0.5)
      ? sample(random, wanted, random.between(1, 3))
      : scene.others(victim, begin, random.between(1, 3));
    const from = begin + random.float() * rollout;
    const granted = random.float();
    scene.take(
      secrets,
      scene.times(secrets.length, from, 0.5),
      (time) => scene.inside(victim, time),
      () => (random.chance(granted) ? null : 'AccessDenied'),
    );
  }
}

/** One thief after the other's credentials: each is used for an hour or a day, then the next, never two at once. */
function relay(scene: Scene): void {
  const { random, begin } = scene;
  const stage = logUniform(random, HOUR / 2, 1.2 * DAY);
  let now = begin;
  for (const victim of several(scene, random.between(3, 8))) {
    const place = scene.place(random.pick(['hosting', 'residential', 'own-cloud']));
    const agent = random.chance(0.5) ? victim.agent.at(now) : scene.tool();
    const secrets = scene.others(victim, now, random.between(3, 15));
    scene.take(secrets, scene.times(secrets.length, now, stage / 20), (time) =>
      scene.outside(victim, time, place, agent),
    );
    now += stage;
  }
}

/** From one host of the organisation, keys that lie about on it are tried: other roles than the host's own. */
function lateral(scene: Scene): void {
  const { random, begin } = scene;
  const host = scene.victim(({ kind, origin }) => kind === 'service' && origin.kind !== 'lambda');
  const place = host.origin.at(begin, 0);
  const agent = random.chance(0.4) ? host.agent.at(begin) : scene.tool();
  let now = begin;
  for (const victim of several(scene, random.between(3, 10))) {
    const secrets = random.chance(0.5)
      ? scene.own(victim, random.between(2, 10))
      : scene.others(victim, now, random.between(2, 10));
    const times = scene.times(secrets.length, now, uniform(random, 1, 60));
    const granted = random.chance(0.6) ? 1 : random.float();
    scene.take(
      secrets,
      times,
      (time) => scene.outside(victim, time, place, agent),
      () => (random.chance(granted) ? null : 'AccessDenied'),
    );
    now = (times.at(-1) ?? now) + logUniform(random, 30, 5 * HOUR);
  }
}

/** Pods of one team on one node: their roles are used at the same private address within minutes, new sessions each. */
function cluster(scene: Scene): void {
  const { random, begin } = scene;
  const host = scene.victim(({ origin }) => origin.kind === 'endpoint' || origin.kind === 'nat');
  const place = host.origin.at(begin, random.between(0, 3));
  const agent = scene.tool();
  let now = begin;
  for (const victim of several(
    scene,
    random.between(3, 9),
    ({ accountId, kind }) => accountId === host.accountId && kind !== 'workforce',
  )) {
    const secrets = [...scene.own(victim, 8), ...scene.others(victim, now, random.between(0, 6))];
    const times = scene.times(secrets.length, now, uniform(random, 0.5, 6));
    scene.take(secrets, times, (time) => scene.outside(victim, time, place, agent, true));
    now = (times.at(-1) ?? now) + uniform(random, 5, 300);
  }
}
