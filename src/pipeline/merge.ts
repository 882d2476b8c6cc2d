import { randomBytes } from 'node:crypto';
import { LatencyRecorder } from '../metrics/latency.js';
import { addOutcome, emptyCoverage } from '../model/coverage.js';
import { TrailspikeError } from '../model/errors.js';
import { ShardPool } from '../shard/shard-pool.js';
import type { WorkerEntry } from '../shard/worker-entry.js';
import { concludeRun, type OnEvaluated } from './conclude.js';
import { FailureList } from './failure-list.js';
import { Ledger } from './ledger.js';
import { evaluationRequest, shardCount, stateSettings, type EvaluationOptions } from './options.js';
import { Progress } from './progress.js';
import type { RunResult } from './result.js';
import { checkState, ledgerPath, readStateSettings } from './state-directory.js';
import { checkLogs, openWorkingDirectory } from './working-directory.js';

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
 * @throws TrailspikeError E_STATE_MISMATCH when the states, or the rule, have different settings.
 */
export async function merge(options: MergeOptions): Promise<RunResult> {
  const evaluation = evaluationRequest(options);
  const shards = shardCount(options.shards);
  const { states, progress = new Progress() } = options;
  const [first] = states;
  if (first === undefined) throw new TrailspikeError('E_USAGE', 'no state to merge');
  const found = readStateSettings(first);
  const settings = stateSettings(
    found.identity,
    evaluation.rule.bucketDuration,
    found.accounts,
    found.regions,
  );
  for (const state of states) checkState(state, settings);
  const closers: (() => Promise<void> | void)[] = [];
  try {
    const directory = openWorkingDirectory(options.state, settings);
    closers.push(() => directory.close());
    const ledger = directory.ledger ?? new Ledger();
    for (const state of states) {
      checkLogs(state, Ledger.read(ledgerPath(state)));
      ledger.copyFrom(ledgerPath(state));
    }
    const pool = new ShardPool({
      shards,
      bucketDuration: evaluation.rule.bucketDuration,
      directory: directory.path,
      run: randomBytes(4).toString('hex'),
      compactAbove: Infinity,
      load: states,
      ...(options.entries?.shard && { entry: options.entries.shard }),
    });
    closers.push(() => pool.close());
    await pool.opened();
    if (options.state !== undefined) await pool.compact();

    const coverage = emptyCoverage();
    for (const outcome of ledger.outcomes()) addOutcome(coverage, outcome);
    coverage.listed = coverage.known = ledger.size;
    const failures = new FailureList();
    for (const { uri, outcome } of ledger.failures()) {
      if (outcome.failure !== null) failures.add({ uri, ...outcome.failure });
    }
    progress.wanted = progress.finished = progress.known = ledger.size;
    progress.listed = true;
    return await concludeRun(
      {
        shards: pool,
        coverage,
        failures,
        latency: new LatencyRecorder(),
        progress,
        evaluation,
        identityMode: found.identity,
        threads: { decode: 0, shards },
      },
      true,
      options.onEvaluated,
    );
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
