import { DAY, HOUR } from '../calendar.js';
import { drawLifeSpan } from '../changes/life-span.js';
import { drawPortfolio } from '../changes/releases.js';
import { existing, wanderingFocus, wholePortfolio } from '../choosing.js';
import { logUniform, uuid, weighted } from '../draw.js';
import { programOrigin } from '../networks/vpc.js';
import { named, type SessionNaming } from '../sessions.js';
import { drawTimes } from '../timing/draw-timing.js';
import { poissonTimes } from '../timing/random-times.js';
import { runProgram } from './program.js';
import type { Site } from './site.js';

const JOB_SESSIONS: readonly ((app: string) => SessionNaming)[] = [
  () => named('GlueJobRunnerSession'),
  () => (_, time) => `airflow-${new Date(time * 1000).toISOString().slice(0, 10)}`,
  () => (random) => uuid(random),
  (app) => (_, time) => `${app}-${time}`,
  () => (_, time) => `botocore-session-${time}`,
  (app) => named(`${app}-batch`),
];

/** A batch job: Glue, Airflow, AWS Batch or a CronJob. Sessions are new with each run. */
export function batchJob(site: Site): void {
  const { world, random, deployment, releases } = site;
  const { office } = world.organisation.teams[deployment.team]!;
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn);
  const portfolio = drawPortfolio(random, world, deployment, releases.get(deployment) ?? []);
  const timing = weighted(random, [
    ['cron', 5],
    ['workdays', 2],
    ['month-end', 1],
    ['renewal', 1],
  ] as const);
  const times = drawTimes(random, span, office, timing, logUniform(random, 0.14, 24));
  // A backfill repeats the runs of many days within hours.
  if (random.chance(0.15)) {
    const at = span.from + random.float() * (span.to - span.from);
    const runs = random.between(5, 60);
    for (let i = 0; i < runs; i++) times.push(at + i * random.between(20, 400));
    times.sort((a, b) => a - b);
  }
  const glue = random.chance(0.3);
  runProgram(site, {
    persona: `job/${timing}`,
    span,
    times,
    choose: wholePortfolio(random, portfolio),
    own: portfolio.all,
    runtime: random.chance(0.5) ? 'ecs' : 'eks',
    agent: glue ? 'boto3' : random.pick(['boto3', 'airflow', 'java2', 'cli', 'go2']),
    session: random.pick(JOB_SESSIONS)(deployment.app),
    perRun: true,
    scaleOuts: false,
  });
}

/** People who work in notebooks with one role: bursts in working hours, with a focus that wanders. */
export function notebooks(site: Site): void {
  const { world, random, deployment } = site;
  const { office } = world.organisation.teams[deployment.team]!;
  const span = drawLifeSpan(random, world.span, world.organisation.traits.churn);
  const pool = existing(
    world.catalogue.all.filter(
      ({ team, use, secret }) =>
        use !== 'cold' &&
        secret.accountId === deployment.account.id &&
        (team === deployment.team || use === 'shared'),
    ),
    world.span.from,
  );
  const secrets = pool.length > 0 ? pool : deployment.secrets;
  runProgram(site, {
    persona: 'notebooks',
    span,
    times: poissonTimes(random, span, logUniform(random, 0.2, 25), {
      office,
      night: 0.02,
      weekend: 0.05,
      noon: 14,
    }),
    choose: wanderingFocus(random, secrets, random.between(1, 8), 0.02 + 0.05 * random.float()),
    own: secrets,
    agent: 'notebook',
    session: named('SageMaker'),
    runtime: 'ec2',
    permission: random.chance(0.5) ? 'team' : 'account',
    scaleOuts: false,
  });
}

/** Quarterly or yearly work that runs once or twice in the period and reads much for its team. */
export function closing(site: Site): void {
  const { world, random, deployment } = site;
  const secrets = existing(
    world.catalogue.all.filter(
      ({ team, secret }) => team === deployment.team && secret.accountId === deployment.account.id,
    ),
    world.span.from,
  ).slice(0, random.between(3, 30));
  const days = world.days;
  const first = world.span.from + random.float() * days * DAY;
  const again = first + random.between(1, 9) * DAY;
  const caller = runProgram(site, {
    persona: 'closing',
    span: world.span,
    times: random.chance(0.5) ? [first] : [first, again],
    choose: () => secrets,
    own: secrets,
    permission: 'team',
    perRun: true,
    origin: programOrigin(random, world.vpcs, world.organisation.traits, deployment.account, 'ecs'),
    scaleOuts: false,
  });
  if (secrets.length >= 15)
    world.mark(caller.principal, first, 2 * HOUR, 'a closing job reads much for the first time');
}
