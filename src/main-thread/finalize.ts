import { joinSpread } from '../detect/join-spread.js';
import { compareSignals } from '../detect/compare-signals.js';
import { emptyPart, mergePart, organisationOf } from '../detect/organisation/organisation-part.js';
import { subjectOf } from '../rule/rule-subject.js';
import type { DisposableStack } from '../base/disposable-stack.js';
import type { IdentityMode } from '../model/identity.js';
import { ANALYSIS_DESCRIPTIONS } from '../model/analysis-kinds.js';
import type { Signal } from '../model/signal.js';
import { NOTHING_JUDGED } from '../model/judged.js';
import type { StoreTotals } from '../profile/profile-store.js';
import { applySuppressions, unusedWarnings } from '../rule/suppression/apply-suppressions.js';
import type { Suppression } from '../rule/suppression/suppression.js';
import type { Evaluated, EvaluationRequest } from '../wire/shard-messages.js';
import { lossWarnings } from './loss-warnings.js';
import { decoderWarnings, isComplete, warningsOf, type RunResult } from './result.js';
import type { RunAccount } from './run-account.js';
import { runOf, type Run } from './run.js';
import type { ShardPool } from './threads/shard-pool.js';

/** A run whose retrievals are all in the shards. */
export interface GatheredRun {
  readonly shards: ShardPool;
  readonly account: RunAccount;
  readonly evaluation: EvaluationRequest;
  readonly suppressions: readonly Suppression[];
  readonly showInfo: boolean;
  readonly identityMode: IdentityMode;
  readonly threads: { readonly decode: number; readonly shards: number };
}

export interface FinalizeOptions {
  /** Whether to look for signals. */
  readonly evaluate: boolean;
  /** Ends everything that the run opened. The returned run owns it. */
  readonly owned: DisposableStack;
  readonly signal: AbortSignal | undefined;
}

/** Evaluates the state and makes the finished run. */
export async function finalizeRun(
  gathered: GatheredRun,
  { evaluate, owned, signal }: FinalizeOptions,
): Promise<Run> {
  const { shards, account, suppressions, showInfo, identityMode } = gathered;
  const { coverage, latency, progress } = account;
  const reading = progress.seconds;
  progress.phase = 'evaluating';
  const totals = await shards.totals();
  const evaluation = withinData(gathered.evaluation, totals);
  signal?.throwIfAborted();
  const { signals: found, judged } = evaluate
    ? await evaluateShards(shards, evaluation)
    : { signals: [], judged: NOTHING_JUDGED };
  const applied = applySuppressions(suppressions, evaluation.rule, found, coverage.dropped);
  const { uses } = applied;
  // A suppressed identity must not take the others of a spread theft with it, so these are joined last.
  const suppressed = applied.signals.filter((one) => one.suppressed !== null);
  const others = applied.signals.filter((one) => one.suppressed === null);
  const all = [...suppressed, ...(evaluation.rule.graded ? joinSpread(others) : others)].sort(compareSignals);
  const signals = showInfo || !evaluation.rule.graded ? all : all.filter((one) => !disclosesNothing(one));
  signal?.throwIfAborted();
  for (const encoded of await shards.latency()) latency.merge(encoded);
  const timings = account.timings.timings(latency);
  const result: RunResult = {
    evaluated: evaluate,
    judged,
    signals,
    infoSignals: all.length - signals.length,
    coverage,
    failures: account.failures.list(),
    totals,
    noun: subjectOf(evaluation.rule.events.query).noun,
    latency,
    timings,
    suppressions: uses,
    warnings: [
      ...warningsOf(coverage, totals, identityMode, evaluation.rule.events),
      ...lossWarnings(coverage, account.examples, evaluation.rule.events),
      ...decoderWarnings(coverage, timings),
      ...(evaluate ? unusedWarnings(uses) : []),
    ],
    complete: isComplete(coverage),
    range: evaluation.range,
    seconds: { reading, total: progress.seconds },
    threads: { ...gathered.threads, shardRestarts: shards.restarts },
    peakMemory: process.resourceUsage().maxRSS * 1024,
  };
  progress.phase = 'writing';
  return runOf(result, () => shards.buckets(evaluation.range, signal), owned);
}

/** Whether a signal is `info` because of what it discloses, not because a threshold case says so. */
function disclosesNothing({ status, analyses }: Signal): boolean {
  return status === 'info' && analyses.every(({ kind }) => kind in ANALYSIS_DESCRIPTIONS);
}

/** Cuts the evaluated range to the time that has data: time without data would lower what counts as normal. */
function withinData(
  evaluation: EvaluationRequest,
  { firstBucket, lastBucket }: StoreTotals,
): EvaluationRequest {
  if (lastBucket < firstBucket) return evaluation;
  const { bucketDuration } = evaluation.rule;
  const { from, to } = evaluation.range;
  const end = Math.min(to, (lastBucket + 1) * bucketDuration);
  return {
    ...evaluation,
    range: { from: Math.min(Math.max(from, firstBucket * bucketDuration), end), to: end },
  };
}

/** Merges what all shards know of the organisation, and has each shard evaluate with the result. */
async function evaluateShards(shards: ShardPool, evaluation: EvaluationRequest): Promise<Evaluated> {
  const organisation = emptyPart();
  for (const part of await shards.organisation(evaluation)) mergePart(organisation, part);
  return shards.evaluate(evaluation, organisationOf(organisation));
}
