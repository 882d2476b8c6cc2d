import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis } from '../analysis.js';
import { findNewItemsFromNewNetworks } from './new-items-from-new-network.js';
import { findDepartures } from './departures.js';

/**
 * Retrievals from networks that no session of a role used before: first-seen secrets from there, however slowly, and visits
 * of a service that has settled elsewhere.
 */
export const origin: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.origin,
  level: 'roleGroup',
  find({ disclosure, period, rule, tolerated }) {
    const strange = disclosure.strangeNetworks;
    if (strange.length === 0) return [];
    return [
      ...findNewItemsFromNewNetworks(strange, disclosure, period, rule.bucketDuration, tolerated),
      ...findDepartures(strange, disclosure, period, rule),
    ];
  },
};
