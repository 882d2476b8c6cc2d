import type { Random } from '../../../../src/simulate/random.js';
import { sample } from '../../../../src/simulate/distributions.js';
import {
  fixedSet,
  popular,
  preferential,
  sharded,
  someOf,
  straying,
  tagged,
  wholeAccount,
  wholePath,
  type Chooser,
  type Field,
} from './choosers.js';
import { logUniform, uniform } from './draw.js';
import type { ChooserName } from './dimensions.js';
import type { Team } from './teams.js';
import type { World } from './world.js';

export interface Choice {
  readonly choose: Chooser;
  /** About how many secrets one episode reads. */
  readonly size: number;
}

/** A way to choose secrets, with its sizes and exponents drawn. */
export function composeChooser(random: Random, name: ChooserName, world: World, team: Team): Choice {
  const field: Field = {
    catalogue: world.catalogue,
    teams: world.teams,
    team,
    start: world.start,
    wander: Math.min(0.8, world.organisation.wander * logUniform(random, 0.3, 2)),
  };
  const inner = composeInner(random, name, world, field);
  if (!random.chance(0.06)) return inner;
  return { choose: straying(inner.choose, field, logUniform(random, 0.001, 0.03), 2), size: inner.size };
}

function composeInner(random: Random, name: ChooserName, world: World, field: Field): Choice {
  const { catalogue, organisation } = world;
  const extra = random.chance(organisation.sharing)
    ? sample(random, catalogue.shared, random.between(1, 3))
    : [];
  const elsewhere = catalogue.all.filter(({ secret }) => secret.accountId !== field.team.accountId);
  if (random.chance(organisation.crossAccount))
    extra.push(...sample(random, elsewhere, random.between(1, 4)));
  const adopts = random.chance(0.5) ? uniform(random, 0.05, 0.6) : 0;
  const set = (size: number) => ({
    choose: fixedSet(random, field, size, adopts, extra),
    size: size + extra.length,
  });
  const own = catalogue.team(field.team.index);
  switch (name) {
    case 'one':
      return { choose: fixedSet(random, field, 1, 0, []), size: 1 };
    case 'few':
      return set(random.between(2, 5));
    case 'set':
      return set(Math.round(logUniform(random, 4, 60)));
    case 'some-of-set': {
      const most = random.between(1, 5);
      return {
        choose: someOf(set(Math.round(logUniform(random, 5, 120))).choose, most, uniform(random, 0.2, 1.6)),
        size: most / 2,
      };
    }
    case 'path':
      return { choose: wholePath(field), size: own.length };
    case 'account':
    case 'account-region': {
      const { accountId, region } = field.team;
      return measured(wholeAccount(field, accountId, name === 'account' ? null : region), random, world);
    }
    case 'tagged':
      return measured(
        tagged(field, random.pick(own.flatMap(({ tags }) => tags).concat('shared'))),
        random,
        world,
      );
    case 'popular':
    case 'popular-team': {
      const list = name === 'popular' ? sample(random, catalogue.all, random.between(50, 600)) : own;
      const most = random.between(1, 6);
      return { choose: popular(random, list, uniform(random, 0.5, 1.6), most), size: most / 2 };
    }
    case 'sharded': {
      const shards = random.between(2, 12);
      const resharded = world.start + random.float() * 2 * (world.end - world.start);
      return { choose: sharded(own, shards, resharded), size: own.length / shards };
    }
    case 'preferential': {
      const most = random.between(1, 5);
      const strength = logUniform(random, 1, 25);
      return { choose: preferential(field, strength, random.float() * 0.6, most), size: most / 2 };
    }
    case 'remote': {
      const list = elsewhere.length > 0 ? sample(random, elsewhere, random.between(1, 15)) : own.slice(0, 5);
      return { choose: (_random, time) => list.filter(({ created }) => created <= time), size: list.length };
    }
  }
}

function measured(choose: Chooser, random: Random, world: World): Choice {
  return { choose, size: choose(random, world.end - 1, 0).length };
}
