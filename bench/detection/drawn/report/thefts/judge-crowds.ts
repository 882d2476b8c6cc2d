import type { LabCall, LabSecret } from '../../lab-scenario.js';
import { placeOf, type Usage } from './usage.js';

/** Several principals at one exact address that at most one of them uses otherwise: 2; where it is shared anyway: 0. */
export function crowdPoints(calls: readonly LabCall[], usage: Usage): number {
  const at = new Map<string, Set<number>>();
  for (const call of calls) {
    const place = placeOf(call);
    let principals = at.get(place);
    if (principals === undefined) at.set(place, (principals = new Set()));
    principals.add(call.principal);
  }
  const crowded = [...at].some(
    ([place, { size }]) => size >= 3 && (usage.addressUsers.get(place)?.size ?? 0) <= 1,
  );
  return crowded ? 2 : 0;
}

/** Secrets that four or more principals read for the first time together, and never else: 2; three principals: 1. */
export function commonPoints(calls: readonly LabCall[], usage: Usage): number {
  const readers = new Map<LabSecret, Set<number>>();
  for (const { secret, principal } of calls) {
    if (secret === null || usage.firstReads.get(principal)?.has(secret) === true) continue;
    let principals = readers.get(secret);
    if (principals === undefined) readers.set(secret, (principals = new Set()));
    principals.add(principal);
  }
  const most = Math.max(0, ...[...readers.values()].map(({ size }) => size));
  return most >= 4 ? 2 : most === 3 ? 1 : 0;
}
