import { resolve } from 'node:path';
import { LatencyRecorder } from '../metrics/latency.js';
import { addOutcome, emptyCoverage } from '../model/coverage.js';
import { TrailspikeError } from '../model/errors.js';
import { exclusionsOf } from '../rule/suppression/apply-suppressions.js';
import { ShardPool } from './threads/shard-pool.js';
import type { WorkerEntry } from './worker-entry.js';
import { DisposableStack } from '../base/disposable-stack.js';
import { finalizeRun, type OnEvaluated } from './finalize.js';
import { FailureList } from './ingest/failure-list.js';
import { Ledger } from './state/ledger.js';
import { evaluationRequest, shardCount, stateSettings, type EvaluationOptions } from './options.js';
import { Progress } from './progress.js';
import { TimingsRecorder } from './run-timings.js';
import type { RunResult } from './result.js';
import { runId } from './state/run-id.js';
import { checkState, ledgerPath, readStateSettings } from './state/state-directory.js';
import { lockForReading } from './state/state-lock.js';
import { checkFiles, openWorkingDirectory } from './state/working-directory.js';

export interface MergeOptions extends Omit<EvaluationOptions, 'identity'> {
  /** State directories to join, at least one, in any order. They are only read. */
  readonly states: readonly string[];
  /** Directory to keep the joined state in, new or of equal settings. @default none */
  readonly state?: string;
  readonly progress?: Progress;
  readonly onEvaluated?: OnEvaluated;
  /** Thread entry in place of the built one. For tests. */
  readonly entries?: { readonly shard?: WorkerEntry };
}

/**
 * Joins states and evaluates them as one: the same signals as one run over everything that they have read.
 * @throws TrailspikeError E_STATE_MISMATCH when the states, the rule or its exclusions have different settings.
 */
export async function merge(options: MergeOptions): Promise<RunResult> {
  const evaluation = evaluationRequest(options);
  const shards = shardCount(options.shards);
  const { signal, progress = new Progress(), suppressions = [] } = options;
  signal?.throwIfAborted();
  const states = [...new Set(options.states.map((state) => resolve(state)))];
  const [first] = states;
  if (first === undefined) throw new TrailspikeError('E_USAGE', 'no state to merge');
  const found = readStateSettings(first);
  const exclusions = exclusionsOf(suppressions, evaluation.rule);
  const settings = stateSettings(evaluation.rule, exclusions, found.identity, found.accounts, found.regions);
  for (const state of states) checkState(state, settings);
  const target = options.state === undefined ? undefined : resolve(options.state);
  const timings = new TimingsRecorder();
  const cleanup = new DisposableStack();
  try {
    const directory = openWorkingDirectory(target, settings);
    cleanup.add(() => directory.close());
    const sources = states.filter((state) => state !== target);
    for (const state of sources) {
      cleanup.add(lockForReading(state));
      checkFiles(state, Ledger.read(ledgerPath(state)));
    }
    const ledger = directory.ledger ?? new Ledger();
    const pool = new ShardPool({
      shards,
      bucketDuration: evaluation.rule.bucketDuration,
      directory: directory.path,
      run: runId(),
      compactAbove: Infinity,
      load: sources,
      onCompacted: (compaction) => ledger.recordCompaction(compaction),
      ...(options.entries?.shard && { entry: options.entries.shard }),
    });
    cleanup.add(() => pool.close());
    await pool.opened();
    signal?.throwIfAborted();
    if (target !== undefined) await pool.compact(directory.leftLogs);
    // Objects are finished only once what was in them is durable here.
    for (const state of sources) ledger.copyFrom(ledgerPath(state));

    const coverage = emptyCoverage();
    for (const outcome of ledger.outcomes()) {
      addOutcome(coverage, outcome);
      coverage.listed = ++coverage.alreadyProcessed;
    }
    const failures = new FailureList();
    for (const { uri, outcome } of ledger.failures()) {
      if (outcome.failure !== null) failures.add({ uri, ...outcome.failure });
    }
    progress.wanted = progress.finished = progress.alreadyProcessed = coverage.alreadyProcessed;
    progress.listed = true;
    return await finalizeRun(
      {
        shards: pool,
        coverage,
        failures,
        latency: new LatencyRecorder(),
        timings,
        progress,
        evaluation,
        suppressions,
        identityMode: found.identity,
        threads: { decode: 0, shards },
      },
      true,
      options.onEvaluated,
      signal,
    );
  } finally {
    await cleanup.close();
  }
}
