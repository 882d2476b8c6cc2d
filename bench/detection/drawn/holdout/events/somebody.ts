import type { Dice } from '../base/dice.js';
import type { Staff, World } from '../company/world.js';

/** Somebody who may do it; null when nobody may. */
export function somebody(
  world: World,
  dice: Dice,
  check: (one: Staff) => boolean = () => true,
): Staff | null {
  return world.random(
    dice,
    world.staff.filter((one) => one.role.nature === 'person' && one.role.reach !== 'team' && check(one)),
  );
}
