import type { CriterionTest } from '../criterion-test.js';
import { needleIn } from '../needle.js';

/** The record with an event id, and those of the same call in other accounts (`sharedEventID`) or delivered later. */
export function eventIdTest(value: string): CriterionTest | string {
  const needle = needleIn(value);
  if (needle === undefined) return 'an event id is what eventID or sharedEventID of a record has';
  return {
    needles: [needle],
    accepts: ({ eventID, sharedEventID, originalEventID }) =>
      eventID === value || sharedEventID === value || originalEventID === value,
  };
}
