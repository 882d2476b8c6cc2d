import type { Builder } from '../company/builder.js';
import type { Actor, Reading, Service } from '../company/model.js';

/** Adds the role of a data job or a managed service. */
export const addDataRole = (
  b: Builder,
  s: Service,
  persona: string,
  name: string,
  own: Reading[],
  reach: Actor['reach'] = 'own',
): Actor =>
  b.actor({
    persona,
    cls: 'program',
    name,
    accountId: s.accountId,
    region: s.region,
    team: b.org.teams[s.team]!,
    env: s.env,
    own,
    reach,
  });
