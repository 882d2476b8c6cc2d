import { lowerBound } from '../../base/lower-bound.js';
import { DAY } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { FIRST_CASE, type Finding } from '../finding.js';
import type { BucketPeriod } from '../period.js';
import { mainSessionSpan } from '../series/main-session-span.js';

/** So many items that nothing explains … */
const LEAST = 5;
/** … within so many seconds. */
const WINDOW = 14 * DAY;

/**
 * Sessions without the name of a person in a role of people: somebody took the role in another way than its people do. They
 * are judged together and by absolute priors, since their names change with each session and none has a history. One finding
 * for each window, in the session that read most.
 */
export function findUnnamedSessions(
  disclosure: Disclosure,
  period: BucketPeriod,
  bucketDuration: number,
): Finding[] {
  if (!disclosure.isUnnamedAmongPeople) return [];
  const { unexplained } = disclosure;
  const buckets = Uint32Array.from(unexplained, ({ bucket }) => bucket);
  const findings: Finding[] = [];
  for (let first = 0; first < unexplained.length;) {
    const end = lowerBound(buckets, buckets[first]! + Math.ceil(WINDOW / bucketDuration));
    if (end - first < LEAST) {
      first++;
      continue;
    }
    const window = unexplained.slice(first, end);
    findings.push({
      ...mainSessionSpan(window, period.maxSignal),
      result: {
        kind: 'novelty',
        windowSeconds: WINDOW,
        observed: window.length,
        upperBound: 0,
        pValue: null,
      },
      severity: FIRST_CASE,
    });
    first = end;
  }
  return findings;
}
