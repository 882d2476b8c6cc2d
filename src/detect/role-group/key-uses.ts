import type { ProfileView } from '../../profile/profile.js';
import { agentOf, networkOf } from './networks.js';

/** The first use of a temporary access key from one origin, failed or not. */
export interface KeyUse {
  /** Epoch seconds. */
  readonly time: number;
  readonly network: string;
  readonly agent: string;
}

/** How each temporary key of a session was used, by the number of its hash. */
export function usesByKey(view: ProfileView): ReadonlyMap<number, readonly KeyUse[]> {
  const { hi, lo, time } = view.accessKeys();
  const uses = new Map<number, KeyUse[]>();
  if (time.length === 0) return uses;
  const origins = new Map([...view.origins(), ...view.failedOrigins()].map(({ name, hash }) => [hash, name]));
  for (let at = 0; at < time.length; at++) {
    const origin = origins.get(lo[at]!);
    if (origin === undefined) continue;
    const use = { time: time[at]!, network: networkOf(origin), agent: agentOf(origin) };
    const known = uses.get(hi[at]!);
    if (known === undefined) uses.set(hi[at]!, [use]);
    else known.push(use);
  }
  return uses;
}
