import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR, type Span } from '../calendar.js';
import type { DrawnSecret } from '../catalogue.js';
import { drawRefusal, phantomOf } from '../changes/refusals.js';
import { drawScaleOuts, factorAt } from '../changes/scale-outs.js';
import type { Caller } from '../caller.js';
import { logUniform, uniform, weighted } from '../draw.js';
import type { Runtime } from '../organisation.js';
import { roleName } from '../principals.js';
import { drawStyle, read, type ReadingStyle } from '../reading.js';
import type { Permission } from '../world.js';
import { drawProgramFleet } from './program-fleet.js';
import type { ProgramPlan } from './program-plan.js';
import type { Site } from './site.js';

export function drawRuntime({ random, world }: Site): Runtime {
  return weighted(random, world.organisation.runtimes);
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
  const fleetAt = drawProgramFleet(site, plan, runtime);
  const days = Math.max(0.1, (plan.span.to - plan.span.from) / DAY);
  caller.refusal = drawRefusal(random, plan.span, plan.own, traits.errors, plan.times.length / days);
  const phantom =
    plan.own.length > 0 && random.chance(traits.errors / 8) ? phantomOf(random.pick(plan.own)) : null;
  const scaleOuts = plan.scaleOuts === false ? [] : drawScaleOuts(random, plan.span, 0.15);
  const outage = drawOutage(random, plan.span);
  for (const [run, time] of affordable(site, plan, style, slots).entries()) {
    if (time < plan.span.from || time >= plan.span.to || (outage.from <= time && time < outage.to)) continue;
    const secrets = plan.choose(time);
    if (secrets.length === 0) continue;
    const instances = (plan.together === true ? slots : 1) * factorAt(scaleOuts, time);
    for (let i = 0; i < instances; i++) {
      const slot = instances === 1 ? random.between(0, slots - 1) : i;
      const start = i === 0 ? time : time + random.float() * 300;
      const fleet = fleetAt(start);
      const presence = plan.perRun === true ? fleet.fresh(start, run * 64 + i) : fleet.at(start, slot);
      read(random, caller, presence, start, secrets, style);
      if (phantom !== null) caller.get(presence, start, phantom);
    }
  }
  return caller;
}

/** A time in which a program stands still; empty for most. */
function drawOutage(random: Random, span: Span): Span {
  const from = uniform(random, span.from, span.to);
  return { from, to: random.chance(0.06) ? from + logUniform(random, 2 * HOUR, 5 * DAY) : from };
}

/**
 * The times of a program's runs, or every n-th of them where all would be too many: an organisation should have at most
 * 1,500 calls for each identity in 35 days, and one program at most 5 % of those, or 20 % of what is left.
 */
function affordable(
  { world }: Site,
  { times, choose, together }: ProgramPlan,
  { describes, lists }: ReadingStyle,
  slots: number,
): readonly number[] {
  if (times.length === 0) return times;
  const all = 1500 * world.identities * (world.days / 35);
  const limit = Math.max(1000, Math.min(0.05 * all, 0.2 * (all - world.calls.length)));
  const reads = choose(times[times.length >> 1]!).length * (describes ? 2 : 1) + (lists ? 1 : 0);
  const stride = Math.ceil((times.length * reads * (together === true ? slots : 1)) / limit);
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
