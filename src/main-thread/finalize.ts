import { joinSpread } from '../detect/join-spread.js';
import { compareSignals } from '../detect/compare-signals.js';
import { emptyPart, mergePart, organisationOf } from '../detect/organisation/organisation-part.js';
import { subjectOf } from '../rule/rule-subject.js';
import { activityOf } from './activity.js';
import type { DisposableStack } from '../base/disposable-stack.js';
import { unlessAborted } from '../base/unless-aborted.js';
import type { Integrity } from '../model/integrity.js';
import type { IdentityMode } from '../model/identity.js';
import { ANALYSIS_DESCRIPTIONS } from '../model/analysis-kinds.js';
import type { Signal } from '../model/signal.js';
import { addJudged, NOTHING_JUDGED } from '../model/judged.js';
import { MAX_TIME, type TimeRange } from '../model/time.js';
import { addTotals, type StoreTotals } from '../profile/profile-store.js';
import type { Rule } from '../rule/rule.js';
import { addUses, applySuppressions, unusedWarnings } from '../rule/suppression/apply-suppressions.js';
import type { SuppressionUse } from '../rule/suppression/suppression.js';
import type { BucketLines, Evaluated, EvaluationRequest } from '../wire/shard-messages.js';
import type { EvaluationPlan, PlannedRule } from './options.js';
import {
  decoderWarnings,
  integrityWarnings,
  isComplete,
  notesOf,
  type RuleResult,
  warningsOf,
  type RunResult,
} from './result.js';
import { lossWarnings } from './loss-warnings.js';
import type { RunAccount } from './run-account.js';
import { runOf, type Run } from './run.js';
import type { RunSettings } from './run-settings.js';
import { type Explanation, NOTHING_EXPLAINED } from './search/explanation.js';
import type { KeptState } from './state/state-place.js';
import { type MissingSlices, missingText, missingWarning } from './state/missing-slices.js';
import type { ShardPool } from './threads/shard-pool.js';

/** A run whose retrievals are all in the shards. */
export interface GatheredRun {
  readonly shards: ShardPool;
  readonly account: RunAccount;
  readonly evaluation: EvaluationPlan;
  readonly identityMode: IdentityMode;
  readonly settings: RunSettings;
  /** End of the wanted time of delivery, epoch seconds. @default the end of time */
  readonly deliveredBefore?: number;
  readonly threads: { readonly decode: number; readonly shards: number };
  /** Where the objects were: see `RunResult.sources`. */
  readonly sources: readonly string[];
  /** What else was left out on purpose, one sentence each. @default nothing */
  readonly notes?: readonly string[];
  /** Slices that are missing in it. @default none */
  readonly missingSlices?: readonly MissingSlices[];
  /** What the check of digests found. @default nothing was checked */
  readonly integrity?: Integrity | null;
  /** What the sources noticed that may not be meant. @default nothing */
  readonly sourceWarnings?: readonly string[];
}

/** Explains the most severe of some signals, in their order. */
export type Explainer = (signals: readonly Signal[]) => Promise<Explanation>;

export interface FinalizeOptions {
  /** Whether to look for signals. */
  readonly evaluate: boolean;
  /** @default nothing is explained */
  readonly explainer?: Explainer | undefined;
  /** Ends everything that the run opened. The returned run owns it. */
  readonly owned: DisposableStack;
  /** The folder of its state. @default it keeps nothing */
  readonly kept?: KeptState | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Evaluates the state by each rule and makes the finished run. */
export async function finalizeRun(
  gathered: GatheredRun,
  { evaluate, explainer, owned, kept, signal }: FinalizeOptions,
): Promise<Run> {
  const { shards, account, evaluation, identityMode, missingSlices = [] } = gathered;
  const { coverage, latency, progress } = account;
  const { examples } = account.leftOut;
  const reading = progress.seconds;
  progress.begin('evaluating');
  const totals = await unlessAborted(shards.totals(), signal);
  if (evaluate) {
    const identities = evaluation.rules.map(({ measure }) => totals[measure]!.identities);
    progress.begin(
      'evaluating',
      identities.reduce((sum, one) => sum + one, 0),
      () => shards.evaluated,
    );
  }
  const evaluated: EvaluatedRule[] = [];
  for (const planned of evaluation.rules) {
    signal?.throwIfAborted();
    const rule = evaluateRule(planned, totals[planned.measure]!, gathered, evaluate);
    evaluated.push(await unlessAborted(rule, signal));
  }
  signal?.throwIfAborted();
  const signals = evaluated.flatMap(({ result }) => result.signals).sort(compareSignals);
  progress.begin('explaining');
  const { evidence, explained } =
    (explainer && (await unlessAborted(explainer(signals), signal))) ?? NOTHING_EXPLAINED;
  for (const encoded of await unlessAborted(shards.latency(), signal)) latency.merge(encoded);
  const timings = account.timings.timings(latency);
  const rules = evaluated.map(({ result }) => result);
  const suppressions = evaluated.map(({ uses }) => uses).reduce(addUses);
  const allTotals = totals.reduce(addTotals);
  const result: RunResult = {
    runId: account.id,
    startedAt: Math.floor(account.startedAt / 1000),
    settings: gathered.settings,
    evaluated: evaluate,
    identityMode,
    rules,
    judged: rules.map(({ judged }) => judged).reduce(addJudged),
    signals,
    evidence,
    explained,
    explains: evaluate && explainer !== undefined,
    infoSignals: rules.reduce((sum, { infoSignals }) => sum + infoSignals, 0),
    coverage,
    failures: account.failures.list(),
    lost: account.failures,
    totals: allTotals,
    integrity: gathered.integrity ?? null,
    gaps: account.gaps.list(),
    requests: { retried: account.requests.retried, throttled: account.requests.throttled },
    latency,
    timings,
    suppressions,
    warnings: [
      ...warningsOf(coverage, allTotals, identityMode, rules, examples),
      ...lossWarnings(coverage, account.examples, rules),
      ...decoderWarnings(coverage, timings),
      ...(gathered.integrity ? integrityWarnings(gathered.integrity) : []),
      ...new Set(gathered.sourceWarnings),
      ...(evaluate ? missingSlices.map(missingWarning) : []),
      ...(evaluate ? unusedWarnings(suppressions) : []),
    ],
    notes: [
      ...notesOf(coverage, examples, gathered.deliveredBefore ?? MAX_TIME),
      ...(gathered.notes ?? []),
      // A state that is merged further need not have all of them.
      ...(evaluate ? [] : missingSlices.map((missing) => `not yet joined: ${missingText(missing)}`)),
    ],
    sources: gathered.sources,
    missingSlices,
    complete:
      isComplete(coverage) &&
      gathered.integrity?.intact !== false &&
      (missingSlices.length === 0 || !evaluate),
    range: {
      from: Math.min(...rules.map(({ range }) => range.from)),
      to: Math.max(...rules.map(({ range }) => range.to)),
    },
    seconds: { reading, total: progress.seconds },
    threads: { ...gathered.threads, shardRestarts: shards.restarts },
    peakMemory: process.resourceUsage().maxRSS * 1024,
  };
  progress.begin('writing');
  const state = {
    buckets: () => bucketsOf(gathered, rules, signal),
    activity: () => activityOf(shards, evaluation.rules, rules),
  };
  return runOf(result, state, kept, owned);
}

interface EvaluatedRule {
  readonly result: RuleResult;
  readonly uses: readonly SuppressionUse[];
}

/** @param totals of the measure of the rule */
async function evaluateRule(
  { rule, measure }: PlannedRule,
  totals: StoreTotals,
  { shards, account, evaluation }: GatheredRun,
  evaluate: boolean,
): Promise<EvaluatedRule> {
  const { historyFrom, suppressions, showInfo } = evaluation;
  const range = withinData(evaluation.range, rule, totals);
  const { signals: found, judged } = evaluate
    ? await evaluateShards(shards, measure, { rule, historyFrom, range })
    : { signals: [], judged: NOTHING_JUDGED };
  const applied = applySuppressions(suppressions, rule, found, account.coverage.dropped);
  // A suppressed identity must not take the others of a spread theft with it, so these are joined last.
  const suppressed = applied.signals.filter((one) => one.suppressed !== null);
  const others = applied.signals.filter((one) => one.suppressed === null);
  const all = [...suppressed, ...(rule.graded ? joinSpread(others) : others)].sort(compareSignals);
  const signals = showInfo || !rule.graded ? all : all.filter((one) => !disclosesNothing(one));
  return {
    result: {
      rule,
      subject: subjectOf(rule.events),
      judged,
      signals,
      infoSignals: all.length - signals.length,
      totals,
      range,
    },
    uses: applied.uses,
  };
}

/** The lines of buckets.ndjson of each rule, one after the other. */
async function* bucketsOf(
  { shards, evaluation }: GatheredRun,
  rules: readonly RuleResult[],
  signal: AbortSignal | undefined,
): AsyncGenerator<BucketLines> {
  for (const [index, { rule, range }] of rules.entries()) {
    const { measure } = evaluation.rules[index]!;
    yield* shards.buckets({ measure, rule: rule.id, range }, signal);
  }
}

/** Whether a signal is `info` because of what it discloses, not because a threshold case says so. */
function disclosesNothing({ status, analyses }: Signal): boolean {
  return status === 'info' && analyses.every(({ kind }) => kind in ANALYSIS_DESCRIPTIONS);
}

/** Cuts the evaluated range to the time that has data: time without data would lower what counts as normal. */
function withinData(
  range: TimeRange,
  { bucketDuration }: Rule,
  { firstBucket, lastBucket }: StoreTotals,
): TimeRange {
  if (lastBucket < firstBucket) return range;
  const end = Math.min(range.to, (lastBucket + 1) * bucketDuration);
  return { from: Math.min(Math.max(range.from, firstBucket * bucketDuration), end), to: end };
}

/** Merges what all shards know of the organisation, and has each shard evaluate with the result. */
async function evaluateShards(
  shards: ShardPool,
  measure: number,
  evaluation: EvaluationRequest,
): Promise<Evaluated> {
  const organisation = emptyPart();
  for (const part of await shards.organisation(measure, evaluation)) mergePart(organisation, part);
  return shards.evaluate(measure, evaluation, organisationOf(organisation));
}
