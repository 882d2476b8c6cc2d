import type { Random } from '../../../../src/simulate/random.js';
import type { KnownSecret } from './catalogue.js';
import { DAY, logUniform } from './draw.js';
import type { Team } from './teams.js';
import type { World } from './world.js';

/** What goes wrong for a program. */
export interface Faults {
  /** A secret that it asks for each time and is refused; null for most. */
  readonly refused: KnownSecret | null;
  /** `errorCode` of a read at a time; null for success. */
  readonly errorOf: (known: KnownSecret, time: number) => string | null;
  /** Whether it still asks for a secret: it gives up some days after the deletion. */
  readonly stillNamed: (known: KnownSecret, time: number) => boolean;
}

/** Misconfiguration, a policy change that goes wrong for some hours, deleted secrets, throttling. */
export function drawFaults(random: Random, world: World, team: Team): Faults {
  const { organisation, catalogue, start, end } = world;
  const owned = catalogue.team(team.index);
  const refused = random.chance(organisation.misconfigured)
    ? random.pick(random.chance(0.7) ? owned : catalogue.all)
    : null;
  const broken = random.chance(0.03) ? start + random.float() * (end - start) : Infinity;
  const repaired = broken + logUniform(random, 600, 2 * DAY);
  const brokenShare = random.float();
  const throttled = random.chance(0.03) ? logUniform(random, 0.001, 0.05) : 0;
  const patience = random.chance(0.5) ? 0 : logUniform(random, 600, 6 * DAY);
  const draw = random;
  return {
    refused,
    errorOf: (known, time) => {
      if (time >= known.deleted)
        return time < known.deleted + 7 * DAY ? 'InvalidRequestException' : 'ResourceNotFoundException';
      if (known.created > time) return 'ResourceNotFoundException';
      if (time >= broken && time < repaired && known.created % 1 < brokenShare) return 'AccessDenied';
      return throttled > 0 && draw.chance(throttled) ? 'ThrottlingException' : null;
    },
    stillNamed: ({ deleted }, time) => time < deleted + patience,
  };
}
