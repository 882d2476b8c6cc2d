import type { LabCall } from '../../lab-scenario.js';
import type { World } from '../company/world.js';
import { DAY, HOUR } from '../draw/time.js';
import { originOf, type Origin } from '../places/network-of.js';

/** What somebody ordinarily does in the whole period. */
export interface Profile {
  readonly calls: number;
  readonly origins: ReadonlySet<Origin>;
  /** The first two octets, or groups, of addresses. */
  readonly nets: ReadonlySet<string>;
  readonly tools: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  readonly hours: ReadonlySet<number>;
  /** First read of each secret. */
  readonly secrets: ReadonlyMap<string, number>;
  /** Most secrets that were new on a day, the first apart; most distinct ones in an hour; most errors on a day. */
  readonly mostNew: number;
  readonly mostInHour: number;
  readonly mostErrors: number;
}

/** Names a secret. */
export function secretKey({ secret }: LabCall): string {
  return secret === null ? '' : `${secret.accountId}/${secret.region}/${secret.name}-${secret.suffix}`;
}

/** The kind of software, and its system, in a user agent. */
export function toolOf(agent: string): string {
  const family = agent.split('/')[0]!;
  const special = /kali|CloudShell|Prowler|terraform|Pulumi|external-secrets|mcp-server/i.exec(agent)?.[0];
  const os = special ?? /os\/[a-z]+/i.exec(agent)?.[0] ?? '';
  return `${family} ${os}`.toLowerCase();
}

/** The first half of an address. */
export function netOf(address: string): string {
  return address.includes(':')
    ? address.split(':').slice(0, 3).join(':')
    : address.split('.').slice(0, 2).join('.');
}

/** Who it is: a person behind a shared role, or a principal. */
export function unitOf(w: World, { principal, session }: LabCall): string {
  const { persona } = w.principals[principal]!;
  const named = session !== null && !session.startsWith('botocore');
  return persona.endsWith('-people') && named ? `${principal}/${session}` : String(principal);
}

function most(counts: Iterable<number>): number {
  let best = 0;
  for (const n of counts) best = Math.max(best, n);
  return best;
}

/** Makes the profile of calls in time order. */
export function profileOf(calls: readonly LabCall[]): Profile {
  const secrets = new Map<string, number>();
  const newByDay = new Map<number, number>();
  const errorsByDay = new Map<number, number>();
  const byHour = new Map<number, Set<string>>();
  const firstDay = Math.floor((calls[0]?.time ?? 0) / DAY);
  for (const call of calls) {
    const [day, hour] = [Math.floor(call.time / DAY), Math.floor(call.time / HOUR)];
    if (call.error !== null) errorsByDay.set(day, (errorsByDay.get(day) ?? 0) + 1);
    if (call.secret === null || call.name === 'DescribeSecret') continue;
    const key = secretKey(call);
    if (!secrets.has(key)) {
      secrets.set(key, call.time);
      if (day !== firstDay) newByDay.set(day, (newByDay.get(day) ?? 0) + 1);
    }
    const seen = byHour.get(hour);
    if (seen === undefined) byHour.set(hour, new Set([key]));
    else seen.add(key);
  }
  const set = <T>(value: (call: LabCall) => T): Set<T> => new Set(calls.map(value));
  const agents = set(({ userAgent }) => userAgent);
  const addresses = [...set(({ address }) => address)];
  return {
    calls: calls.length,
    origins: new Set(addresses.map(originOf)),
    nets: new Set(addresses.map(netOf)),
    tools: new Set([...agents].map(toolOf)),
    agents,
    names: set(({ name }) => name),
    regions: set(({ region }) => region),
    hours: set(({ time }) => Math.floor((time % DAY) / HOUR)),
    secrets,
    mostNew: most(newByDay.values()),
    mostInHour: most([...byHour.values()].map(({ size }) => size)),
    mostErrors: most(errorsByDay.values()),
  };
}
