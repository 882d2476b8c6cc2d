import { formatInstant } from '../../src/model/time.js';
import type { Finding } from './finding.js';
import { type LabOrganisation, readsOf, type Truth } from './lab-organisation.js';
import type { FalseFinding } from './score.js';

const BUCKET = 300;
const MOST_BUCKETS = 24;

/** A false finding in a few lines. */
export function describeFalse(
  organisation: LabOrganisation,
  detector: string,
  finding: FalseFinding,
): string {
  const own = ownRows(organisation, finding.key).filter((row) => {
    const time = organisation.calls.time[row]!;
    return finding.start <= time && time < finding.end;
  });
  return [
    `FALSE ${detector} ${organisation.name} ${finding.persona} ${finding.why ?? ''}`,
    ...describeRows(organisation, finding, own),
  ].join('\n');
}

/** A missed theft in a few lines: its own calls, and the number of other calls of the identity in that time. */
export function describeMissed(organisation: LabOrganisation, detector: string, theft: Truth): string {
  const { calls } = organisation;
  const others = ownRows(organisation, theft.key).filter(
    (row) => theft.from <= calls.time[row]! && calls.time[row]! <= theft.to && !theft.rows.includes(row),
  );
  const span = { key: theft.key, start: theft.from, end: theft.to + 1 };
  return [
    `MISSED ${detector} ${organisation.name} ${theft.id} ${theft.shape} of ${theft.persona}`,
    ...describeRows(organisation, span, theft.rows),
    `  other calls by the identity in that time: ${others.length}`,
  ].join('\n');
}

function describeRows(
  organisation: LabOrganisation,
  { key, start, end }: Pick<Finding, 'key' | 'start' | 'end'>,
  shown: readonly number[],
): string[] {
  const { calls, identities, origins } = organisation;
  const own = ownRows(organisation, key);
  const principal = identities[calls.identity[own[0]!]!]!.principalArn;
  const before = (rows: readonly number[]) => rows.filter((row) => calls.time[row]! < start);
  const ownBefore = before(own);
  const roleBefore = before(
    identities.flatMap((one) => (one.principalArn === principal ? ownRows(organisation, one.key) : [])),
  );
  const secretsOf = (rows: readonly number[]) =>
    new Set(rows.filter((row) => readsOf(calls, row) > 0).map((row) => calls.secret[row]!));
  const known = secretsOf(ownBefore);
  const roleKnows = secretsOf(roleBefore);
  const taken = [...secretsOf(shown)].filter((secret) => secret >= 0);
  const reads = shown.reduce((sum, row) => sum + readsOf(calls, row), 0);
  const buckets = new Map<number, number>();
  for (const row of shown) {
    const bucket = Math.floor((calls.time[row]! - start) / BUCKET);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + readsOf(calls, row));
  }
  const counts = [...buckets].slice(0, MOST_BUCKETS).map(([bucket, count]) => `+${bucket * 5}m:${count}`);
  const used = [...new Set(shown.map((row) => calls.origin[row]!))].map((origin) => {
    const times = (rows: readonly number[]) => rows.filter((row) => calls.origin[row] === origin).length;
    return `${origins[origin]!} (before: ${times(ownBefore)} by identity, ${times(roleBefore)} by role)`;
  });
  const isNewTo = (secrets: ReadonlySet<number>) => taken.filter((secret) => !secrets.has(secret)).length;
  const failures = shown.filter((row) => calls.failed[row] === 1).length;
  return [
    `  ${key} from ${formatInstant(start)} to ${formatInstant(end)} (${((end - start) / 3600).toFixed(1)} h)`,
    `  reads ${reads}, failures ${failures}, secrets ${taken.length}, new to identity ${isNewTo(known)}, new to role ${isNewTo(roleKnows)}`,
    `  history: identity ${ownBefore.length} calls and ${known.size} secrets${since(organisation, ownBefore, start)}; role ${roleBefore.length} calls and ${roleKnows.size} secrets${since(organisation, roleBefore, start)}`,
    `  reads by bucket: ${counts.join(' ')}${buckets.size > MOST_BUCKETS ? ' …' : ''}`,
    `  origins: ${used.slice(0, 6).join(', ')}${used.length > 6 ? ` and ${used.length - 6} more` : ''}`,
  ];
}

function since({ calls }: LabOrganisation, rows: readonly number[], start: number): string {
  if (rows.length === 0) return '';
  const first = rows.reduce((least, row) => Math.min(least, calls.time[row]!), Infinity);
  return ` in ${((start - first) / 86_400).toFixed(1)} d`;
}

function ownRows({ identities, rows }: LabOrganisation, key: string): number[] {
  return [...rows[identities.findIndex((one) => one.key === key)]!];
}
