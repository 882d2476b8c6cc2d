import { Random } from '../../../../../src/simulate/random.js';
import { composeChooser } from '../compose-chooser.js';
import { DAY, logUniform, uniform, weighted } from '../draw.js';
import { MACHINE_PRIORS, type MachineKind } from '../machine-priors.js';
import { drawMachine } from '../personas/machine.js';
import { roleName, stackSuffix } from '../role-names.js';
import { addPrincipal, functionName, type Seat } from './seat.js';

/**
 * Stacks that replace each other: each has a role with a new suffix (or a new name: a renamed role), and reads what the
 * one before it read. Some overlap for a while. At most `most` principals.
 */
export function castStacks({ random, world, team }: Seat, most: number): void {
  const generations = Math.min(random.between(2, 6), most);
  const kind = random.pick<MachineKind>(['service', 'service', 'function', 'batch']);
  const naming = random.chance(0.8) ? 'stack' : 'hyphens';
  const template = random.uint32();
  const choice = composeChooser(random, weighted(random, MACHINE_PRIORS[kind].choosers), world, team);
  const cuts = Array.from({ length: generations - 1 }, () => uniform(random, world.start, world.end));
  const bounds = [world.start, ...cuts.sort((a, b) => a - b), world.end];
  const design = random.uint32();
  for (let i = 0; i < generations; i++) {
    const name = roleName(new Random(template), naming, team.name, kind, stackSuffix(random));
    const colour = ['blue', 'green'][i % 2]!;
    const fullName = naming === 'stack' ? name : `${name}-${colour}-${i}`;
    const principal = addPrincipal(world, 'blue-green', team.accountId, 'role', fullName);
    const to = Math.min(world.end, bounds[i + 1]! + logUniform(random, 600, DAY));
    const fixedName = functionName(new Random(template), team);
    const seat = { principal, kind, team, isUser: false, fixedName, from: bounds[i]!, to, choice };
    world.actors.push({ ...drawMachine(new Random(design), world, seat), kind: 'blue-green' });
  }
}
