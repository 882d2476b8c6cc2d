import { awsAddress, homeAddress, proxyAddress } from './addresses.js';
import { DAY } from './calendar.js';
import type { Network, Organisation } from './model.js';
import type { Random } from './random.js';

/** Draws the networks, offices and virtual private networks of an organisation. */
export function makeNetworks(
  r: Random,
  rng: Random,
  start: number,
  home: string,
): Pick<Organisation, 'net' | 'office' | 'vpn'> {
  const hosted = new Map<string, Network>();
  const netRng = rng.sub('net');
  const endpoints = r.weighted([
    [0, 2],
    [0.4, 3],
    [0.8, 3],
    [1, 1],
  ]);
  const net = (accountId: string, region: string): Network => {
    const id = `${accountId}/${region}`;
    let n = hosted.get(id);
    if (n === undefined) {
      const q = netRng.sub(id);
      const nats = [0, 1].map(() => Array.from({ length: q.int(1, 3) }, () => awsAddress(q, region)));
      const replaced = q.chance(0.1) ? start + q.int(4, 33) * DAY + q.int(0, DAY) : Infinity;
      n = {
        cidr: `10.${q.int(0, 250)}`,
        nat: (t) => nats[t < replaced ? 0 : 1]!,
        vpce: q.chance(endpoints) ? `vpce-0${q.hex(16)}` : null,
      };
      hosted.set(id, n);
    }
    return n;
  };
  const move = r.chance(0.2) ? start + r.int(6, 30) * DAY : Infinity;
  const vpnMove = r.chance(0.25) ? start + r.int(6, 30) * DAY : Infinity;
  const fixed = (n: number): string[] => Array.from({ length: n }, () => homeAddress(r, home));
  const offices = [fixed(r.int(1, 3)), fixed(r.int(1, 2))];
  const vpns = [
    [awsAddress(r, home), awsAddress(r, home)],
    Array.from({ length: r.int(1, 4) }, () => proxyAddress(r)),
  ];
  return {
    net,
    office: (t) => offices[t < move ? 0 : 1]!,
    vpn: (t) => vpns[t < vpnMove ? 0 : 1]!,
  };
}
