import { mix32, type Random } from './random.js';

/**
 * Addresses from ranges that no real host has. Offices are in 192.0.2.0/24, homes and hosted runners in 2001:db8::/32
 * (RFC 5737 and RFC 3849 reserve these for documentation). NAT gateways are in 198.18.0.0/16 and thieves in
 * 198.19.0.0/16 (RFC 2544 reserves these for benchmarks; they are large enough for a /24 each). VPCs are in
 * 10.0.0.0/8.
 */
export function natAddress(word: number): string {
  return `198.18.${mix32(word, 4) % 256}.${1 + (mix32(word, 3) % 250)}`;
}

export function officeAddress(office: number): string {
  return `192.0.2.${1 + (office % 250)}`;
}

/** A random address in a /16 VPC. @param vpc number of the VPC */
export function vpcAddress(random: Random, vpc: number): string {
  return `10.${1 + (vpc % 200)}.${random.between(0, 63)}.${random.between(4, 250)}`;
}

/** An address that `word` decides. */
export function homeAddress(word: number): string {
  const groups = [1, 2, 3, 4, 5, 6].map((i) => (mix32(word, i) & 0xffff) | 0x1000);
  return `2001:db8:${groups.map((group) => group.toString(16)).join(':')}`;
}

export function thiefAddress(word: number): string {
  return `198.19.${mix32(word, 10) % 256}.${1 + (mix32(word, 9) % 250)}`;
}

export function vpcEndpointId(word: number): string {
  return `vpce-0${hex(word, 1)}${hex(word, 2)}`;
}

function hex(word: number, salt: number): string {
  return mix32(word, salt).toString(16).padStart(8, '0');
}
