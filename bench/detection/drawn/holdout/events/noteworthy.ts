import type { LabCall, LabSecret, NotableTime } from '../../lab-scenario.js';
import { groupBy } from '../base/group.js';
import type { Secret, Team } from '../base/model.js';
import { DAY, HOUR } from '../base/time.js';
import type { World } from '../company/world.js';

/** So many secrets of others on one day, never read before and left alone again, are worth a look. */
const MANY = 10;
/** So many are worth a look of a person even when they are the own team's. */
const MANY_OF_OWN = 20;
/** The share of them that may be read again on another day. */
const KEPT = 0.3;

/** What was marked when it happened, and what a rule finds in the ordinary calls. */
export function noteworthy(world: World, calls: readonly LabCall[]): NotableTime[] {
  const { principals } = world.registry;
  const secretOf = new Map(world.vault.secrets.map((secret) => [secret.is, secret]));
  const reads = calls.filter(({ name, error }) => name === 'GetSecretValue' && error === null);
  const identities = groupBy(reads, (call) => identityOf(world, call));
  const found = [...identities.values()].flatMap((own) => {
    const principal = principals[own[0]!.principal]!;
    const team = teamOf(world, own[0]!, principal.team);
    return excursions(own, (secret) => isOfOthers(secretOf.get(secret), team), principal.nature === 'person');
  });
  return merged([...world.notable, ...found].filter((one) => hasCalls(one, calls)));
}

/** People who share a role are apart. */
export function identityOf({ registry }: World, { principal, session }: LabCall): string {
  const isShared = registry.principals[principal]!.nature === 'person';
  return isShared ? `${principal}/${session ?? ''}` : String(principal);
}

function teamOf(world: World, { principal, session }: LabCall, team: Team | null): Team | null {
  const name = session?.split('@')[0];
  return (
    world.staff.find(({ role, person }) => role.index === principal && person.name === name)?.person.team ??
    team
  );
}

function isOfOthers(secret: Secret | undefined, team: Team | null): boolean {
  return secret !== undefined && secret.owner !== null && secret.owner !== team;
}

function excursions(
  reads: readonly LabCall[],
  isOthers: (secret: LabSecret) => boolean,
  isPerson: boolean,
): NotableTime[] {
  const days = new Map<LabSecret, Set<number>>();
  for (const { secret, time } of reads) {
    const own = days.get(secret!) ?? new Set();
    days.set(secret!, own.add(Math.floor(time / DAY)));
  }
  const firstDay = Math.floor(reads[0]!.time / DAY);
  return [...groupBy(reads, ({ time }) => Math.floor(time / DAY))].flatMap(([day, own]): NotableTime[] => {
    // What a machine reads on its first day is what it is for.
    if (day === firstDay && !isPerson) return [];
    const fresh = [...new Set(own.map(({ secret }) => secret!))].filter(
      (secret) => Math.min(...days.get(secret)!) === day,
    );
    const others = fresh.filter((secret) => isOthers(secret)).length;
    const kept = fresh.filter((secret) => days.get(secret)!.size > 1).length;
    const isMuch = others >= MANY || (isPerson && fresh.length >= MANY_OF_OWN);
    if (!isMuch || kept > KEPT * fresh.length) return [];
    const times = own.filter(({ secret }) => fresh.includes(secret!)).map(({ time }) => time);
    const [from, to] = [Math.min(...times), Math.max(...times) + 1];
    return [{ principal: own[0]!.principal, from, to, why: 'many secrets read once' }];
  });
}

function hasCalls({ principal, from, to }: NotableTime, calls: readonly LabCall[]): boolean {
  return calls.some((call) => call.principal === principal && call.time >= from && call.time < to);
}

/** Times of one role within an hour of each other are one. */
function merged(times: readonly NotableTime[]): NotableTime[] {
  const result: NotableTime[] = [];
  const sorted = [...times].sort((a, b) => a.principal - b.principal || a.from - b.from);
  for (const one of sorted) {
    const last = result.at(-1);
    if (last?.principal === one.principal && one.from <= last.to + HOUR)
      result[result.length - 1] = { ...last, to: Math.max(last.to, one.to) };
    else result.push(one);
  }
  return result;
}
