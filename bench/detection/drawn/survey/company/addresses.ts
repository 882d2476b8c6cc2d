import type { RandomStream } from './random-stream.js';

/** Draws an address that people and companies have. */
export function publicAddress(rng: RandomStream): string {
  const first = rng.pick([
    24, 31, 37, 46, 62, 68, 71, 73, 77, 78, 80, 81, 82, 84, 86, 88, 91, 92, 94, 98, 103, 109, 121, 122, 151,
    174, 176, 178, 186, 188, 189, 193, 194, 203, 212, 213, 217,
  ]);
  return `${first}.${rng.int(1, 254)}.${rng.int(0, 255)}.${rng.int(2, 253)}`;
}

/** Draws an elastic address of AWS. */
export function cloudAddress(rng: RandomStream): string {
  return `${rng.pick(['3', '13', '18', '34', '35', '44', '52', '54'])}.${rng.int(64, 250)}.${rng.int(0, 255)}.${rng.int(2, 253)}`;
}

/** Draws the address of a runner of a hosted CI. */
export function runnerAddress(rng: RandomStream): string {
  return `${rng.pick(['4.227', '20.57', '20.172', '13.64', '40.76', '52.159', '68.220', '172.182', '104.45', '20.109'])}.${rng.int(0, 255)}.${rng.int(2, 253)}`;
}

/** Draws an address of a hoster, an anonymous VPN or an exit of Tor, from which attackers come. */
export function hostedAddress(rng: RandomStream): string {
  return `${rng.pick(['45.61', '64.227', '104.248', '159.89', '167.99', '185.220', '146.70', '193.32', '5.161', '95.217', '51.89', '198.98', '89.187', '37.120', '139.59', '185.65'])}.${rng.int(0, 255)}.${rng.int(2, 253)}`;
}
