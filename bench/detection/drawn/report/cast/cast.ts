import { Random } from '../../../../../src/simulate/random.js';
import { drawAgent, serviceAgent, type Software } from '../agents.js';
import { composeOrigin } from '../compose-origin.js';
import { DAY, HOUR, logUniform, weighted } from '../draw.js';
import type { Kind } from '../organisation.js';
import { serviceOrigin, type OriginKind } from '../origins.js';
import { scannerWork, terraformWork } from '../personas/keeper.js';
import { drawMachine } from '../personas/machine.js';
import { breakGlassWork, migrationWork, previewWork } from '../personas/passing.js';
import { rotatorWork } from '../personas/rotator.js';
import { personSessions, roleSessions, type SessionNaming } from '../sessions.js';
import type { Actor, World } from '../world.js';
import { castPeople, castUser } from './people.js';
import { addRole, email, functionName, type Seat } from './seat.js';
import { castStacks } from './stacks.js';

/** Roles that do one special kind of work, with what else about them is drawn from. */
interface Specialist {
  readonly software: readonly Software[];
  readonly origins: readonly OriginKind[];
  readonly work: (random: Random) => Actor['work'];
  /** AWS services that may call on behalf of the role, and how often one does. */
  readonly services?: readonly string[];
}

const SPECIALISTS: Partial<Record<Kind, Specialist>> = {
  rotator: { software: ['boto3-lambda'], origins: ['lambda', 'endpoint', 'nat'], work: rotatorWork },
  terraform: {
    software: ['terraform'],
    origins: ['runner', 'runner', 'nat', 'data-centre'],
    work: terraformWork,
  },
  scanner: {
    software: ['boto3', 'go-v2', 'java-v2'],
    origins: ['nat', 'other-cloud', 'lambda'],
    work: scannerWork,
    services: ['config.amazonaws.com', 'securityhub.amazonaws.com', 'access-analyzer.amazonaws.com'],
  },
  preview: { software: ['cli', 'js-v3', 'terraform'], origins: ['runner', 'nat'], work: previewWork },
  migration: {
    software: ['boto3', 'cli', 'go-v2', 'vault'],
    origins: ['nat', 'runner', 'endpoint'],
    work: migrationWork,
  },
  'break-glass': { software: ['cli', 'browser'], origins: ['roaming'], work: breakGlassWork },
};

/** Draws principals one by one until there are `count`, and the actors behind them. */
export function drawCast(random: Random, world: World, count: number): void {
  while (world.principals.length < count) {
    const kind = weighted(random, world.organisation.kinds);
    const own = new Random(random.uint32(), world.principals.length);
    const team = own.pick(world.teams);
    const [from, to] = kind === 'break-glass' ? [world.start, world.end] : drawLifetime(own, world);
    fill({ random: own, world, kind, team, from, to }, count);
  }
}

function fill(seat: Seat, count: number): void {
  const { random, world, kind, team, from, to } = seat;
  const specialist = SPECIALISTS[kind];
  if (specialist !== undefined) castSpecialist(seat, specialist);
  else if (kind === 'workforce') castPeople(seat);
  else if (kind === 'key-user') castUser(seat);
  else if (kind === 'blue-green') castStacks(seat, count - world.principals.length);
  else {
    const fixedName = functionName(random, team);
    const machine = kind as Exclude<
      Kind,
      | 'rotator'
      | 'terraform'
      | 'scanner'
      | 'preview'
      | 'migration'
      | 'break-glass'
      | 'workforce'
      | 'key-user'
      | 'blue-green'
    >;
    world.actors.push(
      drawMachine(random, world, {
        principal: addRole(seat),
        kind: machine,
        team,
        isUser: false,
        fixedName,
        from,
        to,
      }),
    );
  }
}

/** Most principals are there all the time; some begin or end within the period. */
function drawLifetime(random: Random, { start, end }: World): [from: number, to: number] {
  const from = random.chance(0.1) ? start + random.float() * (end - start) : start;
  const to = random.chance(0.06) ? from + random.float() * (end - from) : end;
  return [from, to];
}

function castSpecialist(seat: Seat, { software, origins, work, services }: Specialist): void {
  const { random, world, kind, team } = seat;
  const naming = random.pick<SessionNaming>(
    kind === 'rotator' ? ['fixed'] : ['runner', 'fixed', 'job', 'botocore', 'timestamp'],
  );
  const service = services !== undefined && random.chance(0.4) ? random.pick(services) : null;
  const upgrade = logUniform(random, 10 * DAY, 100 * DAY);
  const lease = random.pick([1, 6, 12]) * HOUR;
  world.actors.push({
    ...seat,
    principal: addRole(seat),
    accountId: team.accountId,
    origin:
      service === null ? composeOrigin(random, random.pick(origins), world, team) : serviceOrigin(service),
    agent:
      service === null
        ? drawAgent(random, random.pick(software), world.start, upgrade)
        : serviceAgent(service),
    sessions:
      kind === 'break-glass'
        ? personSessions(random, email(random, world))
        : roleSessions(random, naming, functionName(random, team), lease, false),
    work: work(random),
  });
}
