import type { LabCall, LabSecret } from '../../lab-scenario.js';
import type { Dice } from '../base/dice.js';
import { groupBy } from '../base/group.js';
import type { Principal, Team } from '../base/model.js';
import type { Site } from '../base/time.js';
import type { World } from '../company/world.js';
import { identityOf } from '../events/noteworthy.js';
import type { Shape } from './shape.js';

/** What an identity ordinarily does: a role or user, or a person in a shared role. */
export interface Victim {
  readonly key: string;
  readonly principal: Principal;
  readonly team: Team | null;
  readonly site: Site;
  /** Its ordinary calls, in time order. */
  readonly calls: readonly LabCall[];
}

export function victimsOf(world: World, ordinary: readonly LabCall[]): Victim[] {
  const { registry, staff, company } = world;
  const byKey = groupBy(ordinary, (call) => identityOf(world, call));
  const teams = new Map(staff.map(({ role, person }) => [`${role.index}/${person.name}`, person.team]));
  const victims = [...byKey].map(([key, calls]): Victim => {
    const principal = registry.principals[calls[0]!.principal]!;
    const person = calls[0]!.session?.split('@')[0] ?? principal.arn.split('/').at(-1)!;
    const team = teams.get(`${principal.index}/${person}`) ?? principal.team;
    return { key, principal, team, site: team?.site ?? company.sites[0]!, calls };
  });
  const idle = registry.principals.filter(
    ({ index, nature }) => nature === 'emergency' && !byKey.has(String(index)),
  );
  return [
    ...victims,
    ...idle.map((principal) => ({
      key: String(principal.index),
      principal,
      team: null,
      site: company.sites[0]!,
      calls: [],
    })),
  ];
}

/** As many identities as the shape wants, of one account where there are several. */
export function chooseVictims(dice: Dice, shape: Shape, all: readonly Victim[]): Victim[] {
  const fitting = all.filter(({ principal }) => shape.victims.includes(principal.nature));
  if (fitting.length === 0) return [];
  // A role that many people share is not likelier to be taken than another: the role is drawn first.
  const byRole = [...groupBy(fitting, ({ principal }) => principal).values()];
  const first = dice.pick(dice.pick(byRole));
  const count = dice.between(...shape.identities);
  const near = byRole
    .map((own) => dice.pick(own))
    .filter(
      (one) => one.principal !== first.principal && one.principal.accountId === first.principal.accountId,
    );
  return [first, ...dice.sample(near, count - 1)];
}

/** The secrets that an identity ordinarily reads. */
export function readBy({ calls }: Pick<Victim, 'calls'>): Set<LabSecret> {
  const read = new Set<LabSecret>();
  for (const { name, secret } of calls) if (name === 'GetSecretValue' && secret !== null) read.add(secret);
  return read;
}
