import { drawLifeSpan } from '../changes/life-span.js';
import { drawPortfolio } from '../changes/releases.js';
import { wholePortfolio } from '../choosing.js';
import { weighted } from '../draw.js';
import { noSession } from '../sessions.js';
import { drawTimes } from '../timing/draw-timing.js';
import type { AgentKind } from '../agents.js';
import { drawRate, runProgram } from './program.js';
import type { Site } from './site.js';

/** A program with the key of an IAM user: on premises, at a partner, or on an old instance. */
export function keyedProgram(site: Site): void {
  const { world, random, deployment, releases } = site;
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn / 2);
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const onPremises = random.chance(0.7);
  const timing = weighted(random, [
    ['cron', 4],
    ['renewal', 2],
    ['poisson', 2],
    ['rare', 1],
  ] as const);
  const { office } = world.organisation.teams[deployment.team]!;
  runProgram(site, {
    persona: onPremises ? 'keyed/on-premises' : 'keyed/cloud',
    span,
    times: drawTimes(random, span, office, timing, drawRate(site, portfolio.all.length)),
    choose: wholePortfolio(random, portfolio),
    own: portfolio.all,
    kind: 'user',
    sort: 'user',
    session: noSession,
    runtime: onPremises ? 'on-premises' : 'ec2',
    name: `${random.pick(['svc', 'app', 'legacy', 'integration', 'robot'])}-${deployment.app}`,
    agent: random.pick<AgentKind>(['java1', 'boto3', 'cli1', 'js2', 'dotnet', 'php', 'powershell']),
    ...(onPremises ? { origin: world.company.dataCentre(random) } : {}),
    slots: 1,
  });
}
