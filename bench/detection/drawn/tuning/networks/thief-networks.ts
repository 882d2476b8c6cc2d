import type { Random } from '../../../../../src/simulate/random.js';
import { hex } from '../draw.js';
import { azureAddress, ec2Address, googleAddress } from './aws-ranges.js';
import { carrierAddress, ipv6Prefix } from './offices.js';
import type { Place } from './origin.js';

/** Where a thief sits who is not on a host of the victim. */
export type ThiefPlace = 'hosting' | 'residential' | 'proxies' | 'own-endpoint' | 'own-cloud' | 'ci-range';

/** First octets of providers that rent servers and private VPNs. */
const HOSTING = [
  [5, 188], [23, 106], [37, 120], [45, 83], [45, 134], [62, 171], [79, 137], [91, 92], [94, 102], [103, 75], [138, 68],
  [141, 98], [146, 70], [159, 89], [161, 35], [167, 99], [185, 220], [185, 100], [193, 29], [194, 165], [198, 54],
] as const; // prettier-ignore

/** The places of one thief, by the number of the call's burst: some change address between bursts. */
export function drawThiefPlace(random: Random, place: ThiefPlace, region: string): (burst: number) => Place {
  const word = random.uint32();
  const changes = random.chance(0.25);
  const at = (address: (n: number) => string, vpcEndpointId: string | null = null) => {
    return (burst: number): Place => ({ address: address(changes ? burst : 0), vpcEndpointId });
  };
  switch (place) {
    case 'hosting': {
      const [a, b] = random.pick(HOSTING);
      const third = random.between(0, 255);
      const last = random.between(2, 200);
      return at((n) => `${a}.${b}.${third}.${last + (n % 50)}`);
    }
    case 'residential': {
      if (random.chance(0.2)) {
        const prefix = ipv6Prefix(random);
        const end = hex(random, 3);
        return at((n) => `${prefix}:a1${n % 10}:${end}:2${n % 7}f:1`);
      }
      return at((n) => carrierAddress(word, n));
    }
    case 'proxies':
      // Residential proxies: another address of another provider for each burst.
      return (burst) => ({
        address: carrierAddress((word + burst * 2_654_435_761) >>> 0, burst),
        vpcEndpointId: null,
      });
    case 'own-endpoint':
      return at((n) => `172.31.${word & 63}.${4 + (((word >>> 8) + n) % 240)}`, `vpce-0${hex(random, 16)}`);
    case 'own-cloud':
      return at((n) => ec2Address(random.chance(0.5) ? region : 'us-east-1', word + n));
    case 'ci-range':
      return random.chance(0.7)
        ? (burst) => ({ address: azureAddress(word + burst), vpcEndpointId: null })
        : (burst) => ({ address: googleAddress(word + burst), vpcEndpointId: null });
  }
}
