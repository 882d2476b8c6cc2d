import type { Random } from '../../../../src/simulate/random.js';
import type { KnownSecret } from './catalogue.js';
import type { Caller } from './recorder.js';
import { callerOf, replicaOf, type Actor, type World } from './world.js';

const MAKERS = new Set(['pipeline', 'terraform', 'preview', 'migration']);

/** Records the creation, tagging and deletion of the catalogue's secrets, by a pipeline, Terraform or a stack. */
export function recordUpkeep(random: Random, world: World, known: readonly KnownSecret[]): void {
  const makers = world.actors.filter(({ kind }) => MAKERS.has(kind));
  const people = world.actors.filter(({ kind }) => kind === 'workforce');
  const byStack = world.teams.map(() => random.chance(0.4));
  for (const one of known) {
    const maker = makerOf(random, makers, one) ?? makerOf(random, people, one);
    if (maker === null) continue;
    const asCaller = (time: number): Caller => {
      const caller = callerOf(maker, time, Math.floor(time / 3600) % 1000);
      const name = 'cloudformation.amazonaws.com';
      return byStack[one.team] && maker.kind !== 'workforce'
        ? { ...caller, place: { address: name, vpcEndpointId: null }, userAgent: name }
        : caller;
    };
    if (one.created > world.start) {
      world.recorder.call(asCaller(one.created), 'CreateSecret', one.created, one.secret);
      if (one.tags.length > 0 && random.chance(0.6))
        world.recorder.call(asCaller(one.created), 'TagResource', one.created + 1, one.secret, { by: 'arn' });
      if (random.chance(0.2))
        world.recorder.call(
          asCaller(one.created),
          'PutSecretValue',
          one.created + 30 * random.float(),
          one.secret,
        );
    }
    if (one.deleted < world.end)
      world.recorder.call(asCaller(one.deleted), 'DeleteSecret', one.deleted, one.secret);
  }
  recordReplication(random, world, makers);
}

/** Of the same team if there is one, else of the same account, else anyone who makes secrets. */
function makerOf(
  random: Random,
  makers: readonly Actor[],
  { team, secret, created }: KnownSecret,
): Actor | null {
  const there = makers.filter((one) => one.from <= created && created < one.to);
  for (const nearness of [
    (one: Actor) => one.team.index === team,
    (one: Actor) => one.accountId === secret.accountId,
    () => true,
  ]) {
    const near = there.filter(nearness);
    if (near.length > 0) return near[(team + (random.chance(0.1) ? 1 : 0)) % near.length]!;
  }
  return null;
}

/** Before workloads move to another region, their secrets are replicated there. */
function recordReplication(random: Random, world: World, makers: readonly Actor[]): void {
  if (makers.length === 0) return;
  for (const { team, from, region } of world.failovers) {
    const maker = makers[team % makers.length]!;
    let now = from - random.float() * 3 * 86_400;
    for (const { secret } of world.catalogue.team(team)) {
      world.recorder.call(callerOf(maker, now, 7), 'ReplicateSecretToRegions', now, secret, {
        by: 'arn',
        replicaRegion: region,
      });
      replicaOf(secret, region);
      now += 1 + random.float() * 3;
    }
  }
}
