import type { Dice } from '../base/dice.js';
import type { Deployment, Place, Principal, Seat } from '../base/model.js';
import { DAY, HOUR, isWorkday, localDay, MINUTE, timeOf, weekday } from '../base/time.js';
import { cliAgent, programAgent } from '../company/agents.js';
import type { App, World } from '../company/world.js';

/** A pipeline of an app, or of all apps of a team, that deploys them: what it reads, and from where. */
export function addPipeline(world: World, dice: Dice): void {
  const app = world.random(dice, world.apps);
  if (app === null) return;
  const { culture, regions } = world.company;
  const isMonorepo = dice.chance(0.25);
  const apps = isMonorepo ? world.apps.filter(({ team }) => team === app.team) : [app];
  const deployments = apps.flatMap((one) => one.deployments);
  const account = dice.pick(deployments).account;
  const own = deployments.filter((one) => one.account === account);
  const share = dice.uniform(0.1, 1);
  const scope = new Set(own.flatMap(({ secrets }) => secrets.filter(() => dice.chance(share))));
  const forge = dice.weighted([
    ['github', 6],
    ['gitlab', 3],
    ['codebuild', 3],
    ['buildkite', 1],
  ] as const);
  const principal = world.registry.add(dice, {
    persona: 'pipeline',
    nature: 'ci',
    account,
    region: own[0]?.region ?? regions[0]!,
    team: app.team,
    reach: dice.weighted([
      ['own', 2],
      ['team', 3],
      ['account', 4],
    ]),
    granted: [...scope],
    purpose: { app: isMonorepo ? app.team.name : app.name, stage: own[0]!.stage, item: `${forge}-deploy` },
  });
  if (principal === null) return;
  const isOwnRunner = dice.chance(culture.ownRunners);
  const place = (time: number): Place => {
    if (forge === 'codebuild' && !isOwnRunner) return world.networks.cloud(dice);
    return isOwnRunner
      ? world.networks.inVpc(dice, world.accountFor(dice, 'shared'), regions[0]!, 'runners', time)
      : world.networks.hostedRunner(dice);
  };
  const agent = dice.chance(0.5)
    ? programAgent(dice, null)
    : cliAgent(dice).replace(/os\/\S+/, 'os/Linux#6.8.0-azure');
  const session = dice.chance(0.5)
    ? {
        github: () => 'GitHubActions',
        gitlab: () => 'gitlab-ci',
        codebuild: () => `AWSCodeBuild-${dice.uuid()}`,
        buildkite: () => 'buildkite',
      }[forge]
    : {
        github: () => `${app.name}-${dice.digits(10)}`,
        gitlab: () => `GitLabRunner-${dice.digits(4)}-${dice.digits(6)}`,
        codebuild: () => `AWSCodeBuild-${dice.uuid()}`,
        buildkite: () => `bk-${dice.uuid()}`,
      }[forge];
  const job = (time: number): void => {
    const seat: Seat = {
      principal,
      agent,
      session: session(),
      key: dice.accessKey('ASIA'),
      by: 'name',
      ...place(time),
    };
    let when = time;
    for (const secret of scope) {
      if (secret.made > time || (secret.gone !== null && secret.gone < time - DAY)) continue;
      world.ledger.read(seat, secret, (when += dice.exponential(2)));
    }
  };
  for (const deployment of own) {
    deployment.onDeploy.push((time) => world.clock.at(time - dice.between(0, 5), job));
    deployment.onSecret.push((secret) => {
      if (!dice.chance(share)) return;
      scope.add(secret);
      principal.granted.add(secret);
    });
  }
  addBranchRuns(world, dice, app, job);
}

/** Tests of branches, and nightly builds. */
function addBranchRuns(world: World, dice: Dice, app: App, job: (time: number) => void): void {
  const { start, end, culture } = world.company;
  const { site } = app.team;
  const perDay = Math.min(8, dice.logNormal(culture.tempo * 1.5, 0.9));
  const isTested = dice.chance(0.6);
  const nightly = dice.chance(0.2) ? dice.between(0, 6) : null;
  for (let day = localDay(start, site); day <= localDay(end, site); day++) {
    if (nightly !== null) world.clock.at(timeOf(day, nightly, site) + dice.between(0, 600), job);
    if (!isTested || !isWorkday(day, site)) continue;
    for (let i = dice.poisson(perDay); i > 0; i--)
      world.clock.at(timeOf(day, dice.uniform(8.5, 19), site), job);
  }
}

/** Deploys of every deployment, by the customs of its team; a deploy now and then brings a new secret. */
export function planDeploys(world: World): void {
  const { start, end, culture } = world.company;
  for (const [n, app] of world.apps.entries()) {
    const dice = world.dice('deploys', n);
    announce(world, dice, app);
    const { site } = app.team;
    const tempo = Math.min(3, dice.logNormal(culture.tempo, 0.8));
    const grows = dice.uniform(0.005, 0.05);
    for (let day = localDay(start, site); day <= localDay(end, site); day++) {
      if (!isWorkday(day, site) || timeOf(day, 9, site) < (app.born ?? 0)) continue;
      if (culture.trainDay !== null && weekday(day) !== culture.trainDay && dice.chance(0.85)) continue;
      for (let i = dice.poisson(tempo); i > 0; i--)
        deployEverywhere(world, dice, app, timeOf(day, dice.uniform(9, 18), site), grows);
    }
  }
}

function deployEverywhere(world: World, dice: Dice, app: App, time: number, grows: number): void {
  const deploy = (deployment: Deployment, when: number): void =>
    world.clock.at(when, (now) => {
      for (const note of deployment.onDeploy) note(now);
    });
  const brings = dice.chance(grows)
    ? dice.weighted([
        [1, 6],
        [2, 2],
        [5, 1],
      ])
    : 0;
  let when = time;
  for (const deployment of [...app.deployments].reverse()) {
    for (let i = 0; i < brings; i++)
      world.clock.at(when - dice.between(5, 240) * MINUTE, (now) => {
        const secret = world.vault.grow(dice, deployment, now);
        createdBy(world, dice, deployment, (seat) => {
          world.ledger.call(seat, 'CreateSecret', secret, now);
          if (dice.chance(0.5)) world.ledger.call(seat, 'PutSecretValue', secret, now + dice.between(1, 300));
        });
      });
    deploy(deployment, when);
    when += dice.chance(0.6) ? dice.uniform(5, 90) * MINUTE : dice.uniform(2, 30) * HOUR;
  }
}

/** The secrets of a new app are created before it starts. */
function announce(world: World, dice: Dice, { born, deployments }: App): void {
  if (born === null) return;
  for (const deployment of deployments)
    for (const secret of deployment.secrets)
      if (secret.made > world.company.start)
        world.clock.at(secret.made, (now) =>
          createdBy(world, dice, deployment, (seat) => world.ledger.call(seat, 'CreateSecret', secret, now)),
        );
}

/** Who creates secrets in that account: a stack's role, else a person. */
function createdBy(world: World, dice: Dice, { account, team }: Deployment, act: (seat: Seat) => void): void {
  const isMaker = ({ nature, accountId }: Principal): boolean =>
    nature === 'terraform' && accountId === account.id;
  const maker = world.random(dice, world.registry.principals.filter(isMaker));
  const seatOf = maker === null ? undefined : world.makers.get(maker);
  if (seatOf !== undefined) {
    act(seatOf(dice));
    return;
  }
  const staff = world.staff.filter(
    ({ person, role }) => person.team === team && role.accountId === account.id,
  );
  const one = world.random(dice, staff);
  if (one !== null) act(one.seat(world.clock.now));
}
