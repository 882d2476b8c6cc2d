import type { ProfileView } from '../profile/profile.js';
import { shardKey } from '../wire/logical-shard.js';

/**
 * Groups identities into families: a role with all its sessions, or anyone else alone. A family's keys share
 * their beginning up to the session's name, so in key order its members follow each other.
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
