import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hashKeyOf } from '../base/keyed-hash.js';
import { disposeOnFailure, type DisposableStack } from '../base/disposable-stack.js';
import { unlessAborted } from '../base/unless-aborted.js';
import { addOutcome } from '../model/coverage.js';
import { ofRun, TrailspikeError } from '../model/errors.js';
import type { SourceOptions } from '../source/source-kinds.js';
import { batchLogs, snapshotFiles } from '../storage/state-files.js';
import { namingSystemErrors } from '../storage/write-error.js';
import { finalizeRun } from './finalize.js';
import { CommonFolders } from './common-folders.js';
import { openShards } from './open-shards.js';
import {
  evaluationPlan,
  MERGE_SHARDS,
  shardCount,
  stateSettings,
  type EvaluationOptions,
  type EvaluationPlan,
} from './options.js';
import type { Progress } from './progress.js';
import { RunAccount } from './run-account.js';
import type { Run } from './run.js';
import { mergeSettings } from './run-settings.js';
import { Ledger } from './state/ledger.js';
import { checkState, ledgerPath } from './state/state-directory.js';
import { MAKE_HASH_KEY } from './state/hash-key.js';
import { missingSlices } from './state/missing-slices.js';
import { headerPath, readStateHeader, type StateSettings } from './state/state-header.js';
import { lockForReading } from './state/state-lock.js';
import { foldersOf, openStatePlace } from './state/open-state-place.js';
import { StateNames } from './state/state-names.js';
import { checkFiles, type WorkingDirectory } from './state/working-directory.js';
import type { ShardPool } from './threads/shard-pool.js';
import type { ThreadEntries, WorkerEntry } from './worker-entry.js';

export interface MergeOptions extends Omit<EvaluationOptions, 'identity'>, Pick<SourceOptions, 's3'> {
  /** States to join, at least one, in any order: directories, or `s3://BUCKET/PREFIX`. They are only read. */
  readonly states: readonly string[];
  /** Directory, or `s3://BUCKET/PREFIX`, that keeps the joined state, new or with the same settings. @default none: nothing is kept */
  readonly state?: string;
  /**
   * Whether to evaluate them. Without it the states are only joined, into `state`, which it then needs: an inner node of
   * a tree of merges. @default true
   */
  readonly evaluate?: boolean;
  /**
   * States whose counts take more bytes than this are joined with one logical shard of 64 in memory at a time for each
   * shard thread. @default 67_108_864
   */
  readonly pageAbove?: number;
  /** Written during the run, so that you can show it. */
  readonly progress?: Progress;
}

/**
 * Joins states and evaluates them as one: the signals are those of one run over everything that they have read.
 * @returns the run, which owns its threads and locks all states: close it, or write
 * `await using run = await merge(…)`
 * @throws TrailspikeError E_STATE_MISMATCH when the states, the rules or their exclusions have different settings;
 * also for bad options and damaged or locked states. The signal's reason when the signal is aborted. Nothing stays
 * open then.
 */
export async function merge(options: MergeOptions): Promise<Run> {
  return mergeWithThreads(options, {});
}

/** `merge` with other threads than the built ones. Only tests need it. */
export async function mergeWithThreads(
  options: MergeOptions,
  entries: Pick<ThreadEntries, 'shard'>,
): Promise<Run> {
  const account = new RunAccount(options.progress, options.runId);
  const names = new StateNames();
  try {
    return await mergeInto(account, options, entries, names);
  } catch (error) {
    throw ofRun(names.named(error), account.id);
  }
}

async function mergeInto(
  account: RunAccount,
  options: MergeOptions,
  entries: Pick<ThreadEntries, 'shard'>,
  names: StateNames,
): Promise<Run> {
  account.progress.begin('loading', options.states.length);
  const { signal: stop = new AbortController().signal } = options;
  stop.throwIfAborted();
  const running = disposeOnFailure(async (owned) => {
    const s3 = { progress: account.requests, ...options.s3 };
    const access = { options: { s3 }, run: account.id, names, signal: stop };
    const place = await openStatePlace(options.state, access, owned);
    const signal = place.lost === undefined ? stop : AbortSignal.any([stop, place.lost]);
    const plan = mergePlan(options, await foldersOf(options.states, access, owned), place.kept?.folder);
    const directory = place.open(plan.settings);
    owned.defer(() => directory.close());
    lockStates(plan.states, owned);
    const shards = await unlessAborted(loadShards(plan, directory, entries.shard, owned), signal);
    if (directory.ledger !== undefined || plan.paged) {
      await unlessAborted(shards.compact(directory.leftLogs), signal);
    }
    const folders = new CommonFolders();
    const ledger = joinLedgers(directory, plan.states, folders);
    countObjects(ledger, account);
    if (place.kept !== undefined) await unlessAborted(place.kept.save(), signal);
    return finalizeRun(
      {
        shards,
        account,
        evaluation: plan.evaluation,
        identityMode: plan.settings.identity,
        settings: mergeSettings(options, plan),
        sources: folders.list(),
        notes: plan.evaluate ? [NOT_EXPLAINED] : [],
        missingSlices: missingSlices(ledger.slices),
        threads: { decode: 0, shards: plan.shards },
      },
      { evaluate: plan.evaluate, owned, kept: place.kept, signal },
    );
  });
  return namingSystemErrors(running);
}

const NOT_EXPLAINED =
  'not explained: a merge has no objects to read again, so it writes no evidence; investigate a signal to see its records';

/** The options of a merge, checked. */
interface MergePlan {
  readonly evaluation: EvaluationPlan;
  readonly shards: number;
  readonly settings: StateSettings;
  /** Absolute paths of the states to read, each once, without the target. */
  readonly states: readonly string[];
  readonly target: string | undefined;
  readonly evaluate: boolean;
  /** Whether only a part of what the states hold is in memory at a time. */
  readonly paged: boolean;
}

const PAGE_ABOVE = 64 << 20;

/**
 * @param folders that have the states
 * @param targetFolder that has the joined state
 */
function mergePlan(
  options: MergeOptions,
  folders: readonly string[],
  targetFolder: string | undefined,
): MergePlan {
  const evaluation = evaluationPlan(options);
  const shards = shardCount(options.shards, MERGE_SHARDS);
  const states = [...new Set(folders)];
  const [first] = states;
  if (first === undefined) throw new TrailspikeError('E_USAGE', 'no state to merge');
  const { identity, accounts, regions, hashKey } = readStateHeader(first).settings;
  const settings = stateSettings(evaluation.measures, identity, accounts, regions, hashKey);
  const target = targetFolder === undefined ? undefined : resolve(targetFolder);
  for (const state of states) checkHashKeys(first, state);
  if (target !== undefined && existsSync(headerPath(target))) checkHashKeys(first, target);
  for (const state of states) checkState(state, settings);
  const { evaluate = true, pageAbove = PAGE_ABOVE } = options;
  if (!evaluate && target === undefined) {
    throw new TrailspikeError('E_USAGE', 'states that are only joined need a state directory to be kept in', {
      hint: 'add --state DIR, or evaluate them',
    });
  }
  return {
    evaluation,
    shards,
    settings,
    states: states.filter((state) => state !== target),
    target,
    evaluate,
    paged:
      [...new Set([...states, ...(target === undefined ? [] : [target])])].reduce(
        (sum, state) => sum + bytesOf(state, settings),
        0,
      ) > pageAbove,
  };
}

/** Bytes of the snapshots and batch logs of a state; 0 where there is none. */
function bytesOf(state: string, { measures }: StateSettings): number {
  let bytes = 0;
  for (const { key } of measures) {
    const folder = join(state, key);
    if (!existsSync(folder)) continue;
    for (const name of [...snapshotFiles(folder).map((file) => file.name), ...batchLogs(folder)]) {
      bytes += statSync(join(folder, name)).size;
    }
  }
  return bytes;
}

/** @throws TrailspikeError E_STATE_MISMATCH when two states have hashes of different keys */
function checkHashKeys(one: string, other: string): void {
  if (readStateHeader(one).settings.hashKey === readStateHeader(other).settings.hashKey) return;
  throw new TrailspikeError(
    'E_STATE_MISMATCH',
    `the states ${one} and ${other} have different hash keys, so their counts cannot be joined`,
    { hint: `scan again with one --hash-key FILE for all states that are to be merged; ${MAKE_HASH_KEY}` },
  );
}

/** Locks the states and checks that they have all their files. */
function lockStates(states: readonly string[], owned: DisposableStack): void {
  for (const state of states) {
    owned.defer(lockForReading(state));
    checkFiles(state, readStateHeader(state), Ledger.read(ledgerPath(state)));
  }
}

/** Starts the shard threads and waits until they have loaded all states. */
async function loadShards(
  { shards, evaluation, settings, states, paged }: MergePlan,
  directory: WorkingDirectory,
  entry: WorkerEntry | undefined,
  owned: DisposableStack,
): Promise<ShardPool> {
  const { measures } = evaluation;
  const pool = openShards(
    directory,
    {
      shards,
      measures,
      hashKey: hashKeyOf(settings.hashKey),
      compactAbove: Infinity,
      load: states,
      paged,
      ...(entry && { entry }),
    },
    owned,
  );
  await pool.opened();
  return pool;
}

/**
 * Joins the ledgers, in the target if there is one. Call it when the target's shards are durable.
 * @param folders receives the addresses of their objects
 */
function joinLedgers(directory: WorkingDirectory, states: readonly string[], folders: CommonFolders): Ledger {
  const ledger = directory.ledger ?? new Ledger();
  for (const state of states) ledger.copyFrom(ledgerPath(state), ({ uri }) => folders.add(uri));
  return ledger;
}

/** Counts every object of the joined ledger as one that an earlier run has processed. */
function countObjects(ledger: Ledger, { coverage, failures, progress }: RunAccount): void {
  for (const outcome of ledger.outcomes()) {
    addOutcome(coverage, outcome);
    coverage.listed = ++coverage.alreadyProcessed;
  }
  for (const { uri, outcome } of ledger.failures()) {
    failures.addOutcome(uri, outcome);
  }
  progress.wanted = progress.finished = progress.alreadyProcessed = coverage.alreadyProcessed;
  progress.listed = true;
}
