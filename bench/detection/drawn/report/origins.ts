import { Random } from '../../../../src/simulate/random.js';
import { addressIn, publicAddress, type Range } from './addresses.js';
import { DAY, HOUR, logUniform } from './draw.js';
import type { Network } from './network.js';

/** `sourceIPAddress` and `vpcEndpointId` of a call. */
export interface Place {
  readonly address: string;
  readonly vpcEndpointId: string | null;
}

/** Where a principal calls from, by time and lane. */
export interface Origin {
  readonly kind: OriginKind;
  readonly at: (time: number, lane: number) => Place;
}

export type OriginKind =
  | 'nat'
  | 'nats'
  | 'endpoint'
  | 'split'
  | 'lambda'
  | 'runner'
  | 'proxy'
  | 'egress'
  | 'data-centre'
  | 'other-cloud'
  | 'aws-service'
  | 'roaming';

function fromAddress(address: string): Place {
  return { address, vpcEndpointId: null };
}

/** Keeps what was drawn for each key. */
function perKey<Value>(draw: () => Value): (key: number) => Value {
  const values = new Map<number, Value>();
  return (key) => {
    let value = values.get(key);
    if (value === undefined) values.set(key, (value = draw()));
    return value;
  };
}

/** An account and the region from which its workloads go out. */
export interface Home {
  readonly accountId: string;
  readonly region: string;
}

/** One NAT, or one by lane, of the account. */
export function natOrigin(
  random: Random,
  network: Network,
  { accountId, region }: Home,
  many: boolean,
): Origin {
  const first = random.between(0, 3);
  return {
    kind: many ? 'nats' : 'nat',
    at: (time, lane) => {
      const { nats } = network.exit(accountId, region, time);
      return fromAddress(nats[(many ? first + lane : first) % nats.length]!);
    },
  };
}

/** A private address per lane, through a VPC endpoint. */
export function endpointOrigin(random: Random, network: Network, { accountId, region }: Home): Origin {
  const draw = new Random(random.uint32());
  const host = perKey(() => [draw.between(0, 15) * 16, draw.between(4, 250)] as const);
  const which = random.between(0, 1);
  return {
    kind: 'endpoint',
    at: (time, lane) => {
      const { privateNetwork, endpoints } = network.exit(accountId, region, time);
      const [subnet, number] = host(lane);
      return {
        address: `${privateNetwork}.${subnet}.${number}`,
        vpcEndpointId: endpoints[which % endpoints.length]!,
      };
    },
  };
}

/** Split routing: some lanes sit in subnets with the endpoint, the others go out through a NAT. */
export function splitOrigin(random: Random, network: Network, home: Home): Origin {
  const inside = endpointOrigin(random, network, home);
  const outside = natOrigin(random, network, home, true);
  const draw = new Random(random.uint32());
  const privately = perKey(() => draw.chance(0.5));
  return { kind: 'split', at: (time, lane) => (privately(lane) ? inside : outside).at(time, lane) };
}

/** Functions outside of VPCs: a new address of AWS for each execution environment. */
export function lambdaOrigin(random: Random): Origin {
  return changing(random, 'lambda', (draw) => publicAddress(draw, 'aws'), 6 * HOUR);
}

/** Hosted runners: a new address of the provider's ranges for each run. */
export function runnerOrigin(random: Random, network: Network): Origin {
  return changing(random, 'runner', (draw) => addressIn(draw, draw.pick(network.runners)), 2 * HOUR);
}

/** A new address for each lane and each `period` seconds. */
function changing(
  random: Random,
  kind: OriginKind,
  address: (draw: Random) => string,
  period: number,
): Origin {
  const draw = new Random(random.uint32());
  const place = perKey(() => fromAddress(address(draw)));
  return { kind, at: (time, lane) => place(Math.floor(time / period) * 4096 + (lane % 4096)) };
}

/** Central proxies: the same few addresses for workloads of all accounts, by lane. */
export function proxyOrigin(random: Random, network: Network): Origin {
  const first = random.between(0, 3);
  return {
    kind: 'proxy',
    at: (_time, lane) => fromAddress(network.proxies[(first + lane) % network.proxies.length]!),
  };
}

/** Several regions: it fails over, or spreads by lane, among the exits of its account there. */
export function egressOrigin(
  random: Random,
  network: Network,
  home: Home,
  regions: readonly string[],
): Origin {
  const sticky = logUniform(random, 6 * HOUR, 6 * DAY);
  const exits = regions.map((region) => natOrigin(random, network, { ...home, region }, true));
  return {
    kind: 'egress',
    at: (time, lane) => exits[(Math.floor(time / sticky) + lane) % exits.length]!.at(time, lane),
  };
}

/** Servers in the company's own data centre, a few addresses. */
export function dataCentreOrigin(random: Random, network: Network): Origin {
  const hosts = Array.from({ length: random.between(1, 5) }, () => addressIn(random, network.dataCentre));
  return { kind: 'data-centre', at: (_time, lane) => fromAddress(hosts[lane % hosts.length]!) };
}

/** Machines at another provider, each with its own address. */
export function otherCloudOrigin(random: Random): Origin {
  const range: Range = random.pick(['azure', 'google', 'hosting'] as const);
  const hosts = Array.from({ length: random.between(1, 6) }, () => publicAddress(random, range));
  return { kind: 'other-cloud', at: (_time, lane) => fromAddress(hosts[lane % hosts.length]!) };
}

/** An AWS service calls on behalf of the principal. */
export function serviceOrigin(name: string): Origin {
  return { kind: 'aws-service', at: () => fromAddress(name) };
}
