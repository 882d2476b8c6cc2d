import type { Random } from '../../../../../src/simulate/random.js';
import { drawAgent, drawSdk, type AgentKind } from '../agents.js';
import { DAY, HOUR, type Span } from '../calendar.js';
import type { DrawnSecret } from '../catalogue.js';
import { drawRefusal, phantomOf } from '../changes/refusals.js';
import { drawScaleOuts, factorAt } from '../changes/scale-outs.js';
import type { Caller } from '../caller.js';
import type { Choose } from '../choosing.js';
import { logUniform, weighted } from '../draw.js';
import { Fleet } from '../fleet.js';
import type { Origin } from '../networks/origin.js';
import { programOrigin } from '../networks/vpc.js';
import type { Runtime } from '../organisation.js';
import { roleName } from '../principals.js';
import { drawStyle, read, type ReadingStyle } from '../reading.js';
import { programSessions, type SessionNaming } from '../sessions.js';
import type { Permission, NewPrincipal } from '../world.js';
import type { Site } from './site.js';

/** A program with everything drawn but what the persona has fixed. */
export interface ProgramPlan {
  readonly persona: string;
  readonly span: Span;
  /** Times of its runs, in order. */
  readonly times: readonly number[];
  readonly choose: Choose;
  /** What it is there to read. */
  readonly own: readonly DrawnSecret[];
  readonly name?: string;
  readonly kind?: NewPrincipal['kind'];
  readonly sort?: NewPrincipal['sort'];
  readonly runtime?: Runtime;
  readonly agent?: AgentKind;
  readonly session?: SessionNaming;
  readonly origin?: Origin;
  /** Each run has credentials of its own. */
  readonly perRun?: boolean;
  /** All instances read in each run, rather than one. */
  readonly together?: boolean;
  readonly slots?: number;
  readonly permission?: Permission;
  readonly style?: ReadingStyle;
  readonly scaleOuts?: boolean;
}

export function drawRuntime({ random, world }: Site): Runtime {
  return weighted(random, world.organisation.runtimes);
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

export function drawPermission(random: Random): Permission {
  return weighted<Permission>(random, [
    ['own', 5],
    ['team', 3],
    ['account', 2.5],
    ['everything', 0.4],
  ]);
}

/** Adds the principal of a program and writes its calls. */
export function runProgram(site: Site, plan: ProgramPlan): Caller {
  const { world, random, deployment } = site;
  const { traits } = world.organisation;
  const runtime = plan.runtime ?? drawRuntime(site);
  const { team, app, account } = deployment;
  const style = plan.style ?? drawStyle(random, traits, pathOf(plan.own[0]));
  const caller = world.enrol({
    name: plan.name ?? roleName(random, world.organisation, team, app, account.stage),
    kind: plan.kind ?? 'role',
    persona: plan.persona,
    byArn: random.chance(traits.arnShare),
    account,
    team,
    permission: plan.permission ?? drawPermission(random),
    own: plan.own,
    sort: plan.sort ?? 'program',
  });
  const slots = plan.slots ?? weighted(random, [[1, 3], [2, 2], [3, 2], [random.between(4, 30), 1]]); // prettier-ignore
  const fleet = new Fleet(random, world.span, {
    session: plan.kind === 'user' ? () => null : (plan.session ?? programSessions(random, runtime, app)),
    origin: plan.origin ?? programOrigin(random, world.vpcs, traits, account, runtime),
    agent: drawAgent(random, plan.agent ?? agentFor(random, runtime), world.span, traits.upgradeDays),
    lifetime: runtime === 'lambda' ? logUniform(random, HOUR, 12 * HOUR) : logUniform(random, 0.3, 60) * DAY,
    keyLifetime: plan.kind === 'user' ? Number.POSITIVE_INFINITY : random.pick([1, 1, 6, 6, 12]) * HOUR,
    keyPrefix: plan.kind === 'user' ? 'AKIA' : 'ASIA',
  });
  const days = Math.max(0.1, (plan.span.to - plan.span.from) / DAY);
  caller.refusal = drawRefusal(random, plan.span, plan.own, traits.errors, plan.times.length / days);
  const phantom =
    plan.own.length > 0 && random.chance(traits.errors / 8) ? phantomOf(random.pick(plan.own)) : null;
  const scaleOuts = plan.scaleOuts === false ? [] : drawScaleOuts(random, plan.span, 0.15);
  for (const [run, time] of affordable(site, plan, slots).entries()) {
    if (time < plan.span.from || time >= plan.span.to) continue;
    const secrets = plan.choose(time);
    if (secrets.length === 0) continue;
    const instances = (plan.together === true ? slots : 1) * factorAt(scaleOuts, time);
    for (let i = 0; i < instances; i++) {
      const slot = instances === 1 ? random.between(0, slots - 1) : i;
      const start = i === 0 ? time : time + random.float() * 300;
      const presence = plan.perRun === true ? fleet.fresh(start, run * 64 + i) : fleet.at(start, slot);
      read(random, caller, presence, start, secrets, style);
      if (phantom !== null) caller.get(presence, start, phantom);
    }
  }
  return caller;
}

/**
 * The times of a program's runs, or every n-th of them where all would be more than 7 % of the calls that a whole
 * organisation should have: 1,650 for each identity in 35 days.
 */
function affordable(
  { world }: Site,
  { times, choose, together }: ProgramPlan,
  slots: number,
): readonly number[] {
  const limit = Math.max(1500, 0.07 * 1650 * world.identities * (world.days / 35));
  if (times.length === 0) return times;
  const perRun = choose(times[times.length >> 1]!).length * (together === true ? slots : 1);
  const stride = Math.ceil((times.length * perRun) / limit);
  return stride <= 1 ? times : times.filter((_, index) => index % stride === 0);
}

/** The path in which a secret is: up to the last separator of its name. */
export function pathOf(secret: DrawnSecret | undefined): string {
  const name = secret?.secret.name ?? 'app/';
  const end = Math.max(name.lastIndexOf('/'), name.lastIndexOf('-'), name.lastIndexOf('_'));
  return end > 0 ? name.slice(0, end + 1) : name;
}

/** Runs a day, over the whole breadth from less than weekly to a few hundred; `reads` is how many secrets a run reads. */
export function drawRate({ random, world }: Site, reads: number): number {
  const calls = logUniform(random, 0.05, 250) * world.organisation.traits.volume;
  return Math.max(0.05, calls / Math.max(1, reads));
}
