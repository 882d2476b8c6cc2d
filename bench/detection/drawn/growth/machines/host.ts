import { Keys } from '../company/credentials.js';
import type { Caller, World } from '../company/world.js';
import { uuid } from '../draw/names.js';
import { at, HOUR } from '../draw/time.js';
import { hash, Rng } from '../draw/rng.js';
import { addressOf, awsNetwork, neighbour, privateAddress } from '../places/addresses.js';
import type { Network } from '../places/ranges.js';
import { userAgent, type Tool } from '../places/user-agents.js';

/** Where a machine runs. */
export type HostKind =
  | 'ec2'
  | 'public-ec2'
  | 'ecs'
  | 'irsa'
  | 'pod-identity'
  | 'node'
  | 'lambda'
  | 'lambda-vpc'
  | 'batch'
  | 'glue'
  | 'sagemaker'
  | 'codebuild'
  | 'github'
  | 'gitlab'
  | 'circleci'
  | 'jenkins'
  | 'vendor'
  | 'onprem'
  | 'anywhere'
  | 'edge'
  | 'hosted'
  | 'service';

/** One way in which a machine runs for a while. */
export interface Host {
  readonly kind: HostKind;
  readonly account: number;
  readonly region: string;
  readonly tool: Tool;
  readonly version: number;
  /** Fixed addresses of a vendor, a data centre or a service principal. */
  readonly fixed: readonly string[];
  readonly label: string;
}

/** A running process, container or job with credentials. */
export interface Instance {
  readonly host: Host;
  readonly session: string | null;
  readonly keys: Keys;
  readonly inside: string;
  readonly outside: string;
  readonly slot: number;
  readonly agent: string;
}

const KEY_HOURS: Partial<Record<HostKind, number>> = {
  irsa: 24,
  lambda: 9,
  'lambda-vpc': 9,
  service: 1,
};
const PRIVATE = new Set<HostKind>([
  'ec2',
  'ecs',
  'irsa',
  'pod-identity',
  'node',
  'lambda-vpc',
  'batch',
  'glue',
  'sagemaker',
  'codebuild',
  'jenkins',
]);
const HOME_NETWORKS: readonly Network[] = [
  'comcast',
  'verizon',
  'telekom',
  'bt',
  'orange',
  'kpn',
  'telstra',
  'tmobile',
  'vzw',
];

/** Starts an instance; agents of one host and version look the same. A user is named by its index. */
export function startInstance(w: World, rng: Rng, host: Host, user: number | null, time: number): Instance {
  const seed = `${w.options.seed}/${host.label}/${rng.hex(12)}`;
  const vpc = w.accounts[host.account]!.vpcs.get(host.region);
  return {
    host,
    session: user !== null ? null : sessionName(rng, host, time),
    keys: new Keys(
      user !== null ? `${w.options.seed}/user/${user}` : seed,
      (user !== null ? userKeyHours(host.label) : (KEY_HOURS[host.kind] ?? 6)) * HOUR,
      user !== null ? 'AKIA' : 'ASIA',
    ),
    inside: privateAddress(rng, vpc?.prefix ?? '10.0'),
    outside: outsideAddress(rng, host),
    slot: rng.int(0, 5),
    agent:
      host.kind === 'service'
        ? host.fixed[0]!
        : userAgent(new Rng(`${host.label}/${host.tool}/${host.version}`), host.tool, host.version) +
          surroundings(host),
  };
}

const LANGUAGES: Partial<Record<Tool, string>> = {
  boto3: 'python3.12',
  node: 'nodejs20.x',
  java: 'java17',
  go: 'provided.al2023',
  dotnet: 'dotnet8',
  ruby: 'ruby3.3',
};

/** What SDKs add in containers and functions. */
function surroundings({ kind, tool, label }: Host): string {
  const language = LANGUAGES[tool];
  if (language === undefined) return '';
  if (kind === 'lambda' || kind === 'lambda-vpc') return ` exec-env/AWS_Lambda_${language}`;
  return kind === 'ecs' ? ` exec-env/AWS_ECS_${hash(label) % 3 === 0 ? 'EC2' : 'FARGATE'}` : '';
}

/** The caller that an instance is at a time. */
export function callerOf(
  w: World,
  principal: number,
  instance: Instance,
  time: number,
  byArn: boolean,
): Caller {
  const { host, session, keys, inside, outside, slot, agent } = instance;
  let address = outside;
  let endpoint: string | null = null;
  const vpc = w.accounts[host.account]!.vpcs.get(host.region);
  if (PRIVATE.has(host.kind) && vpc !== undefined) {
    endpoint = at(vpc.endpoint, time);
    const gateways = at(vpc.egress, time);
    address = endpoint === null ? gateways[slot % gateways.length]! : inside;
  }
  return { principal, session, key: keys.at(time), address, agent, endpoint, region: host.region, byArn };
}

/** A user's key is replaced every one to three months, or never. */
function userKeyHours(label: string): number {
  const draw = hash(label) % 5;
  return draw < 2 ? 24 * (30 + draw * 60) : 24 * 36_500;
}

function outsideAddress(rng: Rng, { kind, region, fixed }: Host): string {
  if (fixed.length > 0) return rng.pick(fixed);
  switch (kind) {
    case 'github':
      return addressOf(rng, 'azure');
    case 'gitlab':
      return addressOf(rng, 'gcp');
    case 'circleci':
      return addressOf(rng, rng.chance(0.8) ? 'aws us-east-1' : 'gcp');
    case 'edge':
      return addressOf(rng, rng.pick(HOME_NETWORKS));
    default:
      return addressOf(rng, awsNetwork(region));
  }
}

function sessionName(rng: Rng, { kind, label, tool }: Host, time: number): string {
  const second = Math.floor(time) - rng.int(0, 40);
  switch (kind) {
    case 'ec2':
    case 'public-ec2':
    case 'node':
    case 'jenkins':
      return `i-0${rng.hex(16)}`;
    case 'ecs':
    case 'batch':
      return rng.hex(32);
    case 'irsa':
      return tool === 'java' || tool === 'jdbc'
        ? `aws-sdk-java-${second}${rng.int(100, 999)}`
        : tool === 'boto3' || tool === 'cli-linux'
          ? `botocore-session-${second}`
          : tool === 'node'
            ? `aws-sdk-js-session-${second}${rng.int(100, 999)}`
            : `${second}${rng.int(100_000_000, 999_999_999)}`;
    case 'pod-identity':
      return `eks-main-${label.slice(0, 20)}-${uuid(rng)}`.slice(0, 64);
    case 'glue':
      return `GlueJobRunnerSession`;
    case 'sagemaker':
      return 'SageMaker';
    case 'codebuild':
      return `AWSCodeBuild-${uuid(rng)}`;
    case 'github':
      return 'GitHubActions';
    case 'gitlab':
      return `GitLabRunner-${rng.int(10_000, 99_999)}-${second}`;
    case 'circleci':
      return `CircleCI-${uuid(rng).slice(0, 18)}`;
    case 'anywhere':
    case 'edge':
      return rng.hex(kind === 'edge' ? 64 : 40);
    case 'service':
      return rng.hex(32);
    case 'vendor':
      return rng.chance(0.5) ? `${label.slice(0, 30)}-session` : `${label.slice(0, 30)}-${second}`;
    default:
      // A function's name is that of its role without what tools append.
      return label.replace(/-ServiceRole-\w+$|-role-\w{8}$|-lambda$|-cron$/, '').slice(0, 60);
  }
}

/** Fixed addresses for a host that has some: a vendor's cloud, a data centre, a service. */
export function fixedAddresses(rng: Rng, kind: HostKind, region: string, service?: string): string[] {
  const SERVICES = [
    'apidestinations.events',
    'rds',
    'appflow',
    'dms',
    'redshift',
    'glue',
    'athena',
    'transfer',
    'states',
    'pipes',
    'kafkaconnect',
  ];
  if (kind === 'service' && service !== undefined) return [service];
  if (kind === 'hosted')
    return [addressOf(rng, rng.pick<Network>(['ovh', 'hetzner', 'digitalocean', 'linode', 'vultr']))];
  if (kind === 'service') return [`${rng.pick(SERVICES)}.amazonaws.com`];
  if (kind === 'onprem' || kind === 'anywhere') {
    const first = addressOf(
      rng,
      rng.weighted<Network>([
        ['businesslines', 5],
        ['ovh', 1],
        ['hetzner', 2],
      ]),
    );
    return rng.chance(0.6) ? [first] : [first, neighbour(rng, first)];
  }
  if (kind === 'public-ec2') return [addressOf(rng, awsNetwork(region))];
  if (kind !== 'vendor') return [];
  const network = rng.weighted<Network>([
    ['aws us-east-1', 3],
    ['aws us-west-2', 2],
    ['gcp', 2],
    ['azure', 1],
    ['aws eu-west-1', 1],
    ['digitalocean', 0.5],
    ['hetzner', 0.5],
  ]);
  return Array.from({ length: rng.int(1, 6) }, () => addressOf(rng, network));
}
