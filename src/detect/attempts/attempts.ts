import { ANALYSIS_DESCRIPTIONS } from '../../model/analysis-kinds.js';
import type { Analysis } from '../analysis.js';
import { findLooks } from './looks.js';
import { findMatchAllCalls } from './match-all-calls.js';
import { findRefusals } from './refusals.js';
import { findUnreadRefusals } from './unread-refusals.js';

/**
 * Attempts to get at what is not one's own: many different items refused to a role group that is hardly ever refused, or
 * refused and never read; batch calls with a filter that selects everything by a role group that has never made one; and a
 * person who looks at many items without reading them.
 */
export const attempts: Analysis = {
  description: ANALYSIS_DESCRIPTIONS.attempts,
  level: 'roleGroup',
  find: (input) => [
    ...findRefusals(input),
    ...findUnreadRefusals(input),
    ...findMatchAllCalls(input),
    ...findLooks(input),
  ],
};
