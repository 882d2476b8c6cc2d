import { BlockList, isIP, isIPv6 } from 'node:net';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Whether `NO_PROXY` names the host of an origin: `*` for all hosts, a name with all names below it (a dot or `*.` before
 * it may be left out), an address, or a network as `ADDRESS/BITS`, which is compared with hosts that are addresses only. A
 * port after a name or an address limits the entry to that port. Commas or white space separate entries.
 * @param origin `https://host[:port]`
 */
export function isExempt(origin: string, noProxy: string): boolean {
  const { protocol, hostname, port } = new URL(origin);
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  const number = port || DEFAULT_PORTS[protocol];
  return noProxy.split(/[\s,]+/).some((entry) => entry !== '' && names(entry.toLowerCase(), host, number));
}

function names(entry: string, host: string, port: string | undefined): boolean {
  if (entry === '*') return true;
  const network = /^\[?([^\]/]+)\]?\/(\d+)$/.exec(entry);
  if (network !== null) return isWithin(host, network[1]!, Number(network[2]));
  const parts = /^(?:\[([^\]]+)\]|\*?\.?([^:]+))(?::(\d+))?$/.exec(isIPv6(entry) ? `[${entry}]` : entry);
  const [, address, plain, onlyPort] = parts ?? [];
  const name = address ?? plain;
  if (name === undefined || (onlyPort !== undefined && onlyPort !== port)) return false;
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isWithin(host: string, address: string, bits: number): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const isNetwork = isIP(address) !== 0 && bits <= (family === 'ipv6' ? 128 : 32);
  if (!isNetwork || isIP(host) === 0 || isIPv6(host) !== isIPv6(address)) return false;
  const list = new BlockList();
  list.addSubnet(address, bits, family);
  return list.check(host, family);
}
