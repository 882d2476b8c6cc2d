import { BlockList, isIP } from 'node:net';
import type { AddressKind } from '../../model/signal-evidence.js';

/** Addresses that say nothing about where a caller is: RFC 1918, 6598, 4193, loopback and link-local. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addSubnet('100.64.0.0', 10, 'ipv4');
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');

/**
 * What an address of a record is. A private address is one of a VPC, or of an AWS service that calls from within.
 * @param address `sourceIPAddress`
 * @param vpcEndpointId empty where the call did not come through one
 */
export function addressKind(address: string, vpcEndpointId: string): AddressKind {
  if (vpcEndpointId !== '') return 'vpc-endpoint';
  const version = isIP(address);
  if (version !== 0) return PRIVATE.check(address, version === 4 ? 'ipv4' : 'ipv6') ? 'private' : 'public';
  return address === '' ? 'none' : 'service';
}
