import type { LabCall, LabSecret } from '../lab-scenario.js';
import { DAY } from './calendar.js';
import type { World } from './world.js';

/** What one principal ordinarily does, in the whole period. */
export interface Usual {
  /** Its ordinary calls, in time order. */
  readonly calls: readonly LabCall[];
  /** Secrets that it reads at least once, by `secretKey`. */
  readonly secrets: ReadonlySet<string>;
  /** Networks from which it calls: see `networkOf`. */
  readonly networks: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  /** Most secrets that it read for the first time on one day, from its fourth day on. */
  readonly mostNewPerDay: number;
  /** Most different secrets that it read on one day. */
  readonly mostPerDay: number;
  /** Most refused calls on one day. */
  readonly mostRefused: number;
  readonly lists: boolean;
}

export function secretKey({ accountId, region, name }: LabSecret): string {
  return `${accountId}/${region}/${name}`;
}

/** A network as an analyst sees it: an endpoint, a service, a /16 of IPv4 or a /48 of IPv6. */
export function networkOf({ address, vpcEndpointId }: Pick<LabCall, 'address' | 'vpcEndpointId'>): string {
  if (vpcEndpointId !== null) return vpcEndpointId;
  if (address.includes(':')) return address.split(':').slice(0, 3).join(':');
  return /^\d/.test(address) ? address.split('.').slice(0, 2).join('.') : address;
}

/** The ordinary calls of all principals, for thefts to start from and to be compared with. */
export class History {
  readonly #calls: LabCall[][];
  readonly #usual = new Map<number, Usual>();

  /** Takes the calls that the world has now, in time order. */
  constructor(world: World) {
    this.#calls = world.principals.map(() => []);
    for (const call of world.calls) this.#calls[call.principal]!.push(call);
  }

  calls(principal: number): readonly LabCall[] {
    return this.#calls[principal]!;
  }

  /** Up to `count` latest calls before a time, the earliest first. */
  before(principal: number, time: number, count: number): readonly LabCall[] {
    const calls = this.#calls[principal]!;
    let low = 0;
    let high = calls.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (calls[middle]!.time < time) low = middle + 1;
      else high = middle;
    }
    return calls.slice(Math.max(0, low - count), low);
  }

  usual(principal: number): Usual {
    let usual = this.#usual.get(principal);
    if (usual === undefined) this.#usual.set(principal, (usual = summarize(this.#calls[principal]!)));
    return usual;
  }
}

function summarize(calls: readonly LabCall[]): Usual {
  const secrets = new Set<string>();
  const days = new Map<number, { fresh: number; refused: number; read: Set<string> }>();
  const firstDay = Math.floor((calls[0]?.time ?? 0) / DAY);
  for (const call of calls) {
    const day = Math.floor(call.time / DAY);
    let counts = days.get(day);
    if (counts === undefined) days.set(day, (counts = { fresh: 0, refused: 0, read: new Set() }));
    if (call.error !== null) {
      counts.refused++;
      continue;
    }
    for (const secret of valuesOf(call)) {
      const key = secretKey(secret);
      counts.read.add(key);
      if (!secrets.has(key)) counts.fresh++;
      secrets.add(key);
    }
  }
  const most = (of: (day: number) => number): number => Math.max(0, ...[...days.keys()].map(of));
  return {
    calls,
    secrets,
    networks: new Set(calls.map(networkOf)),
    agents: new Set(calls.map(({ userAgent }) => userAgent)),
    mostNewPerDay: most((day) => (day >= firstDay + 3 ? days.get(day)!.fresh : 0)),
    mostPerDay: most((day) => days.get(day)!.read.size),
    mostRefused: most((day) => days.get(day)!.refused),
    lists: calls.some(({ name }) => name === 'ListSecrets' || name === 'BatchGetSecretValue'),
  };
}

/** Secrets whose values a call returns, as far as the record says which. */
function valuesOf({ name, secret, batch }: LabCall): readonly LabSecret[] {
  if (name === 'GetSecretValue' && secret !== null) return [secret];
  return batch !== null && 'list' in batch ? batch.list : [];
}
