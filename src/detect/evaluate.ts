import type { Signal } from '../model/signal.js';
import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import { judgedFrom } from './established.js';
import { NO_DAYS } from './novelty/hierarchical-prior.js';
import { type Arrivals, arrivalsOf } from './novelty/first-seen-items.js';
import { findBreadth } from './volume/breadth.js';
import { findLongVolume } from './volume/long-volume.js';
import { findColdStarts, youngDays } from './novelty/cold-start.js';
import { composeSignal, type SignalSpan } from './compose-signal.js';
import { extraCaseSpans } from './threshold-cases.js';
import { familySeries } from './role-group-series.js';
import { findIntrusions } from './origin/new-items-from-new-network.js';
import { findNovelty, LEAST_NEW, type NoveltyFinding } from './novelty/novelty.js';
import { findSpans } from './volume/find-spans.js';
import { findStrangers } from './origin/origin.js';
import type { Population } from './population.js';
import type { AnalysisKind, Rule } from '../rule/rule.js';
import { strongestOfEach } from './strongest.js';
import { type BucketScope, type EvaluationScope, inBuckets } from './scope.js';
import { retrievalSeries } from './series.js';
import { toleratedPValue } from './probability/significance.js';
import { strangersOf } from './origin/new-networks.js';

export interface EvaluationContext extends EvaluationScope {
  readonly population: Population;
}

/** A span of one of a family's members. */
interface MemberSpan extends SignalSpan {
  readonly member: number;
}

/**
 * The signals of a family, a role with all its sessions or a user alone, in time order for each member. Volume is
 * judged member by member, by its own history; novelty by the history of the family, and told of each member that
 * brought enough of it; new origins likewise, told of the member that read most from there. Which of these are asked,
 * the rule says. Its extra cases are fixed thresholds, member by member.
 *
 * A pure function of the members' states and the context: other families matter through the population alone, and
 * that only to one that has no habits yet.
 * @param members in the order of their keys, at least one.
 */
export function evaluateFamily(members: readonly ProfileView[], context: EvaluationContext): Signal[] {
  const { rule } = context;
  const scope = inBuckets(context);
  const spans = members.map((view) => [...ownSpans(view, scope, rule), ...extraCaseSpans(view, scope, rule)]);
  for (const { member, ...span } of familySpans(members, scope, context)) spans[member]!.push(span);
  return members.flatMap((view, member) =>
    joined(spans[member]!, scope.maxSignal)
      .filter(({ end }) => end > scope.from)
      .map((span) => composeSignal(view, span, rule)),
  );
}

function isAsked({ analyses }: Rule, kind: AnalysisKind): boolean {
  return analyses.includes(kind);
}

/**
 * What is out of the ordinary by one member's own volume and breadth. Where novelty is asked too, a member without
 * habits is left to it: whoever hardly ever read anything exceeds nothing by reading more.
 */
function ownSpans(view: ProfileView, scope: BucketScope, rule: Rule): SignalSpan[] {
  const [first] = view.buckets.subarray(lowerBound(view.buckets, scope.historyFrom));
  if (first === undefined) return [];
  const habits = isAsked(rule, 'novelty') ? judgedFrom(view.buckets, scope, rule.bucketDuration) : 0;
  const learned = Math.max(habits, first + scope.learning);
  const spans: SignalSpan[] = [];
  if (isAsked(rule, 'volume')) {
    const series = retrievalSeries(view, scope.historyFrom, scope.to, rule.aggregation);
    for (const { start, end, caseIndex, finding } of findSpans(series, scope, rule)) {
      if (end <= habits) continue;
      spans.push({ start: Math.max(start, habits), end, caseIndex, analyses: [finding.analysis] });
    }
    spans.push(...findLongVolume(view, learned, scope, rule));
  }
  if (isAsked(rule, 'breadth')) spans.push(...findBreadth(view, learned, scope, rule));
  return spans;
}

/** What is out of the ordinary for a family, told of one of its members. */
function familySpans(
  members: readonly ProfileView[],
  scope: BucketScope,
  { rule, population }: EvaluationContext,
): MemberSpan[] {
  if (!isAsked(rule, 'novelty') && !isAsked(rule, 'origin')) return [];
  const series = familySeries(members, scope);
  const arrivals = arrivalsOf(members, rule.bucketDuration);
  const spans: MemberSpan[] = [];
  if (isAsked(rule, 'novelty')) {
    const { accountId } = members[0]!.identity;
    const young = youngDays(arrivals, series.buckets, scope, rule.bucketDuration);
    const findings = [
      ...findNovelty(arrivals, series, scope, rule),
      ...findColdStarts(
        young,
        population.youngOf[accountId] ?? NO_DAYS,
        population.young,
        toleratedPValue(rule),
      ),
    ];
    spans.push(...findings.flatMap((finding) => ofMembers(finding, arrivals, scope)));
  }
  if (isAsked(rule, 'origin')) {
    const learned = judgedFrom(series.buckets, scope, rule.bucketDuration);
    const strangers = strangersOf(members, rule.bucketDuration, scope.to);
    const findings = [
      ...findStrangers(strangers, series, learned, scope, rule),
      ...findIntrusions(strangers, arrivals, series.buckets, learned, scope, rule),
    ];
    for (const { start, end, member, analysis } of findings) {
      spans.push({ start, end, member, caseIndex: 0, analyses: [analysis] });
    }
  }
  return spans;
}

/**
 * The spans of a finding: told of each member that brought enough of what is new to be a theft by itself, or else of
 * the one that brought most; and cut to the longest signal.
 */
function ofMembers(
  { first, tested, last, analysis }: NoveltyFinding,
  { buckets, members }: Arrivals,
  scope: BucketScope,
): MemberSpan[] {
  const brought = countsOf(members.subarray(first, tested));
  const most = brought.reduce((best, one) => (one.count > best.count ? one : best));
  const told = brought.filter(({ count }) => count >= LEAST_NEW);
  return (told.length > 0 ? told : [most]).map(({ member }) => {
    const own = buckets.subarray(first, last).filter((_, index) => members[first + index] === member);
    const end = own.at(-1)! + 1;
    return {
      member,
      start: Math.max(own[0]!, end - scope.maxSignal),
      end,
      caseIndex: 0,
      analyses: [analysis],
    };
  });
}

/**
 * Spans that share a bucket become one, with the strongest analysis of each kind, but none longer than `longest`: what
 * would make it so begins where the one before ends.
 */
function joined(spans: readonly SignalSpan[], longest: number): SignalSpan[] {
  const result: SignalSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const open = result.at(-1);
    if (open === undefined || span.start >= open.end) {
      result.push(span);
      continue;
    }
    if (span.end > open.end && span.end - open.start > longest) {
      result.push({ ...span, start: open.end });
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

/** How often each member occurs, in the members' order. */
function countsOf(members: Uint32Array): { readonly member: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const member of members) counts.set(member, (counts.get(member) ?? 0) + 1);
  return Array.from(counts, ([member, count]) => ({ member, count })).sort((a, b) => a.member - b.member);
}
