import { Random } from '../../../../src/simulate/random.js';
import { addressIn, addressIn64, network16, network24, network64, publicAddress } from './addresses.js';
import { DAY, HOUR, weighted, type Weighted } from './draw.js';
import type { Network } from './network.js';
import type { PeopleStyle } from './organisation.js';
import type { Origin, Place } from './origins.js';

type Where = 'home' | 'home-6' | 'office' | 'vpn' | 'mobile' | 'away';

/**
 * A person's networks: the place is chosen anew every few hours, a home line gets a new address after some days or
 * never, phones have an address for an hour, and journeys last for days.
 */
export function roamingOrigin(random: Random, network: Network, style: PeopleStyle): Origin {
  const seed = random.uint32();
  const usesVpn = random.chance(style.vpn);
  const fullTunnel = usesVpn && random.chance(0.5);
  const office = random.pick(network.offices);
  const homeLine = network24(random, 'home');
  const homeLine6 = network64(random);
  const mobile = network16(random, 'mobile');
  const renewed = random.pick([1, 1, 7, 30, 400]);
  // With a split tunnel, calls of the same hour go through the VPN or past it.
  const split = usesVpn && !fullTunnel && random.chance(0.4);
  const shift = split ? 300 : random.pick([3, 5, 8, 24]) * HOUR;
  const offset = random.between(0, DAY);
  const travels = random.chance(style.travel);
  const weights: Weighted<Where> = [
    [fullTunnel ? 0.1 : random.float() * 3, 'home'],
    [fullTunnel ? 0 : random.chance(style.ipv6) ? 2 : 0, 'home-6'],
    [random.float() * 2, 'office'],
    [usesVpn ? (fullTunnel ? 8 : random.float() * 3) : 0, 'vpn'],
    [random.chance(0.3) ? random.float() * 0.6 : 0.01, 'mobile'],
  ];
  return {
    kind: 'roaming',
    at: (time) => {
      const day = Math.floor(time / DAY);
      const journey = Math.floor(day / 4);
      if (travels && new Random(seed, 1, journey).chance(0.08)) {
        const hotel = new Random(seed, 2, journey);
        return place(publicAddress(hotel, hotel.chance(0.7) ? 'home' : 'mobile'));
      }
      const period = Math.floor((time + offset) / shift);
      switch (weighted(new Random(seed, 3, period), weights)) {
        case 'home':
          return place(
            addressIn(
              new Random(seed, 4, Math.floor(day / renewed)),
              renewed < 7 ? homeLine.split('.').slice(0, 2).join('.') : homeLine,
            ),
          );
        case 'home-6':
          return place(addressIn64(new Random(seed, 5, day), homeLine6));
        case 'vpn':
          return place(network.vpn[(seed + Math.floor(day / 3)) % network.vpn.length]!);
        case 'mobile':
          return place(addressIn(new Random(seed, 6, Math.floor(time / HOUR)), mobile));
        default:
          return place(office);
      }
    },
  };
}

function place(address: string): Place {
  return { address, vpcEndpointId: null };
}
