import type { Disclosure } from '../disclosure/disclosure.js';
import type { Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { findInSlowWindows } from './slow-windows.js';

/** So many items that nothing explains within 14 days. */
const LEAST = 5;

/**
 * Sessions without the name of a person in a role of people: somebody took the role in another way than its people do. They
 * are judged together and by absolute priors, since their names change with each session and none has a history.
 */
export function findUnnamedSessions(
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  if (!disclosure.isUnnamedAmongPeople) return [];
  return findInSlowWindows(disclosure.unexplained, LEAST, period, bucketDuration);
}
