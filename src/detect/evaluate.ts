import type { Signal } from '../model/signal.js';
import type { ProfileView } from '../profile/profile.js';
import { judgedFrom } from './activity.js';
import { type Arrivals, arrivalsOf } from './arrivals.js';
import { composeSignal, type SignalSpan } from './compose-signal.js';
import type { Population } from './population.js';
import { extraCaseSpans } from './extra-cases.js';
import { findSpans } from './find-spans.js';
import { findNovelty, type NoveltyFinding } from './novelty.js';
import { findStrangers } from './origin.js';
import { strongestOfEach } from './strongest.js';
import { type BucketScope, type EvaluationScope, inBuckets } from './scope.js';
import { retrievalSeries, type Series } from './series.js';
import { strangersOf } from './strangers.js';

export interface EvaluationContext extends EvaluationScope {
  readonly population: Population;
}

/**
 * The signals of a family, a role with all its sessions or a user alone, in time order for each member. Volume is
 * judged member by member, by its own history; novelty by the history of the family, and told of the member that
 * brought most of it; wholly new origins likewise. Which of these are asked, the rule says. Its extra cases are fixed
 * thresholds, member by member.
 *
 * A pure function of the members' states and the context: other families matter through the population alone.
 * @param members in the order of their keys, at least one.
 */
export function evaluateFamily(members: readonly ProfileView[], context: EvaluationContext): Signal[] {
  const { rule } = context;
  const scope = inBuckets(context);
  const asked = new Set(rule.analyses);
  const spans = members.map((view) => (asked.has('volume') ? volumeSpans(view, scope, context) : []));
  if (asked.has('novelty') || asked.has('origin')) {
    const series = familySeries(members, scope);
    if (asked.has('novelty')) {
      const arrivals = arrivalsOf(members, rule.bucketDuration);
      for (const finding of findNovelty(arrivals, series, scope, rule)) {
        const { member, ...span } = ofMostFrequentMember(finding, arrivals, scope);
        spans[member]!.push(span);
      }
    }
    if (asked.has('origin')) {
      const learned = judgedFrom(series.buckets, scope, rule.bucketDuration);
      for (const finding of findStrangers(
        strangersOf(members, rule.bucketDuration),
        series,
        learned,
        scope,
        rule,
      )) {
        const { start, end, member, analysis } = finding;
        spans[member]!.push({ start, end, caseIndex: 0, analyses: [analysis] });
      }
    }
  }
  for (const [member, view] of members.entries()) spans[member]!.push(...extraCaseSpans(view, scope, rule));
  return members.flatMap((view, member) =>
    joined(spans[member]!).map((span) => composeSignal(view, span, rule)),
  );
}

/**
 * What is out of the ordinary by one member's own volume. Where novelty is asked too, a member without habits is
 * left to it: whoever hardly ever read anything exceeds nothing by reading more.
 */
function volumeSpans(
  view: ProfileView,
  scope: BucketScope,
  { rule, population }: EvaluationContext,
): SignalSpan[] {
  const habits = rule.analyses.includes('novelty') ? judgedFrom(view.buckets, scope, rule.bucketDuration) : 0;
  return findSpans(
    retrievalSeries(view, scope.historyFrom, scope.to, rule.aggregation),
    scope,
    rule,
    population,
  )
    .filter(({ start }) => start >= habits)
    .map(({ start, end, caseIndex, finding }) => ({ start, end, caseIndex, analyses: [finding.analysis] }));
}

/** The span of a finding, told of the member that brought most of what is new, and cut to the longest signal. */
function ofMostFrequentMember(
  { first, last, analysis }: NoveltyFinding,
  { buckets, members }: Arrivals,
  scope: BucketScope,
): SignalSpan & { readonly member: number } {
  const member = mostFrequent(members.subarray(first, last));
  const own = buckets.subarray(first, last).filter((_, index) => members[first + index] === member);
  const end = own.at(-1)! + 1;
  return { member, start: Math.max(own[0]!, end - scope.maxSignal), end, caseIndex: 0, analyses: [analysis] };
}

/** Spans that share a bucket become one, with the strongest analysis of each kind. */
function joined(spans: readonly SignalSpan[]): SignalSpan[] {
  const result: SignalSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const open = result.at(-1);
    if (open === undefined || span.start >= open.end) {
      result.push(span);
      continue;
    }
    result[result.length - 1] = {
      start: open.start,
      end: Math.max(open.end, span.end),
      caseIndex: Math.min(open.caseIndex, span.caseIndex),
      analyses: strongestOfEach([...open.analyses, ...span.analyses]),
      statuses: [...(open.statuses ?? []), ...(span.statuses ?? [])],
    };
  }
  return result;
}

/** The retrievals of all members together. */
function familySeries(members: readonly ProfileView[], { historyFrom, to }: BucketScope): Series {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return retrievalSeries(only, historyFrom, to);
  const totals = new Map<number, number>();
  for (const view of members) {
    const { buckets, counts } = retrievalSeries(view, historyFrom, to);
    for (const [index, bucket] of buckets.entries()) {
      totals.set(bucket, (totals.get(bucket) ?? 0) + counts[index]!);
    }
  }
  const buckets = Uint32Array.from(totals.keys()).sort();
  return { buckets, counts: buckets.map((bucket) => totals.get(bucket)!) };
}

/** The number that occurs most often, of several the least. */
function mostFrequent(members: Uint32Array): number {
  const counts = new Map<number, number>();
  for (const member of members) counts.set(member, (counts.get(member) ?? 0) + 1);
  let best = members[0]!;
  for (const [member, count] of counts) {
    const most = counts.get(best)!;
    if (count > most || (count === most && member < best)) best = member;
  }
  return best;
}
