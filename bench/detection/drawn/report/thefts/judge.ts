import type { LabCall, LabSecret } from '../../lab-scenario.js';
import { DAY } from '../draw.js';
import { listed, networkOf, type Usage } from './usage.js';

/** Signs of a theft that its records have, each from 0 (none) to 2 (plain). */
interface Signs {
  readonly place: number;
  readonly secrets: number;
  readonly tool: number;
  readonly refusals: number;
  readonly reconnaissance: number;
  readonly crowd: number;
  readonly filters: number;
}

export interface Verdict {
  readonly findable: boolean;
  readonly why: string;
}

/**
 * Whether an expert could tell a theft from ordinary work, by comparing its calls with all that its principals do
 * otherwise, before and after. Two points are enough, three in the first week, when there is little to compare with.
 */
export function judge(calls: readonly LabCall[], usage: Usage, start: number): Verdict {
  const byPrincipal = new Map<number, LabCall[]>();
  for (const call of calls) {
    const list = byPrincipal.get(call.principal);
    if (list === undefined) byPrincipal.set(call.principal, [call]);
    else list.push(call);
  }
  const crowd = crowdPoints(calls, byPrincipal, usage);
  const all = [...byPrincipal].map(([principal, list]) => ({ ...signsOf(principal, list, usage), crowd }));
  const best = all.reduce((a, b) => (points(a) >= points(b) ? a : b));
  const early = calls[0]!.time < start + 8 * DAY;
  const enough = points(best) >= (early ? 3 : 2);
  return { findable: enough, why: enough ? seen(best) : unseen(best, early) };
}

function points(signs: Signs): number {
  return (
    signs.place +
    signs.secrets +
    signs.tool +
    signs.refusals +
    signs.reconnaissance +
    signs.crowd +
    signs.filters
  );
}

function signsOf(principal: number, calls: readonly LabCall[], usage: Usage): Omit<Signs, 'crowd'> {
  const ordinary = usage.calls.get(principal) ?? [];
  const places = usage.networks.get(principal) ?? new Set<string>();
  const outside = new Set(
    calls
      .map((call) => networkOf(call.address, call.vpcEndpointId))
      .filter((network) => !places.has(network)),
  );
  const unknown = [...outside].some((network) => !usage.allNetworks.has(network));
  const changing = places.size >= 8;
  const refused = calls.filter(({ error }) => error !== null).length;
  const usuallyRefused = ordinary.filter(({ error }) => error !== null).length;
  const tools = new Set(ordinary.map(({ userAgent }) => product(userAgent)));
  const lists = (call: LabCall) => call.name === 'ListSecrets' || call.name === 'DescribeSecret';
  const usesFilters = (call: LabCall) => call.batch !== null && !('list' in call.batch);
  return {
    place:
      outside.size === 0
        ? 0
        : unknown && !changing
          ? 2
          : unknown && onlyHosting(calls, places)
            ? 1
            : changing
              ? 0
              : 1,
    secrets: secretPoints(principal, calls, usage),
    tool: calls.some(({ userAgent }) => !tools.has(product(userAgent))) ? 1 : 0,
    refusals:
      refused >= 15 && refused > usuallyRefused ? 2 : refused >= 5 && refused > usuallyRefused ? 1 : 0,
    reconnaissance: calls.some(lists) && !ordinary.some(lists) ? 1 : 0,
    filters: calls.some(usesFilters) && !ordinary.some(usesFilters) ? 2 : 0,
  };
}

/** Networks of hosting companies stand out even beside many ranges of clouds. */
function onlyHosting(calls: readonly LabCall[], places: ReadonlySet<string>): boolean {
  return calls.every((call) => !places.has(networkOf(call.address, call.vpcEndpointId)));
}

/** New secrets of the theft, beside how many the principal usually reads for the first time in as many days. */
function secretPoints(principal: number, calls: readonly LabCall[], usage: Usage): number {
  const firsts = usage.firstReads.get(principal) ?? new Map<LabSecret, number>();
  const taken = new Set<LabSecret>();
  for (const call of calls) {
    if (call.error !== null) continue;
    if (call.name === 'GetSecretValue' && call.secret !== null) taken.add(call.secret);
    for (const secret of listed(call)) taken.add(secret);
  }
  const fresh = [...taken].filter((secret) => !firsts.has(secret)).length;
  const length = Math.max(DAY, calls[calls.length - 1]!.time - calls[0]!.time);
  const usual = mostFirsts(firsts, length, usage.calls.get(principal)?.[0]?.time ?? 0);
  if (fresh >= Math.max(5, 3 * usual)) return 2;
  return fresh >= Math.max(3, 1.5 * usual) ? 1 : 0;
}

/** The most first reads in a window of `length` seconds, leaving out the principal's own first two days. */
function mostFirsts(firsts: ReadonlyMap<LabSecret, number>, length: number, first: number): number {
  const times = [...firsts.values()].filter((time) => time > first + 2 * DAY).sort((a, b) => a - b);
  let most = 0;
  for (let i = 0, from = 0; i < times.length; i++) {
    while (times[i]! - times[from]! > length) from++;
    most = Math.max(most, i - from + 1);
  }
  return most;
}

/** Several principals at one address that at most one of them uses otherwise. */
function crowdPoints(
  calls: readonly LabCall[],
  byPrincipal: ReadonlyMap<number, unknown>,
  usage: Usage,
): number {
  if (byPrincipal.size < 3) return 0;
  const at = new Map<string, Set<number>>();
  for (const { address, principal } of calls) at.set(address, (at.get(address) ?? new Set()).add(principal));
  const most = [...at].sort((a, b) => b[1].size - a[1].size)[0]!;
  const users = usage.allNetworks.get(networkOf(most[0], null)) ?? 0;
  return most[1].size >= 3 && users <= 1 ? 2 : byPrincipal.size >= 5 && most[1].size >= 3 ? 1 : 0;
}

function product(userAgent: string): string {
  return userAgent.split(/[/ ]/)[0]!;
}

function seen(signs: Signs): string {
  const reasons = [
    signs.place > 0 ? 'a network that is not its own' : '',
    signs.secrets > 0 ? 'secrets that it does not read in its work' : '',
    signs.tool > 0 ? 'another tool' : '',
    signs.refusals > 0 ? 'many refusals' : '',
    signs.reconnaissance > 0 ? 'it never listed or described secrets before' : '',
    signs.crowd > 0 ? 'several principals at one address' : '',
    signs.filters > 0 ? 'it never used filters before' : '',
  ];
  return reasons.filter((reason) => reason !== '').join('; ');
}

function unseen(signs: Signs, early: boolean): string {
  const rest = seen(signs);
  if (early)
    return `in the first days there is too little to compare with${rest === '' ? '' : ` (only: ${rest})`}`;
  return rest === ''
    ? 'reads what it always reads, from its usual network with its usual tool'
    : `a single weak sign, as its ordinary work also has: ${rest}`;
}
