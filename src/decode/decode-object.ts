import type { ObjectOutcome } from '../model/coverage.js';
import type { Retrieval } from '../model/retrieval.js';
import type { DecodeLimits } from './decode-limits.js';
import { extract } from './extract.js';
import { gunzip } from './gunzip.js';
import type { Projection } from './project.js';
import { hasReadOnly } from './read-only.js';

export { DEFAULT_LIMITS, type DecodeLimits } from './decode-limits.js';

/** Accounts and regions: records of others are dropped, and counted as `otherAccount` and `otherRegion`. */
export interface DecodeOptions extends Projection {
  readonly limits: DecodeLimits;
}

/** Told how long each stage of one object took. */
export interface StageClock {
  record(stage: 'inflate' | 'match', milliseconds: number): void;
}

/**
 * From the bytes of one object to its retrievals, in the order of its records. Damage never throws: the
 * retrievals before it reach the sink, and the outcome carries the first thing that went wrong.
 * @param bytes gzip or plain: `{"Records":[…]}`, an array, a single record, or several of these one after another
 */
export function decodeObject(
  bytes: Uint8Array,
  options: DecodeOptions,
  sink: (retrieval: Retrieval) => void,
  clock?: StageClock,
): Promise<ObjectOutcome> | ObjectOutcome {
  const started = performance.now();
  const inflated = gunzip(bytes, options.limits);
  const between = performance.now();
  clock?.record('inflate', between - started);
  const extracted = extract(inflated.bytes, inflated.verified, options, options.limits, sink);
  const readOnlySeen = hasReadOnly(inflated.bytes);
  clock?.record('match', performance.now() - between);
  return {
    failure: inflated.failure ?? extracted.failure,
    inflatedBytes: inflated.bytes.length,
    matched: extracted.matched,
    dropped: extracted.dropped,
    readOnlySeen,
  };
}
