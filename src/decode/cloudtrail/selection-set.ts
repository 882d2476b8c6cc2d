import { neededOf, needleFinder } from '../needles.js';
import type { Selection } from './selection.js';

/** Several selections over the same objects: each record is found and read once for all of them. */
export interface SelectionSet extends Pick<Selection, 'findMatches' | 'fields' | 'wants' | 'isPlainContext'> {
  readonly selections: readonly Selection[];
  /**
   * Indices of the selections that can want an event with this source and name, ascending: so the time that an event
   * takes grows with the selections that it concerns, not with all of them.
   */
  readonly interestedIn: (eventSource: string, eventName: string) => readonly number[];
}

/** More names and sources than the APIs of AWS have in one trail; a damaged trail can have any number. */
const MOST_MEMOIZED = 20_000;

/** @param selections at least one */
export function selectionSetOf(selections: readonly Selection[]): SelectionSet {
  const interestedIn = interestReader(selections);
  const [only, ...more] = selections;
  if (only !== undefined && more.length === 0) {
    const { findMatches, fields, wants, isPlainContext } = only;
    return { selections, findMatches, fields, wants, isPlainContext, interestedIn };
  }
  return {
    selections,
    findMatches: finderOf(selections),
    fields: fieldsOf(selections),
    wants: (eventSource, eventName) => interestedIn(eventSource, eventName).length > 0,
    isPlainContext: (eventSource, eventName) =>
      interestedIn(eventSource, eventName).every((index) =>
        selections[index]!.isPlainContext(eventSource, eventName),
      ),
    interestedIn,
  };
}

function interestReader(selections: readonly Selection[]): SelectionSet['interestedIn'] {
  let known = new Map<string, readonly number[]>();
  return (eventSource, eventName) => {
    const call = `${eventSource} ${eventName}`;
    let interested = known.get(call);
    if (interested === undefined) {
      interested = selections.flatMap(({ wants }, index) => (wants(eventSource, eventName) ? [index] : []));
      if (known.size >= MOST_MEMOIZED) known = new Map();
      known.set(call, interested);
    }
    return interested;
  };
}

/** With more, reading every record takes less time than to compare what the fingerprints of so many find. */
const MOST_NEEDLES = 200;

function finderOf(selections: readonly Selection[]): Selection['findMatches'] {
  const needles: string[] = [];
  for (const { findMatches } of selections) {
    if (findMatches === null) return null;
    needles.push(...findMatches.needles);
  }
  const needed = neededOf(needles);
  return needed.length > MOST_NEEDLES ? null : needleFinder(needed);
}

function fieldsOf(selections: readonly Selection[]): Selection['fields'] {
  const paths = new Set<string>();
  for (const { fields } of selections) {
    if (fields === null) return null;
    for (const path of fields) paths.add(path);
  }
  return [...paths].sort();
}
