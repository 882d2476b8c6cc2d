import { neededOf, needleFinder } from '../../decode/needles.js';
import { parseEventTime } from '../../model/time.js';
import { testOf } from './criterion.js';
import type { MatchingRecords, RecordMatcher } from './record-search.js';

/** @throws TrailspikeError E_USAGE for a value that its criterion cannot have */
export function criteriaMatcher({ targets }: MatchingRecords): RecordMatcher {
  const tests = targets.map(({ criterion }) => testOf(criterion));
  const needles = tests.flatMap((test) => test.needles ?? []);
  const isNarrow = needles.length > 0 && tests.every((test) => test.needles !== null);
  return {
    findMatches: isNarrow ? needleFinder(neededOf(needles)) : null,
    fields: [...new Set(tests.flatMap(({ reads }) => reads))],
    wants: () => true,
    targetsOf({ event }) {
      const time = parseEventTime(event.eventTime);
      return tests.flatMap(({ accepts }, index) => {
        const { from, to } = targets[index]!.range;
        // The times come first: of many targets few are in the time of a record.
        const isThen = time === undefined || (time >= from && time < to);
        return isThen && accepts(event) ? [index] : [];
      });
    },
  };
}
