import type { ProfileView } from '../profile/profile.js';
import { partitionKey } from '../wire/logical-shard.js';

/**
 * Groups identities into families: a role with all its sessions, or anyone else alone. A family's keys share
 * their beginning up to the session's name, so in key order its members follow each other.
 * @param views in key order
 */
export function* familiesOf<View extends ProfileView>(views: Iterable<View>): Generator<View[]> {
  let family: View[] = [];
  let key = '';
  for (const view of views) {
    const next = partitionKey(view.identity.key);
    if (family.length > 0 && next !== key) {
      yield family;
      family = [];
    }
    key = next;
    family.push(view);
  }
  if (family.length > 0) yield family;
}
