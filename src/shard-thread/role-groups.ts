import { isPerson, roleKeyOf } from '../model/identity.js';
import type { ProfileView } from '../profile/profile.js';

/**
 * Groups identities into role groups: a role with all its sessions, or any other identity alone. People who share a
 * role are a role group each: what one of them has always read is new to another. The keys of a role's sessions are
 * equal up to the name of the session, so in key order they follow each other.
 * @param views in key order
 * @returns the sessions of each role group in key order
 */
export function* roleGroupsOf<View extends ProfileView>(views: Iterable<View>): Generator<View[]> {
  let sessions: View[] = [];
  let key = '';
  for (const view of views) {
    const next = roleKeyOf(view.identity.key);
    if (next !== key) {
      if (sessions.length > 0) yield sessions;
      sessions = [];
      key = next;
    }
    if (isPerson(view.identity.key)) yield [view];
    else sessions.push(view);
  }
  if (sessions.length > 0) yield sessions;
}
