import type { Disclosure } from '../disclosure/disclosure.js';
import { SETTLED } from '../established.js';
import type { Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { findInSlowWindows } from './slow-windows.js';
import { isWork } from './work.js';

/** So many items that nothing explains within 14 days. */
const LEAST = 8;
/** Strange networks are used on so many days. */
const LEAST_DAYS = 3;

/**
 * A service that comes again and again from a network that is strange to the organisation and away from others', or from several, and
 * since then learns a few items a day that nothing explains. What it reads from where is not known, but that both began together is.
 */
export function findSlowVisits(
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  const { roleGroup, unexplained } = disclosure;
  const { networks, began, isPerson, isUser } = roleGroup;
  if (isPerson || isUser || unexplained.length < LEAST) return [];
  const away = networks.filter(
    ({ network, first }) =>
      first >= began + SETTLED && !disclosure.isNear(network) && disclosure.isStrange(network),
  );
  if (new Set(away.flatMap(({ days }) => days)).size < LEAST_DAYS) return [];
  // Of several it is not known which are the intruder's.
  const since = (away.find(({ days }) => days.length >= LEAST_DAYS) ?? away[0]!).first;
  const items = unexplained.filter(({ time }) => time >= since);
  if (items.length < LEAST || isWork(items, roleGroup, period)) return [];
  return findInSlowWindows(items, LEAST, period, bucketDuration);
}
