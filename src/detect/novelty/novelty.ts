import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis } from '../analysis.js';
import { timesOf } from '../role-group/first-seen-items.js';
import { findByAbsolutePriors } from './absolute-priors.js';
import { attributeBurst } from './attribute-burst.js';
import { findFirstSeenBursts } from './first-seen-bursts.js';
import { findOnceRead } from './once-read.js';
import { findSlowVisits } from './slow-visits.js';
import { findUnnamedSessions } from './unnamed-sessions.js';

/** A burst has at least so many items that nothing explains, … */
const LEAST = 5;
/** … of a person, or as many as are unusual among people … */
const LEAST_OF_A_PERSON = 7;
/** … or so many together with those that have a pattern of the role group's own. */
const LEAST_OF_OWN_PATTERN = 10;
/** Items that nothing explains, with and without items of an own pattern. */
const TESTS = 2;

/**
 * Secrets that no session of a role retrieved before and that nothing explains. An established role group is judged by
 * its own history, another one by absolute priors.
 */
export const novelty: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.novelty,
  level: 'roleGroup',
  find({ roleGroup, disclosure, period, rule, tolerated }) {
    const least = roleGroup.isPerson
      ? Math.max(LEAST_OF_A_PERSON, disclosure.organisation.unusualOfPeople)
      : LEAST;
    const streams = [
      { items: disclosure.unexplained, least },
      { items: disclosure.notExplained, least: Math.max(least, LEAST_OF_OWN_PATTERN) },
    ];
    return [
      ...streams.flatMap((stream) => {
        const times = timesOf(stream.items);
        const test = { tolerated: tolerated / TESTS, least: stream.least };
        return findFirstSeenBursts(times, roleGroup, period, rule.bucketDuration, test).flatMap((burst) =>
          attributeBurst(
            { ...burst, pValue: Math.min(1, burst.pValue * TESTS) },
            times,
            period,
            stream.least,
          ),
        );
      }),
      ...findByAbsolutePriors(disclosure, period, rule.bucketDuration),
      ...findOnceRead(disclosure, period, rule.bucketDuration),
      ...findSlowVisits(disclosure, period, rule.bucketDuration),
      ...findUnnamedSessions(disclosure, period, rule.bucketDuration),
    ];
  },
};
