import { logNormal } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { drawAgent, serviceAgent, type Software } from '../agents.js';
import type { KnownSecret } from '../catalogue.js';
import { composeChooser, type Choice } from '../compose-chooser.js';
import { composeOrigin } from '../compose-origin.js';
import { composeProcess } from '../compose-process.js';
import { DAY, HOUR, logUniform, uniform, weighted, type Weighted } from '../draw.js';
import { drawFaults } from '../faults.js';
import { anything, MACHINE_PRIORS, type MachineKind, type MachinePriors } from '../priors.js';
import type { ReadOptions, ReadStyle } from '../recorder.js';
import { roleSessions, userSessions } from '../sessions.js';
import type { Team } from '../teams.js';
import { callerOf, replicaOf, type Actor, type World } from '../world.js';

/** Most reads of one principal a day, on average. */
const MOST_PER_DAY = 900;

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
  const choice = seat.choice ?? composeChooser(random, dimension(random, priors, 'choosers'), world, team);
  const origin = composeOrigin(random, dimension(random, priors, 'origins'), world, team);
  const software: Software = dimension(random, priors, 'software');
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
    agent: service === null ? drawAgent(random, software, world.start, upgrade) : serviceAgent(service),
    sessions: seat.isUser
      ? userSessions(random, random.chance(0.15) ? uniform(random, world.start, world.end) : Infinity)
      : roleSessions(
          random,
          dimension(random, priors, 'sessions'),
          seat.fixedName,
          lease,
          random.chance(0.2),
        ),
    from: seat.from,
    to: seat.to,
    work: drawWork(random, world, priors, choice),
  };
}

type Dimension = Exclude<keyof MachinePriors, 'volume'>;

/** From the priors of its kind; one in twelve is unlike its kind in this dimension. */
function dimension<Name extends Dimension>(
  random: Random,
  priors: MachinePriors,
  name: Name,
): Item<MachinePriors[Name]> {
  const entries = random.chance(1 / 12) && name !== 'choosers' ? anything(name) : priors[name];
  return weighted(random, entries as Weighted<Item<MachinePriors[Name]>>);
}

type Item<Entries> = Entries extends Weighted<infer One> ? One : never;

/** Draws how much, when and how it reads, and returns the doing of it. */
function drawWork(random: Random, world: World, priors: MachinePriors, choice: Choice): Actor['work'] {
  const { organisation } = world;
  const volume = Math.min(
    MOST_PER_DAY,
    logNormal(random, organisation.volume * priors.volume, organisation.volumeSigma),
  );
  const name = dimension(random, priors, 'processes');
  const options = drawStyle(random, organisation.batchShare);
  const perDay = Math.max(choice.size > 50 ? 0.15 : 0.3, volume / Math.max(1, choice.size));
  return (_world, actor) => {
    const { team } = actor;
    const heard = world.incidents.filter(
      (one) => one.team === team.index || team.neighbours.includes(one.team),
    );
    const process = composeProcess(
      random,
      name,
      perDay,
      team,
      heard.map(({ time }) => time),
    );
    const faults = drawFaults(random, world, team);
    const failover = world.failovers.find((one) => one.team === team.index);
    const most = 80_000;
    let reads = 0;
    for (const { time, lane } of process(random, actor.from, actor.to)) {
      if (time < actor.from || time >= actor.to || reads > most) continue;
      const caller = callerOf(actor, time, lane);
      const chosen = choice.choose(random, time, lane);
      const region =
        failover !== undefined && time >= failover.from && time < failover.to ? failover.region : null;
      const named = chosen.filter((known) => faults.stillNamed(known, time));
      const byName = new Map(named.map((known) => [known.secret, known] as const));
      const secrets = named.map((known) => atRegion(known, region, byName));
      reads += secrets.length;
      const error = (secret: (typeof secrets)[number]) => faults.errorOf(byName.get(secret)!, time);
      const after = world.recorder.read(random, caller, time, secrets, { ...options, error });
      if (faults.refused !== null)
        world.recorder.call(caller, 'GetSecretValue', after, faults.refused.secret, {
          error: 'AccessDenied',
        });
    }
  };
}

function atRegion(
  known: KnownSecret,
  region: string | null,
  byName: Map<KnownSecret['secret'], KnownSecret>,
): KnownSecret['secret'] {
  if (region === null) return known.secret;
  const replica = replicaOf(known.secret, region);
  byName.set(replica, known);
  return replica;
}

function drawStyle(random: Random, batchShare: number): ReadOptions {
  const style: ReadStyle = random.chance(batchShare)
    ? random.pick(['batch-list', 'batch-list', 'batch-filters'])
    : random.chance(0.06)
      ? 'describe-first'
      : 'gets';
  const gap = random.chance(0.7) ? logUniform(random, 0.03, 1) : logUniform(random, 1, 30);
  const byArn = random.chance(0.4);
  const tagFilter = random.chance(0.4)
    ? [{ key: 'tag-key', values: [random.pick(['app', 'team', 'component', 'env'])] }]
    : null;
  return tagFilter === null ? { style, gap, byArn } : { style, gap, byArn, filters: tagFilter };
}
