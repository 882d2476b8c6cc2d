import { neededOf, needleFinder } from '../../decode/needles.js';
import { parseEventTime } from '../../model/time.js';
import { testOf } from './criterion.js';
import type { MatchingRecords, RecordMatcher } from './record-search.js';

/** @throws TrailspikeError E_USAGE for a value that its criterion cannot have */
export function criteriaMatcher({ criteria, range }: MatchingRecords): RecordMatcher {
  const tests = criteria.map(testOf);
  const needles = tests.flatMap((test) => test.needles ?? []);
  const isNarrow = needles.length > 0 && tests.every((test) => test.needles !== null);
  return {
    findMatches: isNarrow ? needleFinder(neededOf(needles)) : null,
    fields: [...new Set(tests.flatMap(({ reads }) => reads))],
    wants: () => true,
    targetsOf({ event }) {
      const time = parseEventTime(event.eventTime);
      if (time !== undefined && (time < range.from || time >= range.to)) return [];
      return tests.flatMap(({ accepts }, index) => (accepts(event) ? [index] : []));
    },
  };
}
