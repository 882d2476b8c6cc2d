import type { Dice } from '../base/dice.js';
import type { Account, Deployment, Secret, Stage } from '../base/model.js';
import { DAY } from '../base/time.js';
import { NOUNS, TENANTS } from '../company/words.js';
import type { App, World } from '../company/world.js';
import { Fleet } from './fleet.js';
import { fleetPlan, type Runtime } from './runtimes.js';

/** An app of a team: some stages, each with secrets and the roles that need them. */
export function addApp(world: World, dice: Dice, runtime: Runtime): void {
  const app = drawApp(world, dice);
  const functions = runtime === 'lambda' ? dice.between(1, 5) : 1;
  const sharesRole = dice.chance(0.2);
  for (const deployment of app.deployments) {
    for (let turn = 0; turn < functions; turn++) {
      const secrets =
        turn === 0 || dice.chance(0.3)
          ? deployment.secrets
          : dice.sample(deployment.secrets, dice.between(1, 3));
      if (turn > 0 && sharesRole) break;
      const generations =
        turn === 0 ? drawGenerations(world, dice, app.born) : [{ from: app.born, until: null }];
      for (const span of generations) addService(world, dice, runtime, deployment, secrets, turn, span);
    }
  }
}

interface Generation {
  readonly from: number | null;
  readonly until: number | null;
}

/** Some stacks are replaced as a whole, roles included, from time to time. */
function drawGenerations({ company }: World, dice: Dice, born: number | null): Generation[] {
  const generations: Generation[] = [{ from: born, until: null }];
  if (!dice.chance(company.culture.blueGreen * 0.4)) return generations;
  const mean = dice.uniform(6, 20) * DAY;
  for (
    let time = (born ?? company.start) + dice.exponential(mean);
    time < company.end && generations.length < 4;
  ) {
    generations[generations.length - 1] = { ...generations.at(-1)!, until: time + dice.uniform(600, 7200) };
    generations.push({ from: time, until: null });
    time += dice.uniform(3 * DAY, 2 * mean);
  }
  return generations;
}

function addService(
  world: World,
  dice: Dice,
  runtime: Runtime,
  deployment: Deployment,
  secrets: Secret[],
  turn: number,
  span: Generation,
): void {
  const { app, team, stage, account, region } = deployment;
  const item = { ecs: 'ecs-execution', ec2: 'instance', pod: 'irsa', csi: 'pod', lambda: `fn${turn}` }[
    runtime
  ];
  const principal = world.registry.add(dice, {
    persona: {
      ecs: 'ECS service',
      ec2: 'EC2 service',
      pod: 'EKS pod',
      csi: 'CSI pod',
      lambda: 'Lambda function',
    }[runtime],
    nature: runtime === 'lambda' ? 'function' : 'host',
    account,
    region,
    team,
    reach: dice.chance(world.company.culture.leastPrivilege)
      ? 'own'
      : dice.weighted([
          ['team', 5],
          ['account', 4],
          ['own', 3],
        ]),
    granted: deployment.secrets,
    purpose: { app, stage, item },
  });
  if (principal === null) return;
  deployment.onSecret.push((secret) => {
    principal.granted.add(secret);
    if (secrets !== deployment.secrets && dice.chance(0.5)) secrets.push(secret);
  });
  const plan = fleetPlan(world, dice, runtime, principal, deployment, secrets);
  const tenants = dice.chance(0.06) ? addTenants(world, dice, deployment) : null;
  for (const secret of tenants ?? []) principal.granted.add(secret);
  const onDemand = tenants === null ? null : { secrets: tenants, perDay: dice.logNormal(40, 0.8) };
  new Fleet(world, { ...plan, ...span, onDemand }, dice);
}

/** Secrets of customers; now and then there is a new customer. */
function addTenants(world: World, dice: Dice, deployment: Deployment): Secret[] {
  const count = Math.min(120, Math.round(dice.logNormal(30, 0.7)));
  const make = (turn: number, time: number): Secret =>
    world.vault.make(dice, deployment, time, `${TENANTS[turn % TENANTS.length]!}-${turn}`);
  const tenants = Array.from({ length: count }, (_, turn) => make(turn, world.company.start));
  const comes = (time: number): void =>
    world.clock.at(time + dice.exponential(4 * DAY), (when) => {
      const secret = make(tenants.length, when);
      tenants.push(secret);
      for (const note of deployment.onSecret) note(secret, when);
      comes(when);
    });
  comes(world.company.start);
  return tenants;
}

function drawApp(world: World, dice: Dice): App {
  const { company, vault } = world;
  const team = dice.pick(company.teams);
  const name = `${dice.chance(0.7) ? `${team.name}-` : ''}${dice.pick(NOUNS)}`;
  const stages: readonly Stage[] = dice.weighted<readonly Stage[]>([
    [['prod'], 2],
    [['prod', 'staging'], 3],
    [['prod', 'staging', 'dev'], 4],
    [['dev'], 0.6],
    [['shared'], 0.8],
  ]);
  const size = Math.max(1, Math.min(25, Math.round(dice.logNormal(3, 0.7))));
  const born = dice.chance(0.07) ? dice.uniform(company.start, company.end) : null;
  const deployments: Deployment[] = [];
  for (const stage of stages) {
    const account = world.accountFor(dice, stage);
    const wide = stage === 'prod' && company.regions.length > 1 && dice.chance(0.3);
    for (const region of wide
      ? company.regions.slice(0, 2)
      : [dice.chance(0.8) ? company.regions[0]! : dice.pick(company.regions)]) {
      const where = { app: name, team, stage, account, region };
      const own = Array.from({ length: size }, () =>
        vault.make(dice, where, born === null ? company.start : born - dice.uniform(0, 3) * DAY),
      );
      const shared = dice.sample(
        commonOf(world, account, region),
        dice.weighted([
          [0, 4],
          [1, 3],
          [2, 2],
          [4, 1],
        ]),
      );
      deployments.push({ ...where, secrets: [...own, ...shared], onDeploy: [], onShell: [], onSecret: [] });
    }
  }
  const app = { name, team, deployments, born };
  world.apps.push(app);
  return app;
}

/** The platform's secrets for an account: made when first needed. */
export function commonOf(world: World, reader: Account, region: string): Secret[] {
  const account = world.company.central ?? reader;
  const key = `${account.id}/${region}`;
  let common = world.common.get(key);
  if (common === undefined) {
    const dice = world.dice('common', key);
    const where = { app: 'platform', team: null, stage: account.stages[0]!, account, region };
    common = Array.from({ length: dice.between(2, 12) }, () =>
      world.vault.make(dice, where, world.company.start),
    );
    world.common.set(key, common);
  }
  return common;
}
