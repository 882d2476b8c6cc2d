import { compareSignals } from '../detect/compare-signals.js';
import { PopulationPart } from '../detect/population.js';
import type { LatencyRecorder } from '../metrics/latency.js';
import type { Coverage } from '../model/coverage.js';
import type { Signal } from '../model/signal.js';
import type { StoreTotals } from '../profile/profile-store.js';
import { applySuppressions, unusedWarnings } from '../rule/suppression/apply-suppressions.js';
import type { Suppression } from '../rule/suppression/suppression.js';
import type { EvaluationRequest } from '../wire/shard-messages.js';
import type { ShardPool } from './threads/shard-pool.js';
import type { FailureList } from './ingest/failure-list.js';
import type { EvaluationOptions } from './options.js';
import type { Progress } from './progress.js';
import type { TimingsRecorder } from './run-timings.js';
import { warningsOf, type EvaluatedRun, type RunResult } from './result.js';

/** What a run has gathered once all retrievals are in the shards. */
export interface GatheredRun {
  readonly shards: ShardPool;
  readonly coverage: Coverage;
  readonly failures: FailureList;
  readonly latency: LatencyRecorder;
  readonly timings: TimingsRecorder;
  readonly progress: Progress;
  readonly evaluation: EvaluationRequest;
  readonly suppressions: readonly Suppression[];
  readonly identityMode: NonNullable<EvaluationOptions['identity']>;
  readonly threads: { readonly decode: number; readonly shards: number };
}

export type OnEvaluated = (run: EvaluatedRun) => Promise<void>;

/**
 * The end of a run: the second pass, then the result, shown to `onEvaluated` while the state is still there.
 * @param evaluate false leaves the signals out.
 */
export async function finalizeRun(
  run: GatheredRun,
  evaluate: boolean,
  onEvaluated: OnEvaluated | undefined,
  signal: AbortSignal | undefined,
): Promise<RunResult> {
  const { shards, coverage, latency, progress } = run;
  const reading = progress.seconds;
  progress.phase = 'evaluating';
  const totals = await shards.totals();
  const evaluation = withinData(run.evaluation, totals);
  signal?.throwIfAborted();
  const found = evaluate ? await evaluateShards(shards, evaluation) : [];
  const { signals, uses } = applySuppressions(run.suppressions, evaluation.rule, found, coverage.dropped);
  signal?.throwIfAborted();
  for (const encoded of await shards.latency()) latency.merge(encoded);
  const result: RunResult = {
    signals,
    coverage,
    failures: run.failures.list(),
    totals,
    latency,
    timings: run.timings.timings(latency),
    suppressions: uses,
    warnings: [
      ...warningsOf(coverage, totals, run.identityMode, evaluation.rule.events),
      ...(evaluate ? unusedWarnings(uses) : []),
    ],
    complete: Object.keys(coverage.failed).length === 0,
    range: evaluation.range,
    seconds: { reading, total: progress.seconds },
    threads: { ...run.threads, shardRestarts: shards.restarts },
    peakMemory: process.resourceUsage().maxRSS * 1024,
  };
  progress.phase = 'writing';
  await onEvaluated?.({ ...result, buckets: () => shards.buckets(evaluation.range, signal) });
  signal?.throwIfAborted();
  return result;
}

/** Ends the judged range with the data, so that time without any does not dilute what is normal. */
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

/** Population parts are merged over the shards and sent back; signals are collected in their one order. */
async function evaluateShards(shards: ShardPool, evaluation: EvaluationRequest): Promise<Signal[]> {
  const population = new PopulationPart();
  for (const part of await shards.population(evaluation)) population.merge(PopulationPart.deserialize(part));
  const signals = await shards.evaluate(evaluation, population.population());
  return signals.sort(compareSignals);
}
