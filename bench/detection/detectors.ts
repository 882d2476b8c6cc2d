import type { Detector } from './rival.js';
import { distinctThreshold } from './rivals/distinct-threshold.js';
import { hourlyZScore } from './rivals/hourly-z-score.js';
import { newToRole } from './rivals/new-to-role.js';
import { percentileExcess } from './rivals/percentile-excess.js';
import { DEFAULT_TOLERANCE, trailspike } from './trailspike.js';

export const RIVALS: readonly Detector[] = [distinctThreshold, hourlyZScore, percentileExcess, newToRole];

export const TOLERANCES: readonly number[] = [1, 2, 3, 4, 5];

/**
 * @param name of a rival, or `trailspike` or `trailspike-TOLERANCE`
 * @throws RangeError for an unknown name
 */
export function detectorOf(name: string): Detector {
  const tolerance = /^trailspike-([1-5])$/.exec(name)?.[1];
  if (tolerance !== undefined) return trailspike(Number(tolerance));
  if (name === 'trailspike') return trailspike(DEFAULT_TOLERANCE);
  const rival = RIVALS.find((one) => one.name === name);
  if (rival) return rival;
  const known = RIVALS.map((one) => one.name).join(', ');
  throw new RangeError(
    `no detector "${name}"; there are ${known}, trailspike and trailspike-1 to trailspike-5`,
  );
}
