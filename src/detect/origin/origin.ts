import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis } from '../analysis.js';
import { findNewItemsFromNewNetworks } from './new-items-from-new-network.js';
import { findNewNetworkBursts } from './new-network-bursts.js';
import { findDepartures } from './departures.js';

/**
 * Retrievals from networks that no session of a role used before. Two tests, so each p-value is corrected for two: many
 * retrievals from a new network within a short time, and first-seen secrets from a new network, however slowly.
 */
export const origin: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.origin,
  level: 'roleGroup',
  find({ roleGroup, disclosure, period, rule, tolerated }) {
    const strange = disclosure.strangeNetworks;
    if (strange.length === 0) return [];
    return [
      ...findNewNetworkBursts(strange, roleGroup, period, rule, tolerated, (network) =>
        disclosure.isNear(network),
      ),
      ...findNewItemsFromNewNetworks(strange, disclosure, period, rule.bucketDuration, tolerated),
      ...findDepartures(strange, disclosure, period, rule),
    ];
  },
};
