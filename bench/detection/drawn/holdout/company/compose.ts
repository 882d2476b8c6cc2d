import type { Dice } from '../base/dice.js';
import { planDeploys, addPipeline } from '../delivery/pipelines.js';
import { addStack } from '../delivery/stacks.js';
import { addApp } from '../machines/apps.js';
import { addBatchJob, addServiceCaller } from '../machines/lone.js';
import { addKeyProgram, addVendor } from '../machines/outsiders.js';
import { addSweeper, addWatcher } from '../machines/sweeps.js';
import { addRotation } from '../machines/rotation.js';
import { addSyncOperator } from '../machines/sync.js';
import { addEmergencyRole, addPeopleRole, addPersonWithKey, drawPeople } from '../people/roles.js';
import type { Person, World } from './world.js';

type Add = (world: World, dice: Dice, people: readonly Person[]) => void;

/** Apps come first, because the rest serves them. */
const APPS: readonly (readonly [Add, number])[] = [
  [(world, dice) => addApp(world, dice, 'ecs'), 4],
  [(world, dice) => addApp(world, dice, 'ec2'), 2.5],
  [(world, dice) => addApp(world, dice, 'pod'), 3],
  [(world, dice) => addApp(world, dice, 'csi'), 1.2],
  [(world, dice) => addApp(world, dice, 'lambda'), 3.5],
];

/** The share of each is drawn anew for each company. */
const OTHERS: readonly (readonly [Add, number, most: number])[] = [
  [addSyncOperator, 0.5, 0.03],
  [addRotation, 0.9, 0.06],
  [addBatchJob, 3, 1],
  [addServiceCaller, 0.8, 1],
  [addKeyProgram, 1, 1],
  [addVendor, 0.7, 0.05],
  [addSweeper, 0.3, 0.014],
  [addWatcher, 0.2, 0.02],
  [addPipeline, 3, 1],
  [addStack, 1.4, 1],
  [addPeopleRole, 2.2, 1],
  [addPersonWithKey, 0.8, 1],
  [addEmergencyRole, 0.25, 0.01],
];

/** Fills a company with as many roles and users as it should have, in a mixture of its own. */
export function compose(world: World): Person[] {
  const dice = world.dice('mixture');
  const { identities } = world.company;
  const tilt = ([add, weight]: readonly [Add, number, ...number[]]): readonly [Add, number] => [
    add,
    weight * dice.logNormal(1, 1.1),
  ];
  const apps = APPS.map((one) => tilt(one));
  const others = OTHERS.map((one) => tilt(one));
  const people = drawPeople(world);
  const appShare = dice.uniform(0.2, 0.75);
  for (let turn = 0; world.registry.principals.length < identities * appShare; turn++)
    dice.weighted(apps)(world, world.dice('app', turn), people);
  const mosts = new Map(OTHERS.map(([add, , most]) => [add, Math.max(1, Math.round(most * identities))]));
  for (let turn = 0; world.registry.room > 0; turn++) {
    const add = dice.weighted(others);
    const left = mosts.get(add)!;
    if (left <= 0) continue;
    mosts.set(add, left - 1);
    add(world, world.dice('other', turn), people);
  }
  planDeploys(world);
  return people;
}
