import type { Random } from '../../../../../src/simulate/random.js';
import { drawAgent, movedAgent, serviceAgent, type Agent, type Software } from '../agents.js';
import { composeChooser, type Choice } from '../compose-chooser.js';
import { composeOrigin } from '../compose-origin.js';
import type { MachinePriors } from '../dimensions.js';
import { DAY, HOUR, logUniform, uniform, weighted } from '../draw.js';
import { ANYTHING, MACHINE_PRIORS, type MachineKind } from '../machine-priors.js';
import { roleSessions, userSessions } from '../sessions.js';
import type { Team } from '../teams.js';
import type { Actor, World } from '../world.js';
import { drawMachineWork } from './machine-work.js';

export interface MachineSeat {
  readonly principal: number;
  readonly kind: MachineKind;
  readonly team: Team;
  readonly isUser: boolean;
  /** Session name of roles whose sessions always have the same. */
  readonly fixedName: string;
  readonly from: number;
  readonly to: number;
  /** Its choice of secrets where that is given: copies of a stack read the same. */
  readonly choice?: Choice;
}

/** A program that reads secrets: process, choice, style, origin, agent and sessions are drawn one by one. */
export function drawMachine(random: Random, world: World, seat: MachineSeat): Actor {
  const { team, kind } = seat;
  const priors: MachinePriors = MACHINE_PRIORS[kind];
  const choice = seat.choice ?? composeChooser(random, weighted(random, priors.choosers), world, team);
  const origin = composeOrigin(random, weighted(random, unlike(random, priors).origins), world, team);
  const software: Software = weighted(random, unlike(random, priors).software);
  const service = origin.kind === 'aws-service' ? origin.at(0, 0).address : null;
  const lease = random.pick([1, 1, 1, 6, 6, 12]) * HOUR;
  const upgrade = logUniform(random, 5 * DAY, 200 * DAY);
  return {
    principal: seat.principal,
    accountId: world.principals[seat.principal]!.accountId,
    kind,
    team,
    random,
    origin,
    agent: service === null ? machineAgent(random, world, software, upgrade) : serviceAgent(service),
    sessions: seat.isUser
      ? userSessions(random, random.chance(0.15) ? uniform(random, world.start, world.end) : Infinity)
      : roleSessions(
          random,
          weighted(random, unlike(random, priors).sessions),
          seat.fixedName,
          lease,
          random.chance(0.2),
        ),
    from: seat.from,
    to: seat.to,
    work: drawMachineWork(random, world, choice, {
      process: weighted(random, unlike(random, priors).processes),
      volume: priors.volume,
      kind,
    }),
  };
}

/** The agent of its software, or of what the organisation's machines move to. */
function machineAgent(
  random: Random,
  { softwareMove, start }: World,
  software: Software,
  upgrade: number,
): Agent {
  const own = drawAgent(random, software, start, upgrade);
  if (softwareMove === null || !random.chance(softwareMove.share)) return own;
  return movedAgent(own, drawAgent(random, softwareMove.software, start, upgrade), softwareMove.time);
}

/** The priors of a dimension: those of its kind, or, for one in twelve, of any kind. */
function unlike(random: Random, priors: MachinePriors): typeof ANYTHING {
  return random.chance(1 / 12) ? ANYTHING : priors;
}
