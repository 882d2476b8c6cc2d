import type { Builder } from '../company/builder.js';
import type { Actor } from '../company/model.js';
import type { Random } from '../company/random.js';

/** Adds a principal that works for an account, with its calls. */
export type AccountMaker = (b: Builder, r: Random, accountId: string) => void;

/** Adds the principal of an operations tool. */
export const addOperationsRole = (
  b: Builder,
  persona: string,
  name: string,
  accountId: string,
  reach: Actor['reach'],
  kind: 'role' | 'user' = 'role',
): Actor => b.actor({ persona, cls: 'ops', kind, name, accountId, region: b.org.regions[0]!, reach });
