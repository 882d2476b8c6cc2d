import { DAY, HOUR } from '../../model/time.js';
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

/** Of a role group that was active on so few days, hours are counted in place of days. */
const FEW_DAYS = 2;

/** On how many days (UTC), and in how many hours, there was activity. */
export interface ActiveTime {
  readonly days: number;
  readonly hours: number;
}

/**
 * Whether a role group comes from another network each time.
 * @param networks those outside of private addresses
 */
export function roams(networks: readonly NetworkHistory[], active: ActiveTime): boolean {
  const days = active.days > FEW_DAYS;
  return comesFromElsewhere(networks, days ? DAY : HOUR, days ? active.days : active.hours);
}

/** Whether new networks come in so many of the active spans of a length, seconds, that the caller has none of its own. */
function comesFromElsewhere(networks: readonly NetworkHistory[], span: number, activeSpans: number): boolean {
  const newSpans = new Set(networks.map(({ first }) => Math.floor(first / span))).size;
  return (
    (networks.length >= ROAMS && newSpans >= ROAMS_DAYS && networks.length >= ROAMS_A_DAY * activeSpans) ||
    (newSpans >= ALWAYS_ELSEWHERE && networks.length >= ELSEWHERE_A_DAY * activeSpans)
  );
}

export function callerKindOf(
  isPerson: boolean,
  isUser: boolean,
  networks: readonly NetworkHistory[],
  active: ActiveTime,
): CallerKind {
  if (isPerson) return 'person';
  if (isUser) return 'user';
  const outside = networks.filter(({ network }) => !isIndoors(network));
  return roams(outside, active) ? 'roaming' : 'settled';
}
