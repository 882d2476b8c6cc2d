import { mix32, type Random } from '../../../../../src/simulate/random.js';
import { DAY } from '../calendar.js';
import { hex, stream } from '../draw.js';
import type { Organisation } from '../organisation.js';
import { numberOf } from './aws-ranges.js';
import type { Origin } from './origin.js';

/** First octets that providers of home connections and mobile networks have. */
const CARRIERS = [24, 31, 37, 46, 62, 68, 71, 73, 77, 78, 79, 82, 84, 86, 88, 89, 90, 92, 93, 95, 98, 109, 151, 174, 178, 188, 212, 217] as const; // prettier-ignore

/** Offices, VPN and data centres of a company, with fixed addresses. */
export class CompanyNetworks {
  readonly #offices: readonly string[];
  readonly #vpn: readonly string[];
  readonly #dataCentre: readonly string[];
  readonly #traits: Organisation['traits'];

  constructor(seed: number, organisation: Organisation) {
    const random = stream(seed, 'company-networks');
    this.#traits = organisation.traits;
    const block = (): string =>
      `${random.pick(CARRIERS)}.${random.between(0, 255)}.${random.between(0, 255)}`;
    const vpn = block();
    const centre = block();
    const address = (prefix: string): string => `${prefix}.${random.between(2, 250)}`;
    this.#offices = organisation.offices.map(() => address(block()));
    this.#vpn = Array.from({ length: random.between(1, 6) }, () => address(vpn));
    this.#dataCentre = Array.from({ length: random.between(1, 3) }, () => address(centre));
  }

  /** An on-premises server behind the data centre's firewall. */
  dataCentre(random: Random): Origin {
    const address = random.pick(this.#dataCentre);
    return () => ({ address, vpcEndpointId: null });
  }

  /** A runner that the company hosts outside of AWS. */
  office(random: Random): Origin {
    const address = random.pick(this.#offices);
    return () => ({ address, vpcEndpointId: null });
  }

  /** The devices of one person: office or VPN, home, phone, and sometimes a journey. */
  person(random: Random): Origin {
    const remote = random.chance(this.#traits.remoteShare);
    const home = homeNetwork(random, random.chance(this.#traits.ipv6Share));
    const mobile = mobileNetwork(random);
    const office = random.pick(this.#offices);
    const usesVpn = random.chance(0.4);
    const atHome = remote ? 0.75 + 0.2 * random.float() : usesVpn ? 0.02 : 0.2 * random.float();
    const byMobile = random.chance(0.3) ? 0.06 * random.float() : 0.005;
    const trips = random.uint32();
    const word = random.uint32();
    const travels = random.chance(0.15);
    return (time) => {
      const day = Math.floor(time / DAY);
      // A journey lasts some days: the same elsewhere for a block of five days.
      if (travels && mix32(trips, Math.floor(day / 5)) % 12 === 0)
        return { address: carrierAddress(mix32(trips, 1 + Math.floor(day / 5)), day), vpcEndpointId: null };
      const chance = mix32(word, Math.floor(time / (DAY / 4))) / 2 ** 32;
      if (chance < byMobile) return { address: mobile(day), vpcEndpointId: null };
      if (chance < byMobile + atHome) return { address: home(day), vpcEndpointId: null };
      if (usesVpn) return { address: this.#vpn[mix32(word, day) % this.#vpn.length]!, vpcEndpointId: null };
      return { address: office, vpcEndpointId: null };
    };
  }
}

/** A home connection: the same address for weeks, or another of the provider now and then; IPv6 keeps its /64. */
function homeNetwork(random: Random, ipv6: boolean): (day: number) => string {
  const word = random.uint32();
  const renews = random.pick([1, 7, 30, 1000]);
  if (ipv6) {
    const prefix = ipv6Prefix(random);
    return (day) => `${prefix}:${interfaceId(mix32(word, day))}`;
  }
  const keepsBlock = random.chance(0.7);
  return (day) => {
    const lease = Math.floor(day / renews);
    return carrierAddress(word, keepsBlock ? lease : 0, keepsBlock ? 0 : lease);
  };
}

function mobileNetwork(random: Random): (day: number) => string {
  const word = random.uint32();
  return (day) => carrierAddress(word, day, day % 3);
}

export function ipv6Prefix(random: Random): string {
  return `${random.pick(['2001', '2003', '2600', '2601', '2804', '2a00', '2a02', '2a01'])}:${hex(random, 4)}:${hex(random, 4)}:${hex(random, 4)}`;
}

function interfaceId(n: number): string {
  const part = (k: number): string => (mix32(n, k) & 0xffff).toString(16);
  return [1, 2, 3, 4].map(part).join(':');
}

/** An address of a provider: the same /24 for the same word and `block`, the last octet by `lease`. */
export function carrierAddress(word: number, lease: number, block = 0): string {
  const first = CARRIERS[word % CARRIERS.length]!;
  const second = (word >>> 8) & 255;
  const third = numberOf('carrier', mix32(word, block)) & 255;
  return `${first}.${second}.${third}.${2 + (mix32(word, lease) % 250)}`;
}
