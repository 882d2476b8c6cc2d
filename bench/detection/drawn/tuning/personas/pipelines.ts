import { drawAgent, type AgentKind } from '../agents.js';
import { DAY, HOUR, MINUTE, workingTime } from '../calendar.js';
import type { DrawnSecret } from '../catalogue.js';
import { existing, type Choose } from '../choosing.js';
import { hex, logUniform, stream, weighted, wholeLogUniform, Zipf } from '../draw.js';
import { Fleet } from '../fleet.js';
import { ciOrigin } from '../networks/ci-ranges.js';
import type { Origin } from '../networks/origin.js';
import type { CiProvider } from '../organisation.js';
import { stackRoleName } from '../principals.js';
import { drawStyle } from '../reading.js';
import { ciSessions, named, type SessionNaming } from '../sessions.js';
import { cron } from '../timing/regular.js';
import { bursts, poissonTimes, type Cycle } from '../timing/random-times.js';
import type { World } from '../world.js';
import { pathOf, runProgram } from './program.js';
import type { Site } from './site.js';

/** Adds the roles that create secrets: of CI, of CloudFormation, or of Terraform. */
export function addDeployers(world: World): void {
  const { organisation, identities } = world;
  const count = Math.max(1, Math.round(identities / logUniform(stream(world.seed, 'deployers'), 15, 80)));
  for (let i = 0; i < count && world.room > 3; i++) {
    const random = stream(world.seed, 'deployer', i);
    const account = organisation.accounts[i % organisation.accounts.length]!;
    const team = random.between(0, organisation.teams.length - 1);
    const provider = random.pick(organisation.ci);
    const way = weighted(random, [
      ['ci', 3],
      ['cloudformation', 3],
      ['terraform', 3],
    ] as const);
    const byCloudFormation: Origin = () => ({ address: 'cloudformation.amazonaws.com', vpcEndpointId: null });
    const agent = drawAgent(
      random,
      way === 'ci' ? 'cli' : 'terraform',
      world.span,
      organisation.traits.upgradeDays,
    );
    const session: SessionNaming =
      way === 'cloudformation'
        ? named('AWSCloudFormation')
        : ciSessions(random, provider, organisation.teams[team]!.name);
    const fleet = new Fleet(random, world.span, {
      session,
      origin:
        way === 'cloudformation'
          ? byCloudFormation
          : ciOrigin(random, provider, world.vpcs, world.company, account),
      agent: way === 'cloudformation' ? () => 'cloudformation.amazonaws.com' : agent,
      lifetime: Number.POSITIVE_INFINITY,
      keyLifetime: HOUR,
    });
    const stem = `${organisation.company}-${way}-deploy`;
    const caller = world.enrol({
      name: random.chance(0.5) ? stem : stackRoleName(random, stem),
      kind: 'role',
      persona: `deployer/${way}`,
      byArn: way !== 'ci',
      account,
      team,
      permission: random.chance(0.6) ? 'everything' : 'team',
      own: [],
      sort: 'ci',
    });
    world.deployers.push({ caller, fleet, accountId: account.id });
  }
}

/** A role of CI jobs, for one or many repositories. Each run reads the secrets of one of them. */
export function ciJobs(site: Site): void {
  const { world, random, deployment } = site;
  const provider: CiProvider = random.pick(world.organisation.ci);
  const { office } = world.organisation.teams[deployment.team]!;
  const local = world.catalogue.deployments.filter(({ account }) => account.id === deployment.account.id);
  const count = weighted(random, [
    [1, 5],
    [random.between(2, 6), 3],
    [random.between(7, 40), 1],
  ]);
  const repositories = Array.from({ length: count }, (_, i) => {
    const { secrets } = i === 0 ? deployment : random.pick(local);
    return secrets.slice(0, random.between(1, 8));
  });
  const zipf = new Zipf(repositories.length, 1);
  const choose: Choose = () => repositories[zipf.rank(random)]!;
  const own = [...new Set(repositories.flat())];
  const cycle: Cycle = { office, night: random.float() * 0.1, weekend: random.float() * 0.2, noon: 14 };
  const rate = logUniform(random, 0.15, 60) * world.organisation.traits.volume;
  const pushes = random.chance(0.5)
    ? poissonTimes(random, world.span, rate, cycle)
    : bursts(random, world.span, rate, cycle);
  const nightly = random.chance(0.3) ? cron(random, world.span, DAY) : [];
  runProgram(site, {
    persona: `ci/${provider}`,
    span: world.span,
    times: [...pushes, ...nightly].sort((a, b) => a - b),
    choose,
    own,
    name: `${random.pick(['ci', 'github-actions', 'gitlab', 'pipeline', 'deploy'])}-${deployment.app}-${world.organisation.teams[deployment.team]!.name}`,
    sort: 'ci',
    agent: random.pick<AgentKind>(['cli', 'js3', 'boto3', 'cdk', 'chamber', 'go2']),
    session: ciSessions(random, provider, deployment.app),
    origin: ciOrigin(random, provider, world.vpcs, world.company, deployment.account),
    perRun: true,
    scaleOuts: false,
    permission: weighted(random, [
      ['own', 3],
      ['team', 2],
      ['account', 2],
    ]),
  });
}

/** Terraform or Pulumi: each plan describes and reads everything that it manages; there are drift checks at night. */
export function infrastructureCode(site: Site): void {
  const { world, random, deployment } = site;
  const { office } = world.organisation.teams[deployment.team]!;
  const provider: CiProvider = random.pick(world.organisation.ci);
  const wide = random.chance(0.3);
  const managed: DrawnSecret[] = world.catalogue.all.filter(
    ({ team, secret, use }) =>
      secret.accountId === deployment.account.id &&
      secret.region === deployment.account.region &&
      (use === 'app' || use === 'cold' || use === 'shared') &&
      (wide || team === deployment.team),
  );
  const secrets = managed.slice(0, wholeLogUniform(random, 5, 150));
  const plans = poissonTimes(random, world.span, logUniform(random, 0.2, 5), {
    office,
    night: 0,
    weekend: 0.02,
    noon: 14,
  });
  const drift = random.chance(0.4) ? cron(random, world.span, DAY) : [];
  runProgram(site, {
    persona: 'infrastructure-code',
    span: world.span,
    times: [...plans, ...drift].sort((a, b) => a - b),
    choose: (time) => existing(secrets, time),
    own: secrets,
    name: `${random.pick(['terraform', 'tf-plan', 'atlantis', 'spacelift', 'pulumi'])}-${deployment.account.stage}-${hex(random, 4)}`,
    sort: 'ci',
    agent: random.chance(0.85) ? 'terraform' : 'pulumi',
    session: random.chance(0.4) ? named('terraform') : (_, time) => `aws-go-sdk-${time * 1_000_000_000}`,
    origin: ciOrigin(random, provider, world.vpcs, world.company, deployment.account),
    perRun: true,
    style: {
      ...drawStyle(random, world.organisation.traits, pathOf(secrets[0])),
      mode: 'gets',
      describes: true,
      lists: false,
    },
    permission: wide ? 'account' : 'team',
    scaleOuts: false,
  });
}

/** Preview environments: a pipeline creates secrets for a branch, its application reads them, then they are deleted. */
export function previews(site: Site): void {
  const { world, random, deployment } = site;
  const { office } = world.organisation.teams[deployment.team]!;
  const deployer = world.deployerFor(deployment.account.id, deployment.team);
  const turns: { time: number; secrets: DrawnSecret[] }[] = [];
  const own: DrawnSecret[] = [];
  const branches = Math.round((world.days / 30) * logUniform(random, 3, 40));
  for (let i = 0; i < branches; i++) {
    const created = workingTime(random, office, world.span);
    const deleted = created + logUniform(random, 2 * HOUR, 9 * DAY);
    const secrets = Array.from({ length: random.between(1, 4) }, (_, k) =>
      world.catalogue.add(random, {
        name: `preview/pr-${1000 + i * 3}/${deployment.app}/${k}-${hex(random, 4)}`,
        account: deployment.account,
        team: deployment.team,
        use: 'preview',
        created,
        deleted,
      }),
    );
    for (const secret of secrets) {
      world.announce(random, secret, created);
      deployer?.caller.call(deployer.fleet.fresh(deleted, i), 'DeleteSecret', deleted - 1, { secret });
    }
    own.push(...secrets);
    const runs = wholeLogUniform(random, 1, 30);
    for (let k = 0; k < runs; k++) {
      const time =
        created + random.between(1, 10) * MINUTE + random.float() ** 2 * (deleted - created - 20 * MINUTE);
      turns.push({ time, secrets });
    }
  }
  turns.sort((a, b) => a.time - b.time);
  let next = 0;
  const byTime = new Map(turns.map(({ time, secrets }) => [time, secrets]));
  runProgram(site, {
    persona: 'previews',
    span: world.span,
    times: turns.map(({ time }) => time),
    choose: (time) => byTime.get(time) ?? turns[next++]?.secrets ?? [],
    own,
    perRun: random.chance(0.6),
    permission: 'team',
    scaleOuts: false,
  });
}
