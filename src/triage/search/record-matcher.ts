import { countedMatcher } from './counted-records.js';
import { criteriaMatcher } from './criteria-records.js';
import type { RecordMatcher, RecordSearch } from './record-search.js';

/** @throws TrailspikeError E_USAGE for a value that its criterion cannot have */
export function recordMatcher(search: RecordSearch): RecordMatcher {
  return search.kind === 'counted' ? countedMatcher(search) : criteriaMatcher(search);
}
