import type { LabCall, LabSecret } from '../../lab-scenario.js';
import type { KnownSecret } from '../catalogue.js';

/** What the ordinary calls say about each principal: what thieves can observe, and what a judge compares with. */
export class Usage {
  /** Ordinary calls in time order, by principal. */
  readonly calls = new Map<number, LabCall[]>();
  /** Who reads a secret. */
  readonly readers = new Map<LabSecret, Set<number>>();
  /** When each secret was first read by a principal: key is principal, then secret. */
  readonly firstReads = new Map<number, Map<LabSecret, number>>();
  /** Networks (first two octets, IPv6 prefix, endpoint) of each principal, and of all. */
  readonly networks = new Map<number, Set<string>>();
  readonly allNetworks = new Map<string, number>();

  /** Who uses an address, or an address behind an endpoint. */
  readonly addressUsers = new Map<string, Set<number>>();
  /** Index of the team that owns a secret. */
  readonly teams = new Map<LabSecret, number>();

  constructor(calls: readonly LabCall[], known: readonly KnownSecret[]) {
    for (const { secret, team } of known) this.teams.set(secret, team);
    for (const call of calls) {
      of(this.addressUsers, placeOf(call), () => new Set<number>()).add(call.principal);
      of(this.calls, call.principal, () => []).push(call);
      const networks = of(this.networks, call.principal, () => new Set<string>());
      const network = networkOf(call.address, call.vpcEndpointId);
      if (!networks.has(network)) {
        networks.add(network);
        this.allNetworks.set(network, (this.allNetworks.get(network) ?? 0) + 1);
      }
      if (call.error !== null) continue;
      const read = call.name === 'GetSecretValue' && call.secret !== null ? [call.secret] : listed(call);
      for (const secret of read) {
        of(this.readers, secret, () => new Set<number>()).add(call.principal);
        const firsts = of(this.firstReads, call.principal, () => new Map<LabSecret, number>());
        if (!firsts.has(secret)) firsts.set(secret, call.time);
      }
    }
  }

  /** The last ordinary call of a principal before a time, null where there is none. */
  lastBefore(principal: number, time: number): LabCall | null {
    const calls = this.calls.get(principal) ?? [];
    let [low, high] = [0, calls.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (calls[middle]!.time < time) low = middle + 1;
      else high = middle;
    }
    return calls[low - 1] ?? null;
  }

  /** What a principal ever reads in its ordinary work. */
  ownSecrets(principal: number): LabSecret[] {
    return [...(this.firstReads.get(principal)?.keys() ?? [])];
  }
}

function of<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** Secrets that a batch call names. */
export function listed(call: LabCall): readonly LabSecret[] {
  return call.batch !== null && 'list' in call.batch ? call.batch.list : [];
}

/** One exact place: an address, and its endpoint where it has one. */
export function placeOf({ address, vpcEndpointId }: LabCall): string {
  return vpcEndpointId === null ? address : `${address} ${vpcEndpointId}`;
}

/** A network as an analyst would group addresses. */
export function networkOf(address: string, endpoint: string | null): string {
  if (endpoint !== null) return endpoint;
  if (address.includes(':')) return address.split(':').slice(0, 3).join(':');
  return address.split('.').slice(0, 2).join('.');
}
