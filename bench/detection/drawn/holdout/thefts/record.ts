import type { LabCall, LabSecret } from '../../lab-scenario.js';
import { DAY, localHour } from '../base/time.js';
import { blockOf } from '../company/addresses.js';
import type { Victim } from './victims.js';

/** An identity's ordinary record, as an analyst would sum it up. */
export interface Record {
  readonly calls: readonly LabCall[];
  readonly activeDays: number;
  readonly secrets: ReadonlySet<LabSecret>;
  /** Secrets first read on a day after the first two active days: at most, and on average. */
  readonly newAtMost: number;
  readonly newOnAverage: number;
  /** Different secrets read on a day, at most. */
  readonly distinctAtMost: number;
  readonly blocks: ReadonlySet<string>;
  readonly endpoints: ReadonlySet<string | null>;
  /** Blocks never seen before, per active day. */
  readonly restlessness: number;
  readonly agents: ReadonlySet<string>;
  readonly tools: ReadonlySet<string>;
  readonly sessions: ReadonlySet<string>;
  readonly sessionForms: ReadonlySet<string>;
  readonly keys: ReadonlyMap<string, LabCall>;
  readonly regions: ReadonlySet<string>;
  readonly hours: ReadonlySet<number>;
  readonly refusedShare: number;
  readonly lists: boolean;
}

export function recordOf({ calls, site }: Victim): Record {
  const reads = calls.filter(({ name, secret }) => name === 'GetSecretValue' && secret !== null);
  const byDay = new Map<number, Set<LabSecret>>();
  const secrets = new Set<LabSecret>();
  const fresh = new Map<number, number>();
  for (const { secret, time } of reads) {
    const day = Math.floor(time / DAY);
    byDay.set(day, (byDay.get(day) ?? new Set()).add(secret!));
    if (secrets.has(secret!)) continue;
    secrets.add(secret!);
    fresh.set(day, (fresh.get(day) ?? 0) + 1);
  }
  const activeDays = new Set(calls.map(({ time }) => Math.floor(time / DAY))).size;
  const [first, second, ...later] = [...byDay.keys()];
  const counts = later.map((day) => fresh.get(day) ?? 0);
  const all =
    later.length > 2
      ? counts
      : [first, second].flatMap((day) => (day === undefined ? [] : [fresh.get(day) ?? 0]));
  const blocks = new Set(calls.map(({ address }) => blockOf(address)));
  return {
    calls,
    activeDays,
    secrets,
    newAtMost: Math.max(0, ...all),
    newOnAverage: all.reduce((sum, count) => sum + count, 0) / Math.max(1, all.length),
    distinctAtMost: Math.max(0, ...[...byDay.values()].map(({ size }) => size)),
    blocks,
    endpoints: new Set(calls.map(({ vpcEndpointId }) => vpcEndpointId)),
    restlessness: Math.max(0, blocks.size - 1) / Math.max(1, activeDays),
    agents: new Set(calls.map(({ userAgent }) => userAgent)),
    tools: new Set(calls.map(({ userAgent }) => toolOf(userAgent))),
    sessions: new Set(calls.map(({ session }) => session ?? '')),
    sessionForms: new Set(calls.map(({ session }) => formOf(session ?? ''))),
    keys: new Map(calls.map((call) => [call.accessKeyId, call])),
    regions: new Set(calls.map(({ region }) => region)),
    hours: new Set(calls.map(({ time }) => Math.floor(localHour(time, site)))),
    refusedShare: calls.filter(({ error }) => error !== null).length / Math.max(1, calls.length),
    lists: calls.some(({ name }) => name === 'ListSecrets' || name === 'BatchGetSecretValue'),
  };
}

/** A program and its system, without versions. */
export function toolOf(agent: string): string {
  const program = agent.split(/[/ ]/)[0]!.toLowerCase();
  const terraform = agent.includes('Terraform') ? ' terraform' : '';
  const system = /os\/([a-z]+)/i.exec(agent)?.[1]?.toLowerCase() ?? '';
  const environment = /kali|CloudShell|exec-env\/AWS_Lambda/.exec(agent)?.[0] ?? '';
  return `${program}${terraform} ${system} ${environment}`;
}

/** What a session name looks like: kinds of characters, without their number. */
export function formOf(session: string): string {
  return session
    .replace(/[0-9a-f]{8,}/g, 'h')
    .replace(/\d+/g, '9')
    .replace(/[A-Za-z]{1,}/g, (word) => (word.length > 3 ? 'w' : word));
}
