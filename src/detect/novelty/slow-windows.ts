import { DAY } from '../../model/time.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import { mainSessionSpan } from '../series/main-session-span.js';
import { successiveWindows } from '../series/successive-windows.js';

/** Length of the windows, seconds: who reads a few a day is not seen in a shorter one. */
const WINDOW = 14 * DAY;

/**
 * Windows of 14 days with at least `least` items, one after the other, each as a finding in the session that read most. There is no
 * p-value.
 * @param items in time order
 * @param least at least 1
 */
export function findInSlowWindows(
  items: readonly FirstSeenItem[],
  least: number,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  return successiveWindows(items, Math.ceil(WINDOW / bucketDuration), least).map((window) => ({
    ...mainSessionSpan(window, period.maxSignal),
    result: { kind: 'novelty', windowSeconds: WINDOW, observed: window.length, upperBound: 0, pValue: null },
    severity: FIRST_CASE,
  }));
}
