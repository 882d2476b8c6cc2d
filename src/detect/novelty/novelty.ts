import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis } from '../analysis.js';
import { attributeBurst } from './attribute-burst.js';
import { coldStartDays, findColdStartBursts } from './cold-start.js';
import { findFirstSeenBursts } from './first-seen-bursts.js';
import { NO_DAYS } from './hierarchical-prior.js';

/**
 * Secrets that no session of a role retrieved before. An established role group is judged by its own history, one in
 * its cold start by the cold starts of its account and of the population.
 */
export const novelty: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.novelty,
  level: 'roleGroup',
  find({ roleGroup, period, rule, population, tolerated }) {
    const bursts = [
      ...findFirstSeenBursts(roleGroup, period, rule.bucketDuration, tolerated),
      ...findColdStartBursts(
        coldStartDays(roleGroup, period, rule.bucketDuration),
        population.coldStartOf[roleGroup.accountId] ?? NO_DAYS,
        population.coldStart,
        tolerated,
      ),
    ];
    return bursts.flatMap((burst) => attributeBurst(burst, roleGroup.firstSeenItems, period));
  },
};
