import type { EventFamily, FamilyCall } from './event-family.js';
import { SECRETS_MANAGER } from './secretsmanager.js';
import { SSM } from './ssm.js';

/** All event families. No two of them have a call with the same name and event source. */
export const FAMILIES: readonly EventFamily[] = [SECRETS_MANAGER, SSM];

/** A call with its name and its event family. */
export interface NamedCall {
  readonly family: EventFamily;
  readonly eventName: string;
  readonly call: FamilyCall;
}

/** All calls of the given families. @default of all families */
export function familyCalls(families: readonly EventFamily[] = FAMILIES): NamedCall[] {
  return families.flatMap((family) =>
    Object.entries(family.calls).map(([eventName, call]) => ({ family, eventName, call })),
  );
}
