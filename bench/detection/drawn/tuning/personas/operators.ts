import { DAY, HOUR, MINUTE } from '../calendar.js';
import type { DrawnSecret } from '../catalogue.js';
import { drawLifeSpan } from '../changes/life-span.js';
import { drawPortfolio } from '../changes/releases.js';
import type { Portfolio } from '../choosing.js';
import { type Choose } from '../choosing.js';
import { logUniform, weighted, wholeLogUniform } from '../draw.js';
import { drawStyle, type ReadingStyle } from '../reading.js';
import { cron, renewal } from '../timing/regular.js';
import { pathOf, runProgram } from './program.js';
import type { Site } from './site.js';

/** The secrets of several applications of one account, over time. */
function portfolioOfSome(site: Site, count: number): Portfolio {
  const { world, random, deployment, releases } = site;
  const local = world.catalogue.deployments.filter(({ account }) => account.id === deployment.account.id);
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  for (let i = 1; i < count; i++) {
    const other = random.pick(local);
    if (other === deployment) continue;
    for (const secret of other.secrets) if (!portfolio.all.includes(secret)) portfolio.add(secret);
    for (const { time, secrets } of releases.get(other) ?? [])
      for (const secret of secrets) portfolio.add(secret, time - logUniform(random, MINUTE, HOUR));
  }
  return portfolio;
}

/**
 * A Kubernetes operator (External Secrets Operator and the like): reads each secret again after an interval, all at once
 * or each at its own time, and all of them when it restarts.
 */
export function secretsOperator(site: Site): void {
  const { world, random } = site;
  const portfolio = portfolioOfSome(site, weighted(random, [[1, 2], [random.between(2, 5), 3], [random.between(6, 20), 1]])); // prettier-ignore
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn / 2);
  const few = portfolio.all.length < 6;
  const interval = weighted(random, [
    [few ? 10 * MINUTE : HOUR, 1],
    [HOUR, 3],
    [3 * HOUR, 1],
    [6 * HOUR, 1],
    [DAY, 1],
  ]);
  const restarts = renewal(random, span, logUniform(random, 2, 40) * DAY, 1);
  const spread = random.chance(0.45);
  const style: ReadingStyle = {
    ...drawStyle(random, world.organisation.traits, pathOf(portfolio.all[0])),
    lists: !spread && random.chance(0.25),
    describes: false,
    pace: random.chance(0.7) ? 0 : 0.3,
  };
  const turns = new Map<number, readonly DrawnSecret[]>();
  const times = spread ? [] : cron(random, span, interval);
  if (spread) {
    for (const secret of portfolio.all) {
      for (
        let t = span.from + random.float() * interval;
        t < span.to;
        t += interval * (1 + 0.02 * random.float())
      ) {
        times.push(t);
        turns.set(t, [secret]);
      }
    }
  }
  times.push(...restarts);
  times.sort((a, b) => a - b);
  const choose: Choose = (time) => {
    const turn = turns.get(time);
    const current = portfolio.at(time);
    return turn === undefined ? current : turn.filter((secret) => current.includes(secret));
  };
  runProgram(site, {
    persona: spread ? 'operator/spread' : 'operator/loop',
    span,
    times,
    choose,
    own: portfolio.all,
    runtime: 'eks',
    agent: random.chance(0.7) ? 'external-secrets' : 'go2',
    slots: 1,
    style,
    permission: weighted(random, [
      ['own', 2],
      ['account', 3],
    ]),
    scaleOuts: false,
  });
}

/** Pods that mount secrets by the CSI driver, or tasks to which ECS injects them: all instances read at each rollout. */
export function mountedSecrets(site: Site): void {
  const { world, random, deployment, releases } = site;
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn);
  const ecs = random.chance(0.5);
  const slots = wholeLogUniform(random, 1, 25);
  const rollouts = renewal(random, span, logUniform(random, 0.15, 12) * DAY, logUniform(random, 0.5, 3));
  const polls = !ecs && random.chance(0.3) ? cron(random, span, random.pick([2, 6, 12]) * HOUR) : [];
  runProgram(site, {
    persona: ecs ? 'mounted/ecs' : 'mounted/csi',
    span,
    times: [...rollouts, ...polls].sort((a, b) => a - b),
    choose: (time) => portfolio.at(time),
    own: portfolio.all,
    runtime: ecs ? 'ecs' : 'eks',
    agent: ecs ? 'ecs-agent' : 'csi',
    slots,
    together: true,
    perRun: ecs,
  });
}
