import { BlockList, isIP } from 'node:net';
import type { CriterionTest } from '../criterion-test.js';
import { needlesIn } from '../needle.js';

interface AddressTest extends CriterionTest {
  /** Whether an address is meant. */
  readonly acceptsAddress: (address: string) => boolean;
}

/** Calls from an address, from a range of addresses (CIDR), or from an AWS service by its name. */
export function addressTest(value: string): AddressTest | string {
  const [address = '', bits, ...more] = value.split('/');
  const version = isIP(address);
  if (version === 0) {
    if (bits !== undefined || !/^[\w.-]+\.[a-z]+$/i.test(value))
      return 'an address is IPv4, IPv6, a range such as 203.0.113.0/24, or a service such as ec2.amazonaws.com';
    return testOf(needlesIn(value)!, (address) => address === value);
  }
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (more.length > 0 || bits === '' || !Number.isInteger(length) || length < 0 || length > most)
    return `the length of a range is 0 to ${most}`;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(address, length, family);
  const needles = version === 4 ? ipv4Needles(address, length) : ipv6Needles(address, length);
  return testOf(needles, (other) => {
    if (other === address) return true;
    // An IPv4 address has one text. A BlockList takes longer than all the rest, and a search can have many addresses.
    if (length === 32 && version === 4 && !other.includes(':')) return false;
    const found = isIP(other);
    return found !== 0 && range.check(other, found === 4 ? 'ipv4' : 'ipv6');
  });
}

function testOf(
  needles: readonly string[] | null,
  acceptsAddress: (address: string) => boolean,
): AddressTest {
  return {
    needles,
    acceptsAddress,
    reads: [],
    accepts: ({ sourceIPAddress }) => acceptsAddress(sourceIPAddress),
  };
}

/** The bytes that all addresses of the range have in common, as their texts have them. */
function ipv4Needles(address: string, length: number): string[] | null {
  if (length === 32) return [address];
  const common = address
    .split('.')
    .slice(0, Math.floor(length / 8))
    .map((byte) => `${byte}.`)
    .join('');
  return common.length < 3 ? null : [common];
}

/** An IPv6 address has several texts. Four digits at its start are in all of them. */
function ipv6Needles(address: string, length: number): string[] | null {
  const first = address.split(':', 1)[0]!;
  return length >= 16 && /^[1-9]\d{3}$/.test(first) ? [`${first}:`] : null;
}
