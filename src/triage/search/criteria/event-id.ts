import type { CriterionTest } from '../criterion-test.js';
import { needlesIn } from '../needle.js';

/** The record with an event id, and those of the same call in other accounts (`sharedEventID`) or delivered later. */
export function eventIdTest(value: string): CriterionTest | string {
  const needles = needlesIn(value);
  if (needles === undefined) return 'an event id is what eventID or sharedEventID of a record has';
  return {
    needles,
    reads: [],
    accepts: ({ eventID, sharedEventID, originalEventID }) =>
      eventID === value || sharedEventID === value || originalEventID === value,
  };
}
