import { count, type Counts, type DropReason, type ObjectOutcome } from '../model/coverage.js';
import type { Projected } from '../model/retrieval.js';
import { project, type Projection } from './cloudtrail/project.js';
import { hasReadOnly } from './cloudtrail/read-only.js';
import type { DecodeFailure } from './decode-failure.js';
import type { DecodeLimits } from './decode-limits.js';
import { isUnderstood, notUnderstood } from './understood.js';
import { mentionsRecords } from './cloudtrail/mentions-records.js';
import { decoders } from './decoders.js';
import type { OpenObject, RecordDecoder } from './record-decoder.js';

/** Records of other accounts and regions are dropped, and counted as `otherAccount` and `otherRegion`. */
export interface DecodeOptions extends Projection {
  readonly limits: DecodeLimits;
}

/**
 * Receives the duration of each stage of an object. `extract` (reading and projecting the matching records) is part
 * of `match`.
 */
export interface StageClock {
  record(stage: 'inflate' | 'match' | 'extract', milliseconds: number): void;
}

/**
 * Decodes one object to its retrievals, in the order of its records. Does not throw for damaged objects: the
 * retrievals before the damage are passed to the sink, and the outcome contains the first failure.
 * @param bytes compressed or plain: `{"Records":[…]}`, an array, a single record, several of these one after another, a
 *   table, or any of these in envelopes
 * @param sink called for each retrieval and for each context event
 * @param candidates the decoders, in this order; the first one that accepts the object decodes it, and the last one
 *   must accept every object. @default the decoders of this thread
 */
export function decodeObject(
  bytes: Uint8Array,
  options: DecodeOptions,
  sink: (one: Projected) => void,
  clock?: StageClock,
  candidates: readonly RecordDecoder[] = decoders(),
): ObjectOutcome {
  const started = performance.now();
  const { selection, limits } = options;
  const { findMatches, fields, wants } = selection;
  const request = { findMatches, fields, wants, limits };
  let opened: OpenObject | undefined;
  let fallback = false;
  for (const decoder of candidates) {
    opened = decoder.open(bytes, request);
    if (opened !== undefined) break;
    fallback = true;
  }
  if (opened === undefined) throw new RangeError('no decoder accepts the object');
  const { content, inflateMilliseconds } = opened;

  const found = performance.now();
  const dropped: Counts<DropReason> = {};
  let matched = 0;
  let context = 0;
  let events = 0;
  let unknown = 0;
  let noRecords = 0;
  let failure: DecodeFailure | null = null;
  for (const one of opened.events()) {
    if ('reason' in one) {
      failure ??= one;
      continue;
    }
    if ('isKnown' in one) {
      noRecords++;
      if (!one.isKnown) unknown++;
      continue;
    }
    events++;
    const kind = selection.kindOf(one.event);
    if (kind === undefined) continue;
    if (kind === 'context') context++;
    else matched++;
    const result = project(one.event, kind, one.raw, options);
    // What is wrong with context is of no consequence for what is counted.
    if (typeof result !== 'string') sink(result);
    else if (kind !== 'context') count(dropped, result);
  }
  const extracted = performance.now();
  const mention = mentionsRecords(content);
  const seen = { mention, events, noRecords, failure };
  const understood = isUnderstood(content, seen, request);
  if (!understood) failure = notUnderstood(content, seen, request);
  const readOnlySeen = understood && hasReadOnly(content, mention);
  clock?.record('inflate', inflateMilliseconds);
  clock?.record('extract', extracted - found);
  clock?.record('match', performance.now() - started - inflateMilliseconds);
  return {
    failure,
    inflatedBytes: content.length,
    matched,
    context,
    dropped,
    understood,
    unknown,
    readOnlySeen,
    fallback,
  };
}
