import type { LabCall } from '../../lab-scenario.js';
import type { Strangeness } from './strangeness.js';

const network = (c: LabCall): string =>
  c.vpcEndpointId ?? (/^\d/.test(c.address) ? c.address.split('.').slice(0, 2).join('.') : c.address);
const client = (c: LabCall): string =>
  `${c.userAgent.split(/[/ ]/)[0]!}${/Terraform|external-secrets|csi-driver|CloudShell|kali/i.exec(c.userAgent)?.[0] ?? ''}${c.batch === null ? '' : '+batch'}`;
const outside = (c: LabCall): boolean =>
  c.vpcEndpointId === null &&
  /^\d/.test(c.address) &&
  (!/^(3|13|18|34|35|44|52|54|10|172)\./.test(c.address) || /^(13\.64|52\.159|172\.182)\./.test(c.address));
const looking = (c: LabCall): boolean =>
  c.name === 'ListSecrets' || c.name === 'DescribeSecret' || (c.batch !== null && 'filters' in c.batch);
const secretOf = (c: LabCall): string => `${c.secret!.accountId}/${c.secret!.name}`;

/** What a principal does on a day, as sets. */
export class DaySets {
  readonly got = new Set<string>();
  readonly bad = new Set<string>();
  readonly networks = new Set<string>();
  readonly clients = new Set<string>();
  looks = false;
  calls = 0;

  /** Adds a call. */
  add(c: LabCall): void {
    this.networks.add(network(c));
    this.clients.add(client(c)).add(c.region);
    if (c.name === 'DeleteSecret') this.clients.add('delete');
    if (outside(c)) this.clients.add('outside');
    this.calls++;
    if (looking(c)) this.looks = true;
    if (c.error !== null && c.secret !== null) this.bad.add(secretOf(c));
    else if (c.name === 'GetSecretValue' && c.secret !== null) this.got.add(secretOf(c));
  }
}

/** How often each value occurs. */
export type Count = Map<string, number>;

/** Adds each of the values to a counted. */
export const addToCount = (counted: Count, values: Iterable<string>): void => {
  for (const v of values) counted.set(v, (counted.get(v) ?? 0) + 1);
};

/** What a principal does honestly: on how many days each secret, network and client occurs. */
export class Life {
  readonly days = new Map<number, DaySets>();
  readonly got: Count = new Map();
  readonly bad: Count = new Map();
  readonly networks: Count = new Map();
  readonly clients: Count = new Map();
  looks = 0;
  private readonly wide: number[] = [];
  private readonly busy: number[] = [];

  /** Counts the days, once all calls are in. */
  close(): void {
    for (const s of this.days.values()) {
      addToCount(this.got, s.got);
      addToCount(this.bad, s.bad);
      addToCount(this.networks, s.networks);
      addToCount(this.clients, s.clients);
      if (s.looks) this.looks++;
      this.wide.push(s.got.size);
      this.busy.push(s.calls);
    }
    this.wide.sort((a, b) => b - a);
    this.busy.sort((a, b) => b - a);
  }

  /** Strangeness of a day; `mine` is 1 if the day itself is in this life, 0 for a theft's. */
  strange(s: DaySets, mine: 0 | 1, elsewhere: (network: string) => boolean): Strangeness {
    const rare = (counted: Count, v: string): boolean => (counted.get(v) ?? 0) <= mine;
    const most = (sorted: readonly number[], own: number): number =>
      mine === 1 && sorted[0] === own ? (sorted[1] ?? 0) : (sorted[0] ?? 0);
    const excess = (x: number, m: number, times: number, more: number): number =>
      x >= m * times && x >= m + more ? x / Math.max(1, m) : 0;
    const rareNetworks = [...s.networks].filter((v) => rare(this.networks, v));
    return {
      fresh: [...s.got].filter((v) => rare(this.got, v)).length,
      refused: [...s.bad].filter((v) => rare(this.bad, v)).length,
      place: rareNetworks.length === 0 ? 0 : rareNetworks.some((v) => !elsewhere(v)) ? 2 : 1,
      tool: [...s.clients].filter((v) => rare(this.clients, v)).length,
      looks: s.looks && this.looks <= mine ? 1 : 0,
      breadth: excess(s.got.size, most(this.wide, s.got.size), 1.3, 3),
      volume: excess(s.calls, most(this.busy, s.calls), 1.5, 10),
    };
  }
}
