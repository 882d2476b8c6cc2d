import { cloudAddress, publicAddress } from '../company/addresses.js';
import { DAY } from '../company/time.js';
import type { World } from '../company/world.js';

/** Changes networks: a new NAT, an endpoint where there was none, an office that moves, a new gate of the VPN. */
export function renumber(w: World): void {
  const rng = w.rng.stream('renumber');
  const when = (): number => w.start + rng.range(2, w.days - 1) * DAY;
  const moves = new Map<string, { at: number; to: string }>();
  const endpoints = new Map<string, { at: number; vpce: string; octets: string }>();
  for (const account of w.accounts) {
    for (const nat of account.nat)
      if (rng.chance(0.08)) moves.set(nat, { at: when(), to: cloudAddress(rng) });
    for (const region of account.regions)
      if (account.endpoint[region] === null && rng.chance(0.07))
        endpoints.set(`${account.id}/${region}`, {
          at: when(),
          vpce: `vpce-0${rng.hex(16)}`,
          octets: account.octets,
        });
  }
  for (const address of w.offices.flat())
    if (rng.chance(0.07)) moves.set(address, { at: when(), to: publicAddress(rng) });
  for (const address of w.vpn)
    if (rng.chance(0.1)) moves.set(address, { at: when(), to: publicAddress(rng) });
  const nats = new Set(w.accounts.flatMap(({ nat }) => nat));
  w.calls.forEach((call, i) => {
    const end =
      nats.has(call.address) && call.vpcEndpointId === null
        ? endpoints.get(`${w.principals[call.principal]!.accountId}/${call.region}`)
        : undefined;
    const move = moves.get(call.address);
    if (end !== undefined && call.time >= end.at) {
      const n = Array.from(call.session ?? call.accessKeyId).reduce(
        (h, c) => (h * 31 + c.charCodeAt(0)) % 15_625,
        7,
      );
      w.calls[i] = {
        ...call,
        vpcEndpointId: end.vpce,
        address: `${end.octets}.${n % 64}.${4 + (Math.floor(n / 64) % 240)}`,
      };
    } else if (move !== undefined && call.time >= move.at) w.calls[i] = { ...call, address: move.to };
  });
}
