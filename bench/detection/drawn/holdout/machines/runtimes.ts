import type { Dice } from '../base/dice.js';
import type { Deployment, Principal, Secret } from '../base/model.js';
import { DAY, HOUR, MINUTE } from '../base/time.js';
import { programAgent } from '../company/agents.js';
import type { World } from '../company/world.js';
import type { FleetPlan } from './fleet.js';

export type Runtime = 'ecs' | 'ec2' | 'pod' | 'csi' | 'lambda';

const REFRESHES = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
];

/** The plan of a service: its runtime decides on sessions, places and lives, its load on how often it reads. */
export function fleetPlan(
  world: World,
  dice: Dice,
  runtime: Runtime,
  principal: Principal,
  deployment: Deployment,
  secrets: Secret[],
): FleetPlan {
  const { culture } = world.company;
  const isProduction = deployment.stage === 'prod' || deployment.stage === 'shared';
  const reads = Math.min(
    260,
    Math.max(0.5, dice.logNormal(culture.volume * (isProduction ? 1.3 : 0.5), 1.15)),
  );
  const count = Math.max(1, secrets.length);
  const hosts =
    runtime === 'lambda' ? 0 : Math.max(1, Math.round(dice.logNormal(isProduction ? 3 : 1.2, 0.6)));
  const segment =
    runtime === 'pod' || runtime === 'csi' ? 'cluster' : dice.pick(['main', 'main', deployment.team.name]);
  const common = {
    principal,
    deployment,
    secrets,
    onDemand: null,
    from: null,
    until: null,
    hosts,
    swing: dice.float() ** 2 * 0.8,
    idleAtNight: !isProduction && dice.chance(culture.quietNights * 0.6),
    isReplacedAtOnce: true,
    batches: dice.chance(culture.batching),
    by: dice.chance(0.5) ? ('arn' as const) : ('name' as const),
    place: (own: Dice, time: number) =>
      world.networks.inVpc(own, deployment.account, deployment.region, segment, time),
  };
  const refresh = nearestRefresh((hosts * count * DAY) / reads);
  const hostLife = (hosts * count * DAY) / reads;
  switch (runtime) {
    case 'ecs':
      return {
        ...common,
        by: 'arn',
        life: hostLife > 20 * DAY ? Infinity : Math.max(30 * MINUTE, hostLife),
        refresh: null,
        credentialLife: Infinity,
        agent: `aws-sdk-go/1.${dice.between(44, 55)}.${dice.between(1, 300)} (go1.${dice.between(19, 23)}; linux; amd64) amazon-ecs-agent-fargate`,
        session: (own) => own.hex(32),
      };
    case 'ec2':
      return {
        ...common,
        life: dice.chance(0.4) ? Infinity : dice.logNormal(4, 0.8) * DAY,
        refresh: dice.chance(0.7) ? refresh : null,
        credentialLife: 6 * HOUR,
        agent: programAgent(dice, null),
        session: (own) => `i-0${own.hex(16)}`,
      };
    case 'pod':
    case 'csi': {
      const isDriver = runtime === 'csi';
      const prefix = dice.weighted([
        ['botocore-session-', 3],
        ['aws-sdk-java-', 2],
        ['nanos', 3],
        ['eks-', 2],
      ]);
      return {
        ...common,
        life: dice.logNormal(3, 0.8) * DAY,
        refresh: dice.chance(isDriver ? 0.5 : 0.75) ? refresh : null,
        credentialLife: HOUR,
        agent: isDriver
          ? `aws-sdk-go/1.47.10 (go1.21.8; linux; amd64) secrets-store-csi-driver-provider-aws/1.0.r2-68-gab548b3-2024.03.20.21.58`
          : programAgent(dice, null),
        session: (own) =>
          podSession(own, isDriver ? 'secrets-store-csi-driver-provider-aws' : prefix, deployment.app),
      };
    }
    case 'lambda': {
      const life = dice.uniform(15, 130) * MINUTE;
      const refreshes = dice.chance(0.2) ? dice.pick([300, 600, 900, 1800]) : null;
      const inVpc = dice.chance(culture.functionsInVpc);
      return {
        ...common,
        hosts: Math.min(12, ((reads / count) * Math.min(life, refreshes ?? life)) / DAY),
        swing: dice.float(),
        life,
        isReplacedAtOnce: false,
        refresh: refreshes,
        credentialLife: Infinity,
        agent: programAgent(
          dice,
          dice.pick([
            'AWS_Lambda_python3.12',
            'AWS_Lambda_nodejs20.x',
            'AWS_Lambda_java17',
            'AWS_Lambda_provided.al2023',
          ]),
        ),
        session: constant(functionName(dice, deployment)),
        place: inVpc ? common.place : (own: Dice) => world.networks.cloud(own),
      };
    }
  }
}

function nearestRefresh(seconds: number): number {
  return REFRESHES.find((refresh) => refresh >= seconds) ?? DAY;
}

const constant = (text: string) => (): string => text;

function functionName(dice: Dice, { app, stage }: Pick<Deployment, 'app' | 'stage'>): string {
  const verb = dice.pick(['handler', 'process', 'authorizer', 'webhook', 'sync', 'notify', 'stream', 'api']);
  return `${app}-${stage}-${verb}${dice.chance(0.3) ? `-${dice.alphanumeric(12)}` : ''}`.slice(0, 60);
}

function podSession(dice: Dice, prefix: string, app: string): string {
  if (prefix === 'nanos') return dice.digits(19);
  if (prefix === 'eks-') return `eks-cluster-${app}-${dice.uuid()}`.slice(0, 64);
  return prefix.startsWith('secrets-store') ? prefix : prefix + dice.digits(10);
}
