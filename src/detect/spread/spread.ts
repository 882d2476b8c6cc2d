import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis } from '../analysis.js';
import { findNetworkVisits } from './network-visits.js';
import { findToolVisits } from './tool-visits.js';

/**
 * One strange network, or one tool that is new to them, at several role groups within hours or days, each of which soon leaves it
 * again. However little each of them read, together they are one finding.
 */
export const spread: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.spread,
  level: 'roleGroup',
  find: (input) => [...findNetworkVisits(input), ...findToolVisits(input)],
};
