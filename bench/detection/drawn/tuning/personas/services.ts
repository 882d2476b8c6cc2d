import { drawLifeSpan } from '../changes/life-span.js';
import { drawPortfolio } from '../changes/releases.js';
import {
  byPopularity,
  inTurn,
  Portfolio,
  shard,
  wholePath,
  wholePortfolio,
  type Choose,
} from '../choosing.js';
import { DAY, HOUR, workingTime } from '../calendar.js';
import { logUniform, uniform, weighted, wholeLogUniform } from '../draw.js';
import { moving } from '../networks/origin.js';
import { programOrigin } from '../networks/vpc.js';
import { drawTimes, PROGRAM_TIMINGS } from '../timing/draw-timing.js';
import { drawRate, drawRuntime, runProgram } from './program.js';
import type { Site } from './site.js';

/** A program that reads what its application is configured with. */
export function service(site: Site): void {
  const { world, random, deployment, releases } = site;
  const { office } = world.organisation.teams[deployment.team]!;
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn);
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const timing = weighted(random, PROGRAM_TIMINGS);
  const rate = drawRate(site, portfolio.all.length);
  runProgram(site, {
    persona: `service/${timing}`,
    span,
    times: drawTimes(random, span, office, timing, timing === 'rare' ? 0.1 : rate),
    choose: wholePortfolio(random, portfolio),
    own: portfolio.all,
    together: timing === 'restarts',
  });
}

/** A program that serves tenants, each with a secret of its own under a path that grows. */
export function tenantWorker(site: Site): void {
  const { world, random, deployment } = site;
  const tenants =
    deployment.tenants ?? world.catalogue.deployments.find(({ tenants: path }) => path !== null)?.tenants;
  if (tenants === null || tenants === undefined) {
    service(site);
    return;
  }
  const home = world.catalogue.deployments.find((one) => one.tenants === tenants)!;
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn);
  const perRun = wholeLogUniform(random, 1, 12);
  const way = weighted(random, [
    ['popular', 4],
    ['turn', 2],
    ['shard', 1],
    ['path', 1],
  ] as const);
  const choose: Choose = {
    popular: () => byPopularity(random, tenants.secrets, perRun),
    turn: () => inTurn(tenants.secrets, perRun),
    shard: () => shard(random, tenants.secrets),
    path: () => wholePath(tenants.secrets),
  }[way]();
  const all = way === 'shard' || way === 'path';
  const timing = weighted(random, all ? PROGRAM_TIMINGS.slice(0, 3) : PROGRAM_TIMINGS.slice(2, 7));
  const rate = all ? logUniform(random, 0.2, 4) : drawRate(site, perRun);
  runProgram(
    { ...site, deployment: home },
    {
      persona: `tenants/${way}`,
      span,
      times: drawTimes(random, span, world.organisation.teams[home.team]!.office, timing, rate),
      choose,
      own: tenants.secrets,
      permission: random.chance(0.7) ? 'team' : 'account',
    },
  );
}

/** A program of a team that reads any of the team's secrets, by popularity: a shared gateway or a tool. */
export function teamReader(site: Site): void {
  const { world, random, deployment } = site;
  const accountId = deployment.account.id;
  const secrets = world.catalogue.all.filter(
    ({ team, secret, use }) => team === deployment.team && secret.accountId === accountId && use !== 'cold',
  );
  if (secrets.length < 8) {
    service(site);
    return;
  }
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn);
  const perRun = wholeLogUniform(random, 1, 5);
  const timing = weighted(random, PROGRAM_TIMINGS.slice(2, 7));
  runProgram(site, {
    persona: 'team-reader',
    span,
    times: drawTimes(
      random,
      span,
      world.organisation.teams[deployment.team]!.office,
      timing,
      drawRate(site, perRun),
    ),
    choose: byPopularity(random, secrets, perRun),
    own: secrets,
    permission: 'team',
  });
}

/** A program that reads one or some secrets of other accounts, by ARN. */
export function crossAccount(site: Site): void {
  const { world, random, deployment } = site;
  const others = world.catalogue.deployments.filter(({ account }) => account.id !== deployment.account.id);
  if (others.length === 0) {
    service(site);
    return;
  }
  const portfolio = new Portfolio(random.pick(others).secrets.slice(0, random.between(1, 6)));
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn);
  const timing = weighted(random, PROGRAM_TIMINGS);
  runProgram(site, {
    persona: 'cross-account',
    span,
    times: drawTimes(
      random,
      span,
      world.organisation.teams[deployment.team]!.office,
      timing,
      drawRate(site, portfolio.all.length),
    ),
    choose: wholePortfolio(random, portfolio),
    own: portfolio.all,
  });
}

/** A role that is used less than weekly. */
export function rarelyUsed(site: Site): void {
  const { world, random, deployment, releases } = site;
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const { office } = world.organisation.teams[deployment.team]!;
  const timing = random.chance(0.7) ? 'rare' : 'month-end';
  runProgram(site, {
    persona: `rare/${timing}`,
    span: world.span,
    times: drawTimes(random, world.span, office, timing, 0.1),
    choose: wholePortfolio(random, portfolio),
    own: portfolio.all,
    perRun: random.chance(0.5),
  });
}

/** A program that moves to another region on one day, to which its secrets are replicated before. */
export function regionMove(site: Site): void {
  const { world, random, deployment, releases } = site;
  const { account } = deployment;
  const { traits, teams } = world.organisation;
  const region = random.pick(['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2']);
  if (region === account.region) {
    service(site);
    return;
  }
  const { office } = teams[deployment.team]!;
  const at = workingTime(random, office, world.span);
  const before = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const replicated = at - logUniform(random, HOUR, 20 * DAY);
  const deployer = world.deployerFor(account.id, deployment.team);
  const replicas = new Map(before.all.map((one) => [one, world.catalogue.replica(one, region, replicated)]));
  for (const [index, secret] of before.all.entries()) {
    const time = replicated + index * uniform(random, 1, 20);
    if (secret.secret.accountId === account.id)
      deployer?.caller.call(deployer.fleet.fresh(replicated, 2), 'ReplicateSecretToRegions', time, {
        secret,
        replicaRegion: region,
      });
  }
  const wanted = wholePortfolio(random, before);
  const runtime = drawRuntime(site);
  const timing = weighted(random, PROGRAM_TIMINGS);
  runProgram(site, {
    persona: 'region-move',
    span: world.span,
    times: drawTimes(random, world.span, office, timing, drawRate(site, before.all.length)),
    choose: (time) => (time < at ? wanted(time) : wanted(time).map((one) => replicas.get(one) ?? one)),
    own: [...before.all, ...replicas.values()],
    runtime,
    origin: moving(
      programOrigin(random, world.vpcs, traits, account, runtime),
      at,
      programOrigin(random, world.vpcs, traits, { ...account, region }, runtime),
    ),
  });
}
