import { hash64 } from '../base/hash.js';
import type { EventSelection, Exclusion } from './event-selection.js';
import type { Rule } from './rule.js';
import { exclusionsOf } from './suppression/apply-suppressions.js';
import type { Suppression } from './suppression/suppression.js';

/**
 * What a rule has counted: which events, for which identities, in buckets of which length. How the counts are judged
 * is not part of it, so rules with the same measure share its state. Plain data; can be sent to other threads.
 */
export interface Measure {
  /** A hash of all that follows, 16 hexadecimal digits: the name of its folder in a state. */
  readonly key: string;
  readonly events: EventSelection;
  /** Events that suppressions leave out before counting. */
  readonly exclusions: readonly Exclusion[];
  /** Seconds. */
  readonly bucketDuration: number;
}

/** The measures of some rules, and which one each rule has. */
export interface Measures {
  /** Each once, sorted by key. */
  readonly measures: readonly Measure[];
  /** Index of the measure of each rule, in the order of the rules. */
  readonly ofRule: readonly number[];
}

export function measuresOf(rules: readonly Rule[], suppressions: readonly Suppression[]): Measures {
  const wanted = rules.map((rule) => measureOf(rule, exclusionsOf(suppressions, rule)));
  const measures = [...new Map(wanted.map((measure) => [measure.key, measure])).values()].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  );
  const keys = measures.map(({ key }) => key);
  return { measures, ofRule: wanted.map(({ key }) => keys.indexOf(key)) };
}

function measureOf({ events, bucketDuration }: Rule, exclusions: readonly Exclusion[]): Measure {
  const { query, distinctFields, groupByFields, hasOptionalGroupByFields, failedCalls, exceptInvokedBy } =
    events;
  const hash = new Uint32Array(2);
  hash64(
    JSON.stringify([
      query,
      distinctFields,
      groupByFields,
      hasOptionalGroupByFields,
      failedCalls,
      exceptInvokedBy,
      exclusions.map(({ name, query: text, from, to }) => [name, text, from ?? null, to ?? null]),
      bucketDuration,
    ]),
    hash,
  );
  const key = [...hash].map((word) => word.toString(16).padStart(8, '0')).join('');
  return { key, events, exclusions, bucketDuration };
}
