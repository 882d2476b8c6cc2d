import { TrailspikeError } from '../model/errors.js';
import { DAY, MAX_TIME } from '../model/time.js';
import { MIXES } from './persona-mix.js';
import { REGIONS } from './names.js';

/** Which organisation to simulate. The same options give the same bytes on the same version of Node. */
export interface SimulateOptions {
  /** Days of activity, 1 to 3,660. */
  readonly days: number;
  /** Roles and users, 1 to 100,000. Roles have sessions, so there are more identities than this. */
  readonly identities: number;
  /** A whole number from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** First second of activity, epoch seconds. @default 2026-01-05T00:00:00Z, a Monday */
  readonly start?: number;
  /** Accounts, 1 to 500. @default one per 25 identities, at least 3, at most 60 */
  readonly accounts?: number;
  /** Regions, 1 to 8. @default 2 */
  readonly regions?: number;
  /** Thefts, 0 to 10,000. @default one per 20 identities, at least 3 */
  readonly thefts?: number;
  /** Mean number of records of other services for each retrieval, 0 to 1,000. @default 3 */
  readonly noise?: number;
  /** The mix of personas, see persona-mix.ts. @default 'mixed' */
  readonly mix?: string;
}

export type ResolvedOptions = Required<SimulateOptions>;

const MONDAY = 1_767_571_200;

/**
 * Fills in the defaults.
 * @throws TrailspikeError E_USAGE when an option is out of range
 */
export function resolveOptions(options: SimulateOptions): ResolvedOptions {
  const days = whole('days', options.days, 1, 3660);
  const identities = whole('identities', options.identities, 1, 100_000);
  const mix = options.mix ?? 'mixed';
  if (!Object.hasOwn(MIXES, mix)) {
    throw new TrailspikeError('E_USAGE', `There is no persona mix "${mix}".`, {
      hint: `Choose one of ${Object.keys(MIXES).join(', ')}.`,
    });
  }
  return {
    days,
    identities,
    seed: whole('seed', options.seed, 0, Number.MAX_SAFE_INTEGER),
    start: whole('start', options.start ?? MONDAY, 0, MAX_TIME - (days + 1) * DAY),
    accounts: whole(
      'accounts',
      options.accounts ?? Math.min(60, Math.max(3, Math.ceil(identities / 25))),
      1,
      500,
    ),
    regions: whole('regions', options.regions ?? 2, 1, REGIONS.length),
    thefts: whole('thefts', options.thefts ?? Math.max(3, Math.round(identities / 20)), 0, 10_000),
    noise: inRange('noise', options.noise ?? 3, 0, 1000),
    mix,
  };
}

function whole(name: string, value: number, low: number, high: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new TrailspikeError('E_USAGE', `The simulation's ${name} is ${value}, not a whole number.`, {
      hint: `Give a whole number from ${low} to ${high}.`,
    });
  }
  return inRange(name, value, low, high);
}

function inRange(name: string, value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value;
  throw new TrailspikeError('E_USAGE', `The simulation's ${name} is ${value}, which is out of range.`, {
    hint: `Give a number from ${low} to ${high}.`,
  });
}
