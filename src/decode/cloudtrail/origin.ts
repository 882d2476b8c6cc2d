import { isIPv6 } from 'node:net';
import { agentFamily } from './agent-family.js';
import { memoize } from '../../base/memoize.js';

/**
 * The origin of a call, `NETWORK|AGENT`: coarse enough that the same caller has the same origin every day. A call through
 * a VPC endpoint has the endpoint as its network: its private address says nothing.
 * @param vpcEndpointId `vpce-…`; empty for a call that did not come through one
 * @param sourceIPAddress IPv4, IPv6, or the name of an AWS service; empty gives `-`
 * @param userAgent at most 1 KB in CloudTrail; empty gives `-`
 */
export function originOf(sourceIPAddress: string, userAgent: string, vpcEndpointId = ''): string {
  return origin(userAgent, vpcEndpointId || sourceIPAddress);
}

const origin = memoize((agent, address) => `${networkOf(address)}|${agentName('', agent)}`);

/** Few programs make the calls of a trail, from many addresses. */
const agentName = memoize((_, agent) => agentFamily(agent));

/**
 * `203.0.113.7` → `203.0.113.0/24`, `2001:db8:1:2::7` → `2001:db8:1::/48`; any other text in lower case, `|` replaced
 * by `_`.
 */
export function networkOf(address: string): string {
  if (address === '') return '-';
  const plain = plainNetwork(address);
  if (plain !== undefined) return plain;
  const ipv4 = ipv4Bytes(address);
  if (ipv4) return `${ipv4.slice(0, 3).join('.')}.0/24`;
  return ipv6Network(address) ?? address.toLowerCase().replaceAll('|', '_');
}

/**
 * The fast path for IPv4 addresses without leading zeros, which nearly all addresses are. Undefined for all others.
 */
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

/** The code of `.` minus the code of `0`. */
const DOT = -2;

function ipv4Bytes(address: string): number[] | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return undefined;
  const bytes = address.split('.').map(Number); // decimal, although some records have leading zeros
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

/**
 * The 16-bit groups of a part of an IPv6 address. An IPv4 address at its end counts as two groups of 0: only the
 * first three groups are used.
 */
function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => (group.includes('.') ? [0, 0] : [Number.parseInt(group, 16)]));
}

/** Networks inside VPCs and offices (RFC 1918). */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** Whether a network of an origin consists of private addresses, which say nothing about where they are. */
export function isPrivateNetwork(network: string): boolean {
  return PRIVATE.test(network);
}
