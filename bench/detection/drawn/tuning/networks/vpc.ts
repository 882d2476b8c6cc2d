import { mix32, type Random } from '../../../../../src/simulate/random.js';
import type { Span } from '../calendar.js';
import { hex, stream, uniform } from '../draw.js';
import type { Account, Organisation, Runtime } from '../organisation.js';
import { ec2Address, numberOf } from './aws-ranges.js';
import { moving, type Origin } from './origin.js';

/** One network of an account: how its programs reach Secrets Manager. */
export interface Vpc {
  /** Through its NAT gateways. */
  readonly nat: Origin;
  /** Through its endpoint, with private addresses. */
  readonly endpoint: Origin;
  /** Share of its programs that use the endpoint. */
  readonly endpointShare: number;
}

/** The VPCs of all accounts, drawn from the seed. Some move to other NATs or to another endpoint on one day. */
export class Vpcs {
  readonly #vpcs = new Map<string, readonly Vpc[]>();
  readonly #seed: number;
  readonly #organisation: Organisation;
  readonly #span: Span;

  constructor(seed: number, organisation: Organisation, span: Span) {
    this.#seed = seed;
    this.#organisation = organisation;
    this.#span = span;
  }

  /** The VPCs of an account in a region, one to three. */
  of(accountId: string, region: string): readonly Vpc[] {
    const key = `${accountId}/${region}`;
    let vpcs = this.#vpcs.get(key);
    if (vpcs === undefined) {
      const random = stream(this.#seed, 'vpc', numberOf(key, 0));
      vpcs = Array.from({ length: random.between(1, 3) }, () => this.#draw(random, region));
      this.#vpcs.set(key, vpcs);
    }
    return vpcs;
  }

  #draw(random: Random, region: string): Vpc {
    const private_ = this.#organisation.traits.privateShare;
    const nat = natOrigin(random, region);
    const endpoint = endpointOrigin(random);
    const moves = random.chance(0.12);
    const at = uniform(random, this.#span.from, this.#span.to);
    return {
      nat: moves ? moving(nat, at, random.chance(0.2) ? endpoint : natOrigin(random, region)) : nat,
      endpoint: moves && random.chance(0.5) ? moving(endpoint, at, endpointOrigin(random)) : endpoint,
      endpointShare: random.chance(0.6) ? Math.round(private_) : private_,
    };
  }
}

function natOrigin(random: Random, region: string): Origin {
  const count = random.pick([1, 1, 2, 3, 3, 6]);
  const places = Array.from({ length: count }, () => ({
    address: ec2Address(region, random.uint32()),
    vpcEndpointId: null,
  }));
  return (_, n) => places[n % count]!;
}

function endpointOrigin(random: Random): Origin {
  const vpcEndpointId = `vpce-0${hex(random, 16)}`;
  const [a, b] = random.pick([
    [10, random.between(0, 255)],
    [172, random.between(16, 31)],
    [192, 168],
    [100, random.between(64, 127)],
  ] as const);
  const zones = Array.from({ length: random.between(2, 3) }, () => random.between(0, 15) * 16);
  return (_, n) => {
    const h = mix32(n, 0x2545);
    const third = zones[h % zones.length]! + ((h >>> 8) & 15);
    return { address: `${a}.${b}.${third}.${4 + ((h >>> 16) % 250)}`, vpcEndpointId };
  };
}

/** A function outside of VPCs: another address of AWS for each environment. */
export function lambdaOrigin(region: string): Origin {
  return (_, n) => ({ address: ec2Address(region, n), vpcEndpointId: null });
}

/** An origin for a program in an account. */
export function programOrigin(
  random: Random,
  vpcs: Vpcs,
  traits: Organisation['traits'],
  account: Account,
  runtime: Runtime,
): Origin {
  if (runtime === 'lambda' && !random.chance(traits.lambdaInVpcShare)) return lambdaOrigin(account.region);
  if (runtime === 'ec2' && random.chance(0.12)) return lambdaOrigin(account.region);
  const vpc = random.pick(vpcs.of(account.id, account.region));
  return random.chance(vpc.endpointShare) ? vpc.endpoint : vpc.nat;
}
