import { BlockList, isIP } from 'node:net';
import type { CriterionTest } from '../criterion-test.js';
import { needleIn } from '../needle.js';

/** Calls from an address, from a range of addresses (CIDR), or from an AWS service by its name. */
export function addressTest(value: string): CriterionTest | string {
  const [address = '', bits, ...more] = value.split('/');
  const version = isIP(address);
  if (version === 0) {
    if (bits !== undefined || !/^[\w.-]+\.[a-z]+$/i.test(value))
      return 'an address is IPv4, IPv6, a range such as 203.0.113.0/24, or a service such as ec2.amazonaws.com';
    return {
      needles: [needleIn(value)!],
      accepts: ({ sourceIPAddress }) => sourceIPAddress === value,
    };
  }
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (more.length > 0 || bits === '' || !Number.isInteger(length) || length < 0 || length > most)
    return `the length of a range is 0 to ${most}`;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(address, length, family);
  return {
    needles: version === 4 ? ipv4Needles(address, length) : ipv6Needles(address, length),
    accepts({ sourceIPAddress }) {
      const found = isIP(sourceIPAddress);
      return found !== 0 && range.check(sourceIPAddress, found === 4 ? 'ipv4' : 'ipv6');
    },
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
