import type { Dice } from '../base/dice.js';
import { groupBy } from '../base/group.js';
import type { Secret } from '../base/model.js';
import type { World } from '../company/world.js';
import type { Loot } from './shape.js';
import { readBy, type Victim } from './victims.js';

/** What a thief goes for with a victim's credential; whether it is allowed shows when it is tried. */
export function lootOf(
  world: World,
  dice: Dice,
  loot: Loot,
  size: number,
  victim: Victim,
  time: number,
): Secret[] {
  const { principal, team } = victim;
  const read = readBy(victim);
  const anywhere = world.vault.at(time, ({ is }) => is.accountId === principal.accountId);
  const regions = new Set([principal.region, ...[...read].map(({ region }) => region)]);
  const here = anywhere.filter(({ is }) => regions.has(is.region));
  const own = world.vault.at(time, ({ is }) => read.has(is));
  const some = (secrets: readonly Secret[]): Secret[] => dice.sample(secrets, size);
  const orElse = (secrets: readonly Secret[], others: readonly Secret[]): Secret[] =>
    some(secrets.length > 0 ? secrets : others);
  switch (loot) {
    case 'own':
      return orElse(own, [...principal.granted]);
    case 'own and more':
      return [
        ...dice.sample(own, Math.ceil(size / 3)),
        ...dice.sample(
          here.filter(({ is }) => !read.has(is)),
          Math.ceil((size * 2) / 3),
        ),
      ];
    case 'team':
      return orElse(
        here.filter(({ owner }) => owner === team),
        here,
      );
    case 'account':
      return inOrder(here, size, dice);
    case 'precious':
      return orElse(
        here.filter((one) => one.isPrecious && one.stage === 'prod'),
        here,
      );
    case 'others':
      return orElse(
        here.filter(({ is, owner }) => !read.has(is) && owner !== team),
        here,
      );
    case 'regions':
      return inOrder(
        [...anywhere].sort((a, b) => (a.is.region < b.is.region ? -1 : 1)),
        size,
        dice,
      );
    case 'granted':
      return orElse(
        principal.reach === 'own' ? [...principal.granted].filter(({ made }) => made <= time) : here,
        own,
      );
    case 'one app': {
      const apps = [...groupBy(here, ({ app }) => app).values()].sort((a, b) => b.length - a.length);
      return apps.length === 0 ? [] : some(dice.pick(apps.slice(0, 5)));
    }
  }
}

/** As a list returns them; a thief in a hurry stops somewhere. */
function inOrder(secrets: readonly Secret[], size: number, dice: Dice): Secret[] {
  if (dice.chance(0.4)) return dice.sample(secrets, size);
  return secrets.slice(0, size);
}
