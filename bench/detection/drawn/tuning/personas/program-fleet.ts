import { drawAgent, drawSdk, type AgentKind } from '../agents.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR } from '../calendar.js';
import { logUniform, uniform } from '../draw.js';
import { Fleet } from '../fleet.js';
import { programOrigin } from '../networks/vpc.js';
import type { Runtime } from '../organisation.js';
import { noSession, programSessions } from '../sessions.js';
import type { ProgramPlan } from './program-plan.js';
import type { Site } from './site.js';

/** The instances of a program at a time. Most have one fleet; some move to another runtime, or are written anew. */
export function drawProgramFleet(site: Site, plan: ProgramPlan, runtime: Runtime): (time: number) => Fleet {
  const { world, random, deployment } = site;
  const fleet = drawFleet(site, plan, runtime);
  const move = world.organisation.platformMove;
  const free = plan.origin === undefined && plan.session === undefined;
  if (free && plan.runtime === undefined && move?.teams.has(deployment.team) === true) {
    const at = uniform(random, move.span.from, move.span.to);
    const moved = drawFleet(site, plan, move.to);
    return (time) => (time < at ? fleet : moved);
  }
  if (free && random.chance(0.03)) {
    const at = uniform(random, world.span.from, world.span.to);
    const rewritten = drawFleet(site, { ...plan, agent: drawSdk(random) }, runtime);
    return (time) => (time < at ? fleet : rewritten);
  }
  return () => fleet;
}

function drawFleet({ world, random, deployment }: Site, plan: ProgramPlan, runtime: Runtime): Fleet {
  const { traits } = world.organisation;
  const user = plan.kind === 'user';
  return new Fleet(random, world.span, {
    session: user ? noSession : (plan.session ?? programSessions(random, runtime, deployment.app)),
    origin: plan.origin ?? programOrigin(random, world.vpcs, traits, deployment.account, runtime),
    agent: drawAgent(random, plan.agent ?? agentFor(random, runtime), world.span, traits.upgradeDays),
    lifetime: runtime === 'lambda' ? logUniform(random, HOUR, 12 * HOUR) : logUniform(random, 0.3, 60) * DAY,
    keyLifetime: user ? Number.POSITIVE_INFINITY : random.pick([1, 1, 6, 6, 12]) * HOUR,
    keyPrefix: user ? 'AKIA' : 'ASIA',
  });
}

/** Agents of programs that do not use an SDK of their own for it. */
function agentFor(random: Random, runtime: Runtime): AgentKind {
  if (runtime === 'lambda' && random.chance(0.25)) return 'lambda-extension';
  if (runtime === 'ecs' && random.chance(0.4)) return 'ecs-agent';
  if (runtime === 'eks' && random.chance(0.2)) return random.pick(['csi', 'external-secrets', 'chamber']);
  if ((runtime === 'ec2' || runtime === 'on-premises') && random.chance(0.15))
    return random.pick(['cli', 'cli1', 'ansible']);
  return drawSdk(random);
}
