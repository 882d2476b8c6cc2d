import type { DecodeRequest, FoundEvent } from '../../decode/record-decoder.js';
import type { IdentityMode } from '../../model/identity.js';
import type { TimeRange } from '../../model/time.js';
import type { Measure } from '../../rule/measure.js';
import type { Criterion } from './criterion.js';

/** Which records to find. Plain data; can be sent to other threads. */
export type RecordSearch = CountedRecords | MatchingRecords;

/** The records that rules counted, of some identities in some periods. */
export interface CountedRecords {
  readonly kind: 'counted';
  readonly measures: readonly Measure[];
  readonly identityMode: IdentityMode;
  /** As for the scan that counted them. Empty: all. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly targets: readonly CountedTarget[];
}

export interface CountedTarget {
  /** Index in `measures`. */
  readonly measure: number;
  /** Keys of the identities. */
  readonly identities: readonly string[];
  /** Event times. */
  readonly range: TimeRange;
}

/** The records that fulfil any of some criteria, each in its period, of any service. */
export interface MatchingRecords {
  readonly kind: 'matching';
  readonly targets: readonly MatchingTarget[];
}

export interface MatchingTarget {
  readonly criterion: Criterion;
  /** Event times. A record without a readable time is found too. */
  readonly range: TimeRange;
}

/** Finds the records of a search. Not plain data: each decode thread makes its own. */
export interface RecordMatcher extends Pick<DecodeRequest, 'findMatches' | 'fields' | 'wants'> {
  /** Indices of the targets that a record belongs to, ascending; none if it is not wanted. */
  readonly targetsOf: (found: FoundEvent) => readonly number[];
}

/** The JSON text of a found record: its own bytes, or those of the record that an envelope held. */
export function recordBytes({ event, raw }: FoundEvent): Uint8Array {
  return raw.length > 0 ? raw : Buffer.from(JSON.stringify(event.record));
}
