import { poisson } from '../../../../../src/simulate/distributions.js';
import type { Random } from '../../../../../src/simulate/random.js';
import { DAY, HOUR, workingTime } from '../calendar.js';
import type { Deployment, DrawnSecret } from '../catalogue.js';
import { Portfolio } from '../choosing.js';
import { logUniform, stream, weighted } from '../draw.js';
import type { World } from '../world.js';

/** A release of an application that adds secrets. */
export interface Release {
  readonly deployment: Deployment;
  /** From when on new instances read them, epoch seconds. */
  readonly time: number;
  readonly secrets: readonly DrawnSecret[];
  /** Whether they replace all that the application had: its secrets move to other names on one day. */
  readonly replaces: boolean;
}

/** The releases of all deployments in the period, with the calls that create their secrets. */
export function drawReleases(world: World): Map<Deployment, Release[]> {
  const { organisation, span, catalogue } = world;
  const releases = new Map<Deployment, Release[]>();
  for (const [index, deployment] of catalogue.deployments.entries()) {
    const random = stream(world.seed, 'releases', index);
    const mean = (organisation.traits.releases * logUniform(random, 0.2, 3) * world.days) / 30;
    const list: Release[] = [];
    for (let i = Math.min(20, poisson(random, mean)); i > 0; i--) {
      const { office } = organisation.teams[deployment.team]!;
      const time = workingTime(random, office, span);
      const lead = weighted(random, [
        [logUniform(random, 30, HOUR), 5],
        [logUniform(random, HOUR, 2 * DAY), 3],
        [logUniform(random, 2 * DAY, 25 * DAY), 1],
      ]);
      const count = weighted(random, [
        [1, 6],
        [random.between(2, 4), 3],
        [random.between(5, 25), 0.6],
      ]);
      const secrets = Array.from({ length: count }, (_, k) =>
        world.create(random, deployment, time - lead + k * random.between(0, 3)),
      );
      list.push({ deployment, time, secrets, replaces: false });
    }
    if (random.chance((organisation.traits.renamings * world.days) / 30))
      list.push(drawRenaming(random, world, deployment));
    list.sort((a, b) => a.time - b.time);
    releases.set(deployment, list);
  }
  return releases;
}

/** A day on which all secrets of an application move to new names, which a pipeline created before. */
function drawRenaming(random: Random, world: World, deployment: Deployment): Release {
  const time = workingTime(random, world.organisation.teams[deployment.team]!.office, world.span);
  const created = time - logUniform(random, HOUR, 14 * DAY);
  const secrets = deployment.secrets.map((_, k) => world.create(random, deployment, created + k));
  return { deployment, time, secrets, replaces: true };
}

/** The secrets of an application over time, as one of its principals is configured with them. */
export function drawPortfolio(
  random: Random,
  world: World,
  deployment: Deployment,
  releases: readonly Release[],
): Portfolio {
  const { organisation, catalogue } = world;
  const part = weighted(random, [
    [1, 4],
    [0.5, 3],
    [0.01, 2],
  ]);
  const initial = deployment.secrets.filter(() => random.chance(part));
  const portfolio = new Portfolio(initial.length > 0 ? initial : deployment.secrets.slice(0, 1));
  for (const { time, secrets, replaces } of releases) {
    if (!replaces && !random.chance(0.6)) continue;
    const delay = logUniform(random, 60, 6 * HOUR);
    if (replaces) portfolio.endAll(time + delay);
    for (const secret of secrets) if (random.chance(0.8)) portfolio.add(secret, time + delay);
  }
  const shared = catalogue.ofUse('shared', deployment.account.id);
  if (shared.length > 0 && random.chance(organisation.traits.sharedShare)) portfolio.add(random.pick(shared));
  // A name in another account, by ARN.
  const others = catalogue.deployments.filter(({ account }) => account.id !== deployment.account.id);
  if (others.length > 0 && random.chance(0.04)) portfolio.add(random.pick(random.pick(others).secrets));
  return portfolio;
}
