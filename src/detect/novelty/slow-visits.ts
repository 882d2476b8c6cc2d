import type { Disclosure } from '../disclosure/disclosure.js';
import { SETTLED } from '../established.js';
import type { Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { findInSlowWindows } from './slow-windows.js';
import { isWork } from './work.js';

/** So many items that nothing explains within 14 days. */
const LEAST = 8;
/** A strange network is used on so many days. */
const LEAST_DAYS = 3;

/**
 * A service that comes again and again from a network that is strange to the organisation and away from others', and since then
 * learns a few items a day that nothing explains. What it reads from where is not known, but that both began together is.
 */
export function findSlowVisits(
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  const { roleGroup, unexplained } = disclosure;
  const { networks, began, isPerson, isUser } = roleGroup;
  if (isPerson || isUser || unexplained.length < LEAST) return [];
  const since = networks.reduce(
    (first, use) =>
      use.first >= began + SETTLED &&
      use.days.length >= LEAST_DAYS &&
      !disclosure.isNear(use.network) &&
      disclosure.isStrange(use.network)
        ? Math.min(first, use.first)
        : first,
    Infinity,
  );
  const items = unexplained.filter(({ time }) => time >= since);
  if (items.length < LEAST || isWork(items, roleGroup, period)) return [];
  return findInSlowWindows(items, LEAST, period, bucketDuration);
}
