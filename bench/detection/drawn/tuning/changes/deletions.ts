import { stream, uniform } from '../draw.js';
import type { World } from '../world.js';

/** Deletes some secrets that are still read: those who read them get errors from then on. */
export function drawDeletions(world: World): void {
  const random = stream(world.seed, 'deletions');
  const share = (world.organisation.traits.deletions * world.days) / 30;
  for (const { secrets } of world.catalogue.deployments) {
    for (const secret of secrets) {
      if (!random.chance(share)) continue;
      secret.deleted = Math.floor(uniform(random, world.span.from, world.span.to));
      const deployer = world.deployerFor(secret.secret.accountId, secret.team);
      deployer?.caller.call(deployer.fleet.fresh(secret.deleted, 3), 'DeleteSecret', secret.deleted - 1, {
        secret,
      });
    }
  }
}
