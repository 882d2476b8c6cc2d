import { DAY } from '../../model/time.js';
import { isIndoors, type NetworkHistory } from './networks.js';

/**
 * How a role group calls: a `person`; a `user` of IAM, which may be a person or a program; a service that is `roaming`, such as a build on hosted runners, which comes from other
 * networks all the time; or one that is `settled`.
 */
export const CALLER_KINDS = ['person', 'user', 'roaming', 'settled'] as const;

export type CallerKind = (typeof CALLER_KINDS)[number];

/** A role group with so many networks, first used on so many different days, roams, … */
const ROAMS = 6;
const ROAMS_DAYS = 4;
/** … if it has so many for each active day. */
const ROAMS_A_DAY = 0.3;
/** So does one that comes from a new network nearly each time, if it has so many. */
const ALWAYS_ELSEWHERE = 3;
const ELSEWHERE_A_DAY = 0.75;

/** Whether a role group comes from another network each time. @param networks those outside of private addresses */
export function roams(networks: readonly NetworkHistory[], activeDays: number): boolean {
  const newDays = new Set(networks.map(({ first }) => Math.floor(first / DAY))).size;
  return (
    (networks.length >= ROAMS && newDays >= ROAMS_DAYS && networks.length >= ROAMS_A_DAY * activeDays) ||
    (newDays >= ALWAYS_ELSEWHERE && networks.length >= ELSEWHERE_A_DAY * activeDays)
  );
}

export function callerKindOf(
  isPerson: boolean,
  isUser: boolean,
  networks: readonly NetworkHistory[],
  activeDays: number,
): CallerKind {
  if (isPerson) return 'person';
  if (isUser) return 'user';
  const outside = networks.filter(({ network }) => !isIndoors(network));
  return roams(outside, activeDays) ? 'roaming' : 'settled';
}
