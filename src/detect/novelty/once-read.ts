import type { Disclosure } from '../disclosure/disclosure.js';
import type { Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { areManyOnceRead, MANY_ONCE_READ, onceReadItems } from '../role-group/once-read-items.js';
import { findInSlowWindows } from './slow-windows.js';
import { isWork } from './work.js';

/** Where more of the other services read as many items once, a few a day, that is usual in the organisation. */
const USUAL = 0.02;

/**
 * Items of others that a service reads once, a few a day over days, and never again, from its usual place with its usual tool. A
 * program reads its configuration again; who is inside of one takes each item once. It says nothing in an organisation where many
 * services do that: to hide so, a thief would have to use as many. There is no p-value.
 */
export function findOnceRead(
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  const { roleGroup, organisation, unexplained } = disclosure;
  // The role group is one of them itself if anything is found below.
  if (roleGroup.isPerson || organisation.onceReaders - 1 > USUAL * organisation.services) return [];
  const known = new Set(unexplained);
  const items = onceReadItems(roleGroup).filter(
    (item) => known.has(item) && disclosure.ownersOf(item).length > 0,
  );
  if (!areManyOnceRead(items) || isWork(items, roleGroup, period)) return [];
  return findInSlowWindows(items, MANY_ONCE_READ, period, bucketDuration);
}
