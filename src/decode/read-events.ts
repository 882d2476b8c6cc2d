import type { ObjectOutcome } from '../model/coverage.js';
import type { DecodeFailure } from './decode-failure.js';
import { decoders } from './decoders.js';
import type { DecodeRequest, FoundEvent, OpenObject, RecordDecoder } from './record-decoder.js';
import { verdictOnTable, verdictOnText } from './understood.js';

/**
 * Receives the duration of each stage of an object. `extract` (reading the matching records, and what is done with
 * them) is part of `match`.
 */
export interface StageClock {
  record(stage: 'inflate' | 'match' | 'extract', milliseconds: number): void;
}

/** What is known of an object once its events were read: its outcome without what was done with them. */
export type ReadObject = Omit<ObjectOutcome, 'matched' | 'context' | 'dropped'>;

/**
 * Reads the events of one object that can match, in the order of its records. Does not throw for damaged objects: the
 * events before the damage are passed to the sink, and the result contains the first failure.
 * @param bytes Parquet; or, compressed or plain, `{"Records":[…]}`, an array, a single record, several of these one after
 *   another, a table, or any of these in envelopes
 * @param sink called for each event; some of them need not match
 * @param seeContent receives the content after inflating, in memory that is used again; not of Parquet files
 * @param candidates the decoders, in this order; the first one that accepts the object decodes it, and the last one
 *   must accept every object. @default the decoders of this thread
 */
export function readEvents(
  bytes: Uint8Array,
  request: DecodeRequest,
  sink: (found: FoundEvent) => void,
  clock?: StageClock,
  candidates: readonly RecordDecoder[] = decoders(),
  seeContent?: (content: Uint8Array) => void,
): ReadObject {
  const started = performance.now();
  let opened: OpenObject | undefined;
  let fallback = false;
  for (const decoder of candidates) {
    opened = decoder.open(bytes, request);
    if (opened !== undefined) break;
    fallback ||= decoder.name === 'wasm';
  }
  if (opened === undefined) throw new RangeError('no decoder accepts the object');
  const { inflateMilliseconds } = opened;

  const found = performance.now();
  let events = 0;
  let unknown = 0;
  let noRecords = 0;
  let failure: DecodeFailure | null = null;
  for (const one of opened.events()) {
    if ('reason' in one) failure ??= one;
    else if ('isKnown' in one) {
      noRecords++;
      if (!one.isKnown) unknown++;
    } else {
      events++;
      sink(one);
    }
  }
  const extracted = performance.now();
  const { content } = opened;
  if (content !== null) seeContent?.(content);
  const seen = { events, noRecords, failure };
  const { mentionsMatches, ...verdict } =
    content === null ? verdictOnTable(opened, seen) : verdictOnText(content, seen, request);
  clock?.record('inflate', inflateMilliseconds);
  clock?.record('extract', extracted - found);
  clock?.record('match', performance.now() - started - inflateMilliseconds);
  return {
    ...verdict,
    failure: shortened(verdict.failure),
    inflatedBytes: opened.inflatedBytes,
    unknown: unknown === 0 && mentionsMatches ? 1 : unknown,
    fallback,
  };
}

/** Characters of a detail. Some name what was found, such as a column of a table. */
const LONGEST_DETAIL = 500;

function shortened(failure: ReadObject['failure']): ReadObject['failure'] {
  if (failure === null || failure.detail.length <= LONGEST_DETAIL) return failure;
  return { ...failure, detail: `${failure.detail.slice(0, LONGEST_DETAIL)}…` };
}
