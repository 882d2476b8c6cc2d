import { count, type Counts, type DropReason, type ObjectOutcome } from '../model/coverage.js';
import type { Projected } from '../model/retrieval.js';
import { project, type Projection } from './cloudtrail/project.js';
import type { Selection } from './cloudtrail/selection.js';
import { type SelectionSet, selectionSetOf } from './cloudtrail/selection-set.js';
import type { DecodeFailure } from './decode-failure.js';
import type { DecodeLimits } from './decode-limits.js';
import { verdictOnTable, verdictOnText } from './understood.js';
import { decoders } from './decoders.js';
import type { OpenObject, RecordDecoder } from './record-decoder.js';

export interface DecodeOptions {
  readonly limits: DecodeLimits;
  readonly selections: SelectionSet;
  /** How the events of each selection become retrievals, in the order of the selections. */
  readonly projections: readonly Projection[];
}

/**
 * @param projection records of other accounts and regions are dropped, and counted as `otherAccount` and `otherRegion`
 * @param selections what is counted, at least one
 */
export function decodeOptions(
  limits: DecodeLimits,
  projection: Omit<Projection, 'selection'>,
  selections: readonly Selection[],
): DecodeOptions {
  return {
    limits,
    selections: selectionSetOf(selections),
    projections: selections.map((selection) => ({ ...projection, selection })),
  };
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
 * @param bytes Parquet; or, compressed or plain, `{"Records":[…]}`, an array, a single record, several of these one after
 *   another, a table, or any of these in envelopes
 * @param sink called for each retrieval and for each context event of each selection
 * @param candidates the decoders, in this order; the first one that accepts the object decodes it, and the last one
 *   must accept every object. @default the decoders of this thread
 */
export function decodeObject(
  bytes: Uint8Array,
  options: DecodeOptions,
  sink: (one: Projected, selection: number) => void,
  clock?: StageClock,
  candidates: readonly RecordDecoder[] = decoders(),
): ObjectOutcome {
  const started = performance.now();
  const { selections, projections, limits } = options;
  const { findMatches, fields, wants, interestedIn } = selections;
  const request = { findMatches, fields, wants, limits };
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
    const { event, raw } = one;
    for (const index of interestedIn(event.eventSource, event.eventName)) {
      const projection = projections[index]!;
      const kind = projection.selection.kindOf(event);
      if (kind === undefined) continue;
      if (kind === 'context') context++;
      else matched++;
      const result = project(event, kind, raw, projection);
      // What is wrong with context is of no consequence for what is counted.
      if (typeof result !== 'string') {
        sink(result, index);
        const { selection, identityMode } = projection;
        const others = selection.otherIdentitiesOf?.(event, identityMode) ?? [];
        for (const identity of others) sink({ ...result, identity }, index);
      } else if (kind !== 'context') count(dropped, result);
    }
  }
  const extracted = performance.now();
  const { content } = opened;
  const seen = { events, noRecords, failure };
  const verdict = content === null ? verdictOnTable(opened, seen) : verdictOnText(content, seen, request);
  clock?.record('inflate', inflateMilliseconds);
  clock?.record('extract', extracted - found);
  clock?.record('match', performance.now() - started - inflateMilliseconds);
  return {
    ...verdict,
    inflatedBytes: opened.inflatedBytes,
    matched,
    context,
    dropped,
    unknown,
    fallback,
  };
}
