import type { EventFamily, FamilyCall } from './event-family.js';
import { SECRETS_MANAGER } from './secretsmanager.js';
import { SSM } from './ssm.js';

/** Every family of events there is. No two have a call of the same name and event source. */
export const FAMILIES: readonly EventFamily[] = [SECRETS_MANAGER, SSM];

/** A call of a family, with its name. */
export interface NamedCall {
  readonly family: EventFamily;
  readonly eventName: string;
  readonly call: FamilyCall;
}

/** Every call of every family. */
export function familyCalls(families: readonly EventFamily[] = FAMILIES): NamedCall[] {
  return families.flatMap((family) =>
    Object.entries(family.calls).map(([eventName, call]) => ({ family, eventName, call })),
  );
}
