import type { ProfileView } from '../profile/profile.js';
import { shardKey } from '../wire/logical-shard.js';

/**
 * Groups identities into role groups: a role with all its sessions, or any other identity alone. The keys of a role
 * group are equal up to the name of the session, so in key order they follow each other.
 * @param views in key order
 */
export function* roleGroupsOf<View extends ProfileView>(views: Iterable<View>): Generator<View[]> {
  let roleGroup: View[] = [];
  let key = '';
  for (const view of views) {
    const next = shardKey(view.identity.key);
    if (roleGroup.length > 0 && next !== key) {
      yield roleGroup;
      roleGroup = [];
    }
    key = next;
    roleGroup.push(view);
  }
  if (roleGroup.length > 0) yield roleGroup;
}
