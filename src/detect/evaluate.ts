import type { Signal } from '../model/signal.js';
import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import { evaluableFrom } from './established.js';
import { NO_DAYS } from './novelty/hierarchical-prior.js';
import { type FirstSeenItems, firstSeenItemsOf } from './novelty/first-seen-items.js';
import { findBreadth } from './volume/breadth.js';
import { findLongVolume } from './volume/long-volume.js';
import { findColdStarts, coldStartDays } from './novelty/cold-start.js';
import { composeSignal, type SignalSpan } from './compose-signal.js';
import { thresholdCaseSpans } from './threshold-cases.js';
import { roleGroupSeries } from './role-group-series.js';
import { findNewItemsFromNewNetworks } from './origin/new-items-from-new-network.js';
import { findNovelty, LEAST_NEW, type NoveltyFinding } from './novelty/novelty.js';
import { findSpans } from './volume/find-spans.js';
import { findNewNetworkBursts } from './origin/origin.js';
import type { Population } from './population.js';
import type { AnalysisKind, Rule } from '../rule/rule.js';
import { strongestOfEach } from './strongest.js';
import { type BucketScope, type EvaluationScope, inBuckets } from './scope.js';
import { retrievalSeries } from './series.js';
import { toleratedPValue } from './probability/significance.js';
import { newNetworksOf } from './origin/new-networks.js';

export interface EvaluationContext extends EvaluationScope {
  readonly population: Population;
}

/** A span of one of a family's members. */
interface SessionSpan extends SignalSpan {
  readonly session: number;
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
export function evaluateRoleGroup(sessions: readonly ProfileView[], context: EvaluationContext): Signal[] {
  const { rule } = context;
  const scope = inBuckets(context);
  const spans = sessions.map((view) => [
    ...ownSpans(view, scope, rule),
    ...thresholdCaseSpans(view, scope, rule),
  ]);
  for (const { session, ...span } of roleGroupSpans(sessions, scope, context)) spans[session]!.push(span);
  return sessions.flatMap((view, session) =>
    joined(spans[session]!, scope.maxSignal)
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
  const established = isAsked(rule, 'novelty') ? evaluableFrom(view.buckets, scope, rule.bucketDuration) : 0;
  const learned = Math.max(established, first + scope.learning);
  const spans: SignalSpan[] = [];
  if (isAsked(rule, 'volume')) {
    const series = retrievalSeries(view, scope.historyFrom, scope.to, rule.aggregation);
    for (const { start, end, caseIndex, finding } of findSpans(series, scope, rule)) {
      if (end <= established) continue;
      spans.push({ start: Math.max(start, established), end, caseIndex, analyses: [finding.analysis] });
    }
    spans.push(...findLongVolume(view, learned, scope, rule));
  }
  if (isAsked(rule, 'breadth')) spans.push(...findBreadth(view, learned, scope, rule));
  return spans;
}

/** What is out of the ordinary for a family, told of one of its members. */
function roleGroupSpans(
  sessions: readonly ProfileView[],
  scope: BucketScope,
  { rule, population }: EvaluationContext,
): SessionSpan[] {
  if (!isAsked(rule, 'novelty') && !isAsked(rule, 'origin')) return [];
  const series = roleGroupSeries(sessions, scope);
  const firstSeenItems = firstSeenItemsOf(sessions, rule.bucketDuration);
  const spans: SessionSpan[] = [];
  if (isAsked(rule, 'novelty')) {
    const { accountId } = sessions[0]!.identity;
    const coldStart = coldStartDays(firstSeenItems, series.buckets, scope, rule.bucketDuration);
    const findings = [
      ...findNovelty(firstSeenItems, series, scope, rule),
      ...findColdStarts(
        coldStart,
        population.coldStartOf[accountId] ?? NO_DAYS,
        population.coldStart,
        toleratedPValue(rule),
      ),
    ];
    spans.push(...findings.flatMap((finding) => ofSessions(finding, firstSeenItems, scope)));
  }
  if (isAsked(rule, 'origin')) {
    const learned = evaluableFrom(series.buckets, scope, rule.bucketDuration);
    const newNetworks = newNetworksOf(sessions, rule.bucketDuration, scope.to);
    const findings = [
      ...findNewNetworkBursts(newNetworks, series, learned, scope, rule),
      ...findNewItemsFromNewNetworks(newNetworks, firstSeenItems, series.buckets, learned, scope, rule),
    ];
    for (const { start, end, session, analysis } of findings) {
      spans.push({ start, end, session, caseIndex: 0, analyses: [analysis] });
    }
  }
  return spans;
}

/**
 * The spans of a finding: told of each member that brought enough of what is new to be a theft by itself, or else of
 * the one that brought most; and cut to the longest signal.
 */
function ofSessions(
  { first, tested, last, analysis }: NoveltyFinding,
  { buckets, sessions }: FirstSeenItems,
  scope: BucketScope,
): SessionSpan[] {
  const brought = countsOf(sessions.subarray(first, tested));
  const most = brought.reduce((best, one) => (one.count > best.count ? one : best));
  const told = brought.filter(({ count }) => count >= LEAST_NEW);
  return (told.length > 0 ? told : [most]).map(({ session }) => {
    const own = buckets.subarray(first, last).filter((_, index) => sessions[first + index] === session);
    const end = own.at(-1)! + 1;
    return {
      session,
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
function countsOf(sessions: Uint32Array): { readonly session: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const session of sessions) counts.set(session, (counts.get(session) ?? 0) + 1);
  return Array.from(counts, ([session, count]) => ({ session, count })).sort((a, b) => a.session - b.session);
}
