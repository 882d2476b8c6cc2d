import type { Dice } from '../base/dice.js';
import type { Account, Deployment, Secret, Stage, Team } from '../base/model.js';
import { DAY } from '../base/time.js';
import { programAgent } from '../company/agents.js';
import type { World } from '../company/world.js';
import { commonOf } from './apps.js';
import { addJob, type Rhythm } from './jobs.js';

/** Some deployment of the company that exists by now; null while there is none. */
export function someDeployment(
  world: World,
  dice: Dice,
  check: (one: Deployment) => boolean = () => true,
): Deployment | null {
  const now = Math.max(world.clock.now, world.company.start);
  const apps = world.apps.filter(({ born }) => born === null || born <= now);
  return world.random(dice, apps.flatMap(({ deployments }) => deployments).filter(check));
}

/** What a role that is not part of an app reads: its own, of its team, or of many. */
export function drawScope(
  world: World,
  dice: Dice,
  account: Account,
  team: Team | null,
  size: number,
): Secret[] {
  const all = world.vault.at(world.company.start, ({ is }) => is.accountId === account.id);
  const own = team === null ? all : all.filter(({ owner }) => owner === team);
  const scope = dice.sample(own.length > 0 ? own : all, size);
  return scope.length > 0 ? scope : commonOf(world, account, world.company.regions[0]!);
}

/** Data pipelines, schedules, workflows. */
export function addBatchJob(world: World, dice: Dice): void {
  const kind = dice.pick(['glue', 'airflow', 'step', 'cron', 'fargate', 'emr'] as const);
  const stage: Stage = dice.chance(0.7) ? 'prod' : 'shared';
  const account = world.accountFor(dice, stage);
  const team = dice.pick(world.company.teams);
  const rhythm: Rhythm = dice.weighted([
    ['often', 1],
    ['hourly', 2],
    ['daily', 5],
    ['workdays', 2],
    ['weekly', 2],
    ['month-end', 1],
  ]);
  const size = rhythm === 'month-end' ? dice.logNormal(20, 0.6) : dice.logNormal(3, 0.9);
  const scope = drawScope(
    world,
    dice,
    account,
    rhythm === 'month-end' ? null : team,
    Math.max(1, Math.round(Math.min(size, rhythm === 'often' ? 4 : 90))),
  );
  const region = scope[0]!.is.region;
  const late = dice.chance(0.08) ? dice.uniform(world.company.start, world.company.end) : null;
  const principal = world.registry.add(dice, {
    persona: 'batch job',
    nature: 'job',
    account,
    region,
    team,
    reach: dice.weighted([
      ['own', 3],
      ['team', 3],
      ['account', 3],
    ]),
    granted: scope,
    purpose: { app: `${team.name}-${kind}`, stage, item: 'job' },
  });
  if (principal === null) return;
  const inVpc = kind !== 'step' && dice.chance(0.8);
  const name = `${team.name}-${kind}-${dice.hex(4)}`;
  const grows = dice.float() ** 2;
  let seen = world.company.start;
  addJob(world, dice, {
    principal,
    rhythm,
    site: team.site,
    from: late,
    secrets: (time) => {
      // Now and then it is given another source.
      if (dice.chance((grows * (time - seen)) / (30 * DAY))) {
        const [source] = drawScope(world, dice, account, dice.chance(0.6) ? team : null, 1);
        if (source !== undefined && !scope.includes(source)) scope.push(source);
        if (source !== undefined) principal.granted.add(source);
      }
      seen = time;
      return dice.chance(0.1) ? dice.sample(scope, Math.ceil(scope.length * 0.6)) : scope;
    },
    how: dice.chance(world.company.culture.batching) ? 'batch' : 'get',
    lists: false,
    pace: dice.logNormal(5, 1.5),
    agent:
      kind === 'glue'
        ? `Boto3/1.18.60 Python/3.9.20 Linux/5.10.226 Botocore/1.21.60`
        : programAgent(dice, kind === 'step' ? 'AWS_Lambda_python3.12' : null),
    by: dice.chance(0.5) ? 'arn' : 'name',
    session: {
      glue: () => 'GlueJobRunnerSession',
      airflow: () => `botocore-session-${dice.digits(10)}`,
      step: () => name,
      cron: () => `i-0${dice.hex(16)}`,
      fargate: () => dice.hex(32),
      emr: () => `i-0${dice.hex(16)}`,
    }[kind],
    key: () => null,
    place: (own, time) =>
      inVpc ? world.networks.inVpc(own, account, region, 'main', time) : world.networks.cloud(own),
    fickle: dice.float() ** 3 * 0.5,
    onRun: (time, run) => {
      if (run === 0 && late !== null && scope.length > 15)
        world.mark(principal, time, time + DAY / 2, 'first run of a new job over many secrets');
    },
  });
}

/** Services that read on behalf of a role: proxies of databases, migration, streaming. */
export function addServiceCaller(world: World, dice: Dice): void {
  const service = dice.pick([
    'rds',
    'dms',
    'kafka',
    'appflow',
    'redshift',
    'apidestinations.events',
    'quicksight',
    'docdb-elastic',
  ]);
  const deployment = someDeployment(world, dice);
  if (deployment === null) return;
  const scope = dice.sample(deployment.secrets, dice.between(1, 3));
  const { account, region, team, stage, app } = deployment;
  const principal = world.registry.add(dice, {
    persona: 'service on behalf',
    nature: 'service',
    account,
    region,
    team,
    reach: 'own',
    granted: scope,
    purpose: { app, stage, item: service.split('.')[0]! },
    path: 'service-role/',
  });
  if (principal === null) return;
  addJob(world, dice, {
    principal,
    rhythm: dice.weighted([
      ['hourly', 4],
      ['often', 1],
      ['daily', 3],
    ]),
    site: team.site,
    from: null,
    secrets: () => scope,
    how: 'get',
    lists: false,
    pace: 1,
    agent: `${service}.amazonaws.com`,
    by: 'arn',
    session: () =>
      service === 'rds' ? `RDS-Proxy-${app}`.slice(0, 60) : `${service.split('.')[0]!}-session`,
    key: () => null,
    place: () => ({ address: `${service}.amazonaws.com`, vpce: null }),
    fickle: 0.3,
  });
}
