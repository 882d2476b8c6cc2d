import type { World } from '../company/world.js';
import { change, DAY, HOUR } from '../draw/time.js';
import { Rng } from '../draw/rng.js';
import { address6Of, addressOf, neighbour, type Country } from '../places/addresses.js';
import { originOf } from '../places/network-of.js';
import type { Network } from '../places/ranges.js';
import type { Person, Place } from './person.js';

/** Offices and VPNs of a company. */
export interface Premises {
  readonly offices: ReadonlyMap<string, readonly string[]>;
  readonly vpn: readonly string[];
}

/** Draws offices by country, and the addresses at which the VPN or proxy leaves. */
export function drawPremises(w: World, countries: readonly Country[]): Premises {
  const rng = w.rng.stream('premises');
  const offices = new Map<string, string[]>();
  for (const { name } of countries)
    if (!offices.has(name) && rng.chance(0.7)) {
      const first = addressOf(rng, 'businesslines');
      offices.set(name, rng.chance(0.5) ? [first] : [first, neighbour(rng, first), neighbour(rng, first)]);
    }
  const network = rng.weighted<Network>([
    ['zscaler', 3],
    ['cloudflare', 2],
    ['aws us-east-1', 2],
    ['aws eu-west-1', 1],
    ['businesslines', 2],
    ['digitalocean', 0.7],
  ]);
  const vpn = Array.from({ length: rng.int(1, network === 'zscaler' ? 12 : 3) }, () =>
    addressOf(rng, network),
  );
  return { offices, vpn };
}

function homeOf(w: World, rng: Rng, country: Country): Place {
  const network = rng.pick(country.isps);
  const address = rng.chance(w.traits.ipv6Share) ? address6Of(rng, network) : addressOf(rng, network);
  return {
    kind: 'home',
    address,
    lease: rng.weighted([
      [DAY, 3],
      [6 * HOUR, 1],
      [400 * DAY, 4],
      [9 * DAY, 2],
    ]),
  };
}

/** The usual places of a person, with weights. */
export function usualPlaces(w: World, rng: Rng, country: Country, premises: Premises): [Place, number][] {
  const { remoteShare, vpnShare } = w.traits;
  const places: [Place, number][] = [[homeOf(w, rng, country), rng.range(0.3, 1) * (0.1 + remoteShare)]];
  const office = premises.offices.get(country.name);
  if (office !== undefined && rng.chance(1.2 - remoteShare))
    places.push([{ kind: 'office', address: rng.pick(office), lease: Infinity }, rng.range(0.2, 2)]);
  if (rng.chance(vpnShare))
    places.push([{ kind: 'vpn', address: rng.pick(premises.vpn), lease: Infinity }, rng.logRange(0.3, 20)]);
  if (rng.chance(0.25))
    places.push([
      { kind: 'mobile', address: addressOf(rng, rng.pick(country.mobile)), lease: HOUR },
      rng.logRange(0.01, 0.2),
    ]);
  // A machine in the cloud to work on, or a private VPN that was left on.
  if (rng.chance(0.08)) {
    const network = rng.pick<Network>(['azure', 'azure', 'aws us-east-1', 'aws eu-west-1', 'gcp', 'hetzner']);
    places.push([
      { kind: 'cloud', address: addressOf(rng, network), lease: network === 'azure' ? 6 * HOUR : Infinity },
      rng.logRange(0.05, 1.5),
    ]);
  }
  if (rng.chance(0.07)) {
    const network = rng.pick<Network>(['m247', 'datacamp', 'mullvad', 'cloudflare']);
    places.push([{ kind: 'cloud', address: addressOf(rng, network), lease: DAY }, rng.logRange(0.02, 0.8)]);
  }
  return places;
}

/** Journeys, moves and new networks in the period. */
export function moveAround(
  w: World,
  rng: Rng,
  person: Person,
  countries: readonly Country[],
  premises: Premises,
): void {
  const usual = person.places[0]!.value;
  const days = w.options.days;
  for (let n = rng.poisson(w.traits.travelRate * days); n > 0; n--) {
    const from = w.start + rng.range(0, days) * DAY;
    const to = from + rng.range(1, 9) * DAY;
    const place: Place = {
      kind: 'travel',
      address: addressOf(rng, rng.pick(rng.pick(countries).isps)),
      lease: 2 * DAY,
    };
    const vpn = usual.filter(([{ kind }]) => kind === 'vpn');
    change(person.places, from, [[place, 1], ...vpn]);
    change(person.places, to, usual);
  }
  if (rng.chance(0.02 * w.traits.changeRate)) {
    const [, ...others] = usual;
    change(person.places, w.start + rng.range(0, days) * DAY, [
      [homeOf(w, rng, person.country), 1],
      ...others,
    ]);
  }
  if (w.traits.vpnShare === 0 && rng.chance(0.05 * w.traits.changeRate))
    change(person.places, w.start + rng.range(0, days) * DAY, [
      ...usual,
      [{ kind: 'vpn', address: rng.pick(premises.vpn), lease: Infinity }, 3],
    ]);
}

/** The address of a place at a time. */
export function addressAt(place: Place, time: number): string {
  if (place.lease === Infinity) return place.address;
  const epoch = Math.floor(time / place.lease);
  const rng = new Rng(`${place.address}/${epoch}`);
  if (place.kind !== 'cloud' && (place.kind === 'mobile' || place.lease <= DAY)) {
    if (place.address.includes(':')) return neighbour(rng, place.address);
    // The second half is new; the first two octets remain.
    return `${place.address.split('.').slice(0, 2).join('.')}.${rng.int(0, 255)}.${rng.int(1, 254)}`;
  }
  if (place.kind === 'cloud') return addressOf(rng, originOf(place.address) as Network);
  return epoch % 2 === 0 ? place.address : neighbour(rng, place.address);
}
