import type { Actor } from '../company/model.js';

/** Whether a principal is a program. */
export const isProgram = (a: Actor): boolean => a.cls === 'program';

/** Whether a principal is a program whose role an attacker can take over in the cloud. */
export const isCloudProgram = (a: Actor): boolean =>
  a.cls === 'program' &&
  a.principal.kind === 'role' &&
  !/rds-proxy|dms|stepfunctions|eventbridge|redshift-data|msk|quicksight|transfer|appflow|dormant/.test(
    a.principal.persona,
  );

/** Whether a principal may read the secrets of a whole account. */
export const readsWidely = (a: Actor): boolean => a.reach === 'account' || a.reach === 'all';

/** Whether a principal is a role or a user of people who may read values. */
export const isPerson = (a: Actor): boolean => a.cls === 'person' && a.people.length > 0 && a.reach !== 'own';
