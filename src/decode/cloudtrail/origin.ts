import { isIPv6 } from 'node:net';
import { agentFamily } from './agent-family.js';
import { memoize } from '../../base/memoize.js';

/**
 * Where a call came from, as coarse as it has to be to stay the same from day to day: `NETWORK|FAMILY`.
 * @param sourceIPAddress IPv4, IPv6, or the name of an AWS service; `-` when empty
 * @param userAgent at most 1 KB as CloudTrail keeps it; `-` when empty
 */
export function originOf(sourceIPAddress: string, userAgent: string): string {
  return origin(userAgent, sourceIPAddress);
}

const origin = memoize((agent, address) => `${networkOf(address)}|${family('', agent)}`);

/** A trail's few programs come again and again, from many places. */
const family = memoize((_, agent) => agentFamily(agent));

/** `203.0.113.7` → `203.0.113.0/24`, `2001:db8:1:2::7` → `2001:db8:1::/48`, anything else in lower case, without the bar. */
export function networkOf(address: string): string {
  if (address === '') return '-';
  const plain = plainNetwork(address);
  if (plain !== undefined) return plain;
  const ipv4 = ipv4Bytes(address);
  if (ipv4) return `${ipv4.slice(0, 3).join('.')}.0/24`;
  return ipv6Network(address) ?? address.toLowerCase().replaceAll('|', '_');
}

/** Of an IPv4 address without leading zeros, which is nearly every address, without taking it to pieces. */
function plainNetwork(address: string): string | undefined {
  let dots = 0;
  let lastDot = -1;
  let value = 0;
  for (let at = 0; at < address.length; at++) {
    const digit = address.charCodeAt(at) - 0x30;
    if (digit >= 0 && digit <= 9) {
      if (value === 0 && at > lastDot + 1) return undefined;
      value = value * 10 + digit;
      if (value > 255) return undefined;
    } else {
      if (digit !== DOT || at === lastDot + 1) return undefined;
      dots++;
      lastDot = at;
      value = 0;
    }
  }
  if (dots !== 3 || lastDot === address.length - 1) return undefined;
  return `${address.slice(0, lastDot)}.0/24`;
}

/** `.`, as far before `0` as it stands. */
const DOT = -2;

function ipv4Bytes(address: string): number[] | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return undefined;
  const bytes = address.split('.').map(Number); // decimal: records with leading zeros exist
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function ipv6Network(address: string): string | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const ipv4 = mapped === undefined ? undefined : ipv4Bytes(mapped);
  if (ipv4) return networkOf(mapped!);
  if (!isIPv6(address)) return undefined;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const front = groupsOf(head);
  const back = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0);
  const network = [...front, ...zeros, ...back].slice(0, 3);
  while (network.at(-1) === 0) network.pop();
  return `${network.map((group) => group.toString(16)).join(':')}::/48`;
}

/** The 16-bit groups of a part of an IPv6 address; a dotted IPv4 at its end is two of them, too far back to matter. */
function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => (group.includes('.') ? [0, 0] : [Number.parseInt(group, 16)]));
}
