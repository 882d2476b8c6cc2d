import { exponential } from '../../../../../src/simulate/distributions.js';
import { DAY } from '../calendar.js';
import { drawPortfolio } from '../changes/releases.js';
import { wholePortfolio } from '../choosing.js';
import { drawSdk } from '../agents.js';
import { logUniform, uniform, weighted } from '../draw.js';
import { programOrigin } from '../networks/vpc.js';
import { stackRoleName } from '../principals.js';
import { programSessions } from '../sessions.js';
import { drawStyle } from '../reading.js';
import { drawTimes, PROGRAM_TIMINGS } from '../timing/draw-timing.js';
import { drawRate, drawRuntime, pathOf, runProgram } from './program.js';
import type { Site } from './site.js';

/** A stack that is replaced as a whole: each generation is a new role with the same stem and another random end. */
export function blueGreenStack(site: Site): void {
  const { world, random, deployment, releases } = site;
  const { traits, teams } = world.organisation;
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const team = teams[deployment.team]!;
  const stem = `${team.name}-${deployment.app}-${deployment.account.stage}-TaskRole`;
  const mean = Math.max(1.5, 30 / (traits.blueGreen * logUniform(random, 0.4, 2))) * DAY;
  const runtime = drawRuntime(site);
  const shared = {
    runtime,
    agent: drawSdk(random),
    origin: programOrigin(random, world.vpcs, traits, deployment.account, runtime),
    session: programSessions(random, runtime, deployment.app),
    style: drawStyle(random, traits, pathOf(portfolio.all[0])),
    choose: wholePortfolio(random, portfolio),
  };
  const timing = weighted(random, PROGRAM_TIMINGS);
  const rate = drawRate(site, portfolio.all.length);
  const most = Math.max(1, Math.min(world.room, Math.ceil(world.identities / 25)));
  let { from } = world.span;
  for (let i = 0; i < most && from < world.span.to; i++) {
    const to =
      i === most - 1
        ? world.span.to
        : Math.min(world.span.to, Math.floor(from + exponential(random, mean) + 3600));
    const span = { from, to };
    runProgram(site, {
      ...shared,
      persona: 'blue-green',
      span,
      // Each generation reads everything when it starts.
      times: [from + uniform(random, 1, 600), ...drawTimes(random, span, team.office, timing, rate)].sort(
        (a, b) => a - b,
      ),
      own: portfolio.all,
      name: stackRoleName(random, stem),
      permission: 'own',
      scaleOuts: false,
    });
    // Both generations run for some minutes or hours.
    from = to - random.between(0, 3600);
    if (to >= world.span.to) break;
  }
}

/** A role that is renamed on one day: the program goes on under a new name. */
export function renamedRole(site: Site): void {
  const { world, random, deployment, releases } = site;
  if (world.room < 2) return;
  const { traits, teams } = world.organisation;
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const runtime = drawRuntime(site);
  const team = teams[deployment.team]!;
  const shared = {
    runtime,
    agent: drawSdk(random),
    origin: programOrigin(random, world.vpcs, traits, deployment.account, runtime),
    session: programSessions(random, runtime, deployment.app),
    style: drawStyle(random, traits, pathOf(portfolio.all[0])),
    choose: wholePortfolio(random, portfolio),
    own: portfolio.all,
    persona: 'renamed',
  };
  const timing = weighted(random, PROGRAM_TIMINGS.slice(0, 7));
  const rate = drawRate(site, portfolio.all.length);
  const at = Math.floor(uniform(random, world.span.from, world.span.to));
  const spans = [{ from: world.span.from, to: at }, { from: at, to: world.span.to }]; // prettier-ignore
  for (const [index, span] of spans.entries())
    runProgram(site, {
      ...shared,
      span,
      times: drawTimes(random, span, team.office, timing, rate),
      name: `${deployment.app}-${team.name}${['', '-v2'][index]!}`,
    });
}
