import { count, type Counts, type DropReason, type ObjectOutcome } from '../model/coverage.js';
import type { Projected } from '../model/retrieval.js';
import { KnownContexts } from './cloudtrail/known-contexts.js';
import { project, type Projection } from './cloudtrail/project.js';
import type { Selection } from './cloudtrail/selection.js';
import { type SelectionSet, selectionSetOf } from './cloudtrail/selection-set.js';
import type { DecodeLimits } from './decode-limits.js';
import { decoders } from './decoders.js';
import { readEvents, type StageClock } from './read-events.js';
import type { RecordDecoder } from './record-decoder.js';

export interface DecodeOptions {
  readonly limits: DecodeLimits;
  readonly selections: SelectionSet;
  /** How the events of each selection become retrievals, in the order of the selections. */
  readonly projections: readonly Projection[];
  /** What they make of events that are repeated. */
  readonly contexts: KnownContexts;
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
  const set = selectionSetOf(selections);
  const projections = selections.map((selection) => ({ ...projection, selection }));
  return { limits, selections: set, projections, contexts: new KnownContexts(set, projections) };
}

/**
 * Decodes one object to its retrievals, in the order of its records. Does not throw for damaged objects: the
 * retrievals before the damage are passed to the sink, and the outcome contains the first failure.
 * @param bytes as for `readEvents`
 * @param sink called for each retrieval and for each context event of each selection
 * @param candidates as for `readEvents`
 * @param seeContent as for `readEvents`
 */
export function decodeObject(
  bytes: Uint8Array,
  { limits, selections, projections, contexts }: DecodeOptions,
  sink: (one: Projected, selection: number) => void,
  clock?: StageClock,
  candidates: readonly RecordDecoder[] = decoders(),
  seeContent?: (content: Uint8Array) => void,
): ObjectOutcome {
  const { findMatches, fields, wants, isPlainContext, interestedIn } = selections;
  const dropped: Counts<DropReason> = {};
  let matched = 0;
  let context = 0;
  const seen = readEvents(
    bytes,
    { findMatches, fields, wants, limits, mayRepeat: isPlainContext },
    ({ event, raw, repeated }) => {
      if (repeated !== undefined) {
        context += contexts.give(event, repeated, sink);
        return;
      }
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
    },
    clock,
    candidates,
    seeContent,
  );
  return { ...seen, matched, context, dropped };
}
