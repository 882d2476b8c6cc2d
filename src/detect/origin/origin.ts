import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis } from '../analysis.js';
import { findNewItemsFromNewNetworks } from './new-items-from-new-network.js';
import { findBeginnings } from './beginnings.js';
import { findDepartures } from './departures.js';

/**
 * Retrievals from networks that no session of a role used before: first-seen secrets from there, however slowly, visits
 * of a service that has settled elsewhere, and the network with which one began that then lives elsewhere.
 */
export const origin: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.origin,
  level: 'roleGroup',
  find({ disclosure, period, rule, tolerated }) {
    const strange = disclosure.strangeNetworks;
    if (strange.length === 0) return [];
    return [
      ...findNewItemsFromNewNetworks(strange, disclosure, period, rule.bucketDuration, tolerated),
      ...findBeginnings(strange, disclosure, period),
      ...findDepartures(strange, disclosure, period, rule),
    ];
  },
};
