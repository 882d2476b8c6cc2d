import { project, type Projection } from '../../decode/cloudtrail/project.js';
import { selectionSetOf } from '../../decode/cloudtrail/selection-set.js';
import { selectionOf } from '../../rule/select-events.js';
import type { CountedRecords, RecordMatcher } from './record-search.js';

/** Finds what a scan counted, by the same selections, so that no record is found that was not counted. */
export function countedMatcher(search: CountedRecords): RecordMatcher {
  const { measures, targets, identityMode, accounts, regions } = search;
  const selections = measures.map(({ events, exclusions }) => selectionOf(events, exclusions));
  const { findMatches, fields, wants, interestedIn } = selectionSetOf(selections);
  const projections: Projection[] = selections.map((selection) => ({
    identityMode,
    accounts,
    regions,
    selection,
  }));
  const wanted = measures.map(() => new Map<string, number[]>());
  for (const [index, { measure, identities }] of targets.entries()) {
    const byKey = wanted[measure]!;
    for (const key of identities) byKey.set(key, [...(byKey.get(key) ?? []), index]);
  }
  return {
    findMatches,
    fields,
    wants,
    targetsOf({ event, raw }) {
      const found: number[] = [];
      for (const measure of interestedIn(event.eventSource, event.eventName)) {
        const { selection } = projections[measure]!;
        const kind = selection.kindOf(event);
        if (kind === undefined || kind === 'context') continue;
        const others = selection.otherIdentitiesOf?.(event, identityMode) ?? [];
        const keys = [selection.identityOf(event, identityMode), ...others].flatMap((identity) =>
          identity === undefined ? [] : (wanted[measure]!.get(identity.key) ?? []),
        );
        if (keys.length === 0) continue;
        const counted = project(event, kind, raw, projections[measure]!);
        if (typeof counted === 'string') continue;
        for (const index of keys) {
          const { from, to } = targets[index]!.range;
          if (counted.time >= from && counted.time < to) found.push(index);
        }
      }
      return [...new Set(found)].sort((a, b) => a - b);
    },
  };
}
