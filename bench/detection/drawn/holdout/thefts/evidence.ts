import type { LabCall } from '../../lab-scenario.js';
import { DAY, localHour } from '../base/time.js';
import { blockOf } from '../company/addresses.js';
import { formOf, type Record, toolOf } from './record.js';
import type { Victim } from './victims.js';

export interface Evidence {
  readonly what: string;
  /** From 0, nothing, to 1, hardly innocent. */
  readonly weight: number;
}

export interface Case {
  readonly record: Record;
  /** Calls of the theft by this identity. */
  readonly theft: readonly LabCall[];
  readonly victim: Victim;
  /** What the whole company's ordinary calls show. */
  readonly known: {
    readonly blocks: ReadonlySet<string>;
    readonly tools: ReadonlySet<string>;
    readonly usual: number;
  };
}

type Weigh = (one: Case) => number;

/** Each way to look at it, and whether it compares with the identity's own record. */
export const EVIDENCE: readonly (readonly [string, Weigh, boolean])[] = [
  ['unusual place', place, true],
  ['unusual tool', tool, true],
  ['secrets it never reads', novelty, true],
  ['more secrets than on any day', volume, true],
  ['more secrets than its peers', beyondPeers, false],
  ['refusals', refusals, false],
  ['lists or filters', discovery, true],
  ['unusual session name', sessionName, true],
  ['credential in two places', twoPlaces, false],
  ['unknown key', unknownKey, true],
  ['regions it never uses', regions, true],
  ['unusual hour', hour, true],
  ['dormant identity awake', dormant, false],
];

const isPerson = ({ victim }: Case): boolean => ['person', 'emergency'].includes(victim.principal.nature);

/** A place says nothing of those who are somewhere else each day, and little of people. */
function place(one: Case): number {
  const { record, theft, known } = one;
  const strange = theft.filter(
    ({ address, vpcEndpointId }) =>
      !record.blocks.has(blockOf(address)) || !record.endpoints.has(vpcEndpointId),
  );
  if (strange.length < theft.length / 3 || record.restlessness > 0.5) return 0;
  const isUnknown = strange.some(({ address }) => !known.blocks.has(blockOf(address)));
  if (isPerson(one)) return isUnknown && record.activeDays >= 5 && record.restlessness < 0.3 ? 0.5 : 0.25;
  if (record.restlessness > 0.15) return 0.25;
  // It may have moved, unless it goes on where it was.
  const last = Math.max(...theft.map(({ time }) => time));
  const goesOn = record.calls.some(({ time }) => time > last);
  return isUnknown ? (goesOn ? 1 : 0.5) : goesOn ? 0.5 : 0.25;
}

function tool(one: Case): number {
  const { record, theft, known } = one;
  const strange = theft.filter(({ userAgent }) => !record.tools.has(toolOf(userAgent)));
  if (strange.length >= theft.length / 3) {
    const isUnknown = strange.some(({ userAgent }) => !known.tools.has(toolOf(userAgent)));
    return (isPerson(one) ? 0.25 : 0.75) + (isUnknown ? 0.25 : 0);
  }
  const isOther = theft.some(({ userAgent }) => !record.agents.has(userAgent));
  return isOther && record.agents.size === 1 && !isPerson(one) ? 0.25 : 0;
}

function novelty({ record, theft, victim }: Case): number {
  const taken = new Set(
    theft.flatMap(({ name, secret }) => (name === 'GetSecretValue' && secret !== null ? [secret] : [])),
  );
  const fresh = [...taken].filter((secret) => !record.secrets.has(secret)).length;
  const times = theft.map(({ time }) => time);
  const days = Math.ceil((Math.max(...times) - Math.min(...times) + 1) / DAY);
  const expected =
    days === 1 ? record.newAtMost : Math.max(record.newAtMost, 1.5 * record.newOnAverage * days);
  if (fresh === 0 || fresh <= expected) return 0;
  const isFixed = victim.principal.nature !== 'person' && expected === 0 && record.activeDays >= 5;
  if (fresh >= 5 && fresh > 2 * expected) return 1;
  return fresh >= 3 || isFixed ? 0.5 : 0.25;
}

function mostOnADay(theft: readonly LabCall[]): number {
  const byDay = new Map<number, Set<unknown>>();
  for (const { secret, time } of theft) {
    const day = Math.floor(time / DAY);
    if (secret !== null) byDay.set(day, (byDay.get(day) ?? new Set()).add(secret));
  }
  return Math.max(0, ...[...byDay.values()].map(({ size }) => size));
}

/** Where an identity's own record says little, that of others like it does. */
function beyondPeers({ record, theft, known }: Case): number {
  const most = mostOnADay(theft);
  if (most < 10 || most <= 1.5 * known.usual || most <= 1.5 * record.distinctAtMost) return 0;
  return most >= 20 && most > 2 * known.usual ? 0.75 : 0.5;
}

function volume({ record, theft }: Case): number {
  const most = mostOnADay(theft);
  if (most >= 10 && most > 2 * record.distinctAtMost) return 0.5;
  return most >= 6 && most > 1.3 * record.distinctAtMost ? 0.25 : 0;
}

function refusals({ record, theft }: Case): number {
  const refused = theft.filter(({ error }) => error !== null).length;
  if (refused === 0 || record.refusedShare > 0.02) return 0;
  return refused >= 8 ? 1 : refused >= 3 ? 0.75 : 0.25;
}

function discovery(one: Case): number {
  const { record, theft } = one;
  if (record.lists || !theft.some(({ name }) => name === 'ListSecrets' || name === 'BatchGetSecretValue'))
    return 0;
  return isPerson(one) ? 0.25 : 0.75;
}

function sessionName(one: Case): number {
  const { record, theft } = one;
  if (isPerson(one) || record.calls.length < 5) return 0;
  const isStrange = theft.some(({ session }) => !record.sessionForms.has(formOf(session ?? '')));
  if (isStrange) return 0.75;
  return record.sessions.size === 1 && theft.some(({ session }) => !record.sessions.has(session ?? ''))
    ? 0.5
    : 0;
}

/** The same key at the same time elsewhere, which a session of a host or a function never does. */
function twoPlaces(one: Case): number {
  const { record, theft } = one;
  const twice = theft.some(({ accessKeyId, address, vpcEndpointId }) => {
    const own = record.keys.get(accessKeyId);
    if (own === undefined) return false;
    return blockOf(own.address) !== blockOf(address) || own.vpcEndpointId !== vpcEndpointId;
  });
  if (!twice || one.victim.principal.kind === 'user') return 0;
  return isPerson(one) ? 0.5 : 1;
}

function unknownKey({ record, theft, victim }: Case): number {
  if (victim.principal.kind !== 'user') return 0;
  return theft.some(({ accessKeyId }) => !record.keys.has(accessKeyId)) ? 0.5 : 0;
}

function regions({ record, theft }: Case): number {
  const strange = new Set(theft.map(({ region }) => region).filter((region) => !record.regions.has(region)));
  return strange.size >= 3 ? 1 : strange.size > 0 ? 0.5 : 0;
}

function hour(one: Case): number {
  const { record, theft, victim } = one;
  if (record.calls.length < 20 || record.activeDays < 5) return 0;
  const isStrange = theft.every(({ time }) => {
    const own = Math.floor(localHour(time, victim.site));
    return [own, (own + 1) % 24, (own + 23) % 24].every((near) => !record.hours.has(near));
  });
  return isStrange ? (isPerson(one) ? 0.5 : 0.25) : 0;
}

function dormant({ record, theft }: Case): number {
  const taken = new Set(theft.map(({ secret }) => secret)).size;
  return record.activeDays < 2 && taken >= 8 ? 0.5 : 0;
}
