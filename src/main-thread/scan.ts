import { DEFAULT_LIMITS } from '../decode/decode-limits.js';
import { LatencyRecorder } from '../metrics/latency.js';
import { emptyCoverage } from '../model/coverage.js';
import { TrailspikeError } from '../model/errors.js';
import { exclusionsOf } from '../rule/suppression/apply-suppressions.js';
import { DecodePool } from './threads/decode-pool.js';
import { ShardPool } from './threads/shard-pool.js';
import type { WorkerEntry } from './worker-entry.js';
import { openSource } from '../source/open-source.js';
import type { SourceOptions } from '../source/source-kinds.js';
import type { Source } from '../source/source.js';
import { Checkpoint } from './state/checkpoint.js';
import { DisposableStack } from '../base/disposable-stack.js';
import { finalizeRun, type OnEvaluated } from './finalize.js';
import { FailureList } from './ingest/failure-list.js';
import { IngestPipeline } from './ingest/ingest-pipeline.js';
import { objectFilter, type ListingSlice } from './ingest/object-filter.js';
import {
  deliveredRange,
  evaluationRequest,
  shardCount,
  stateSettings,
  threadCount,
  whoFetches,
  type EvaluationOptions,
  type Fetch,
} from './options.js';
import { Progress } from './progress.js';
import type { RunResult } from './result.js';
import { TimingsRecorder } from './run-timings.js';
import { runId } from './state/run-id.js';
import { openWorkingDirectory } from './state/working-directory.js';

export interface ScanOptions extends EvaluationOptions, SourceOptions {
  /** Where the objects lie: `s3://bucket[/prefix]`, or folders. At least one. */
  readonly sources: readonly string[];
  /** Account ids to read, 12 digits each. @default all */
  readonly accounts?: readonly string[];
  /** Regions to read. @default all */
  readonly regions?: readonly string[];
  /** Decode threads. @default one less than there are cores, at least 1 */
  readonly threads?: number;
  /**
   * Who fetches objects from S3: the main thread, which can feed two decode threads, or each decode thread for
   * itself. @default `main` with up to two decode threads, else `threads`
   */
  readonly fetch?: Fetch;
  /**
   * Decode every so many objects by both decoders and end the run with E_DECODERS_DIFFER where they disagree.
   * @default 0: none
   */
  readonly verifyDecoder?: number;
  /**
   * Directory that keeps the ledger of finished objects and the state, so that a stopped run goes on and the
   * next one reads only what is new. @default none: the run leaves nothing behind
   */
  readonly state?: string;
  /** Read only this part of the listing, leave only state, evaluate nothing. Needs `state`. */
  readonly partition?: ListingSlice;
  /** How often what is finished is made durable, seconds. Only with `state`. @default 5 */
  readonly checkpointEvery?: number;
  /** A shard's log longer than this is compacted into snapshots, bytes. @default 268_435_456 */
  readonly compactAbove?: number;
  /** Written while the run goes on, for whoever shows it. */
  readonly progress?: Progress;
  /** Called with the result before the state is dropped; only then can `buckets` be read. */
  readonly onEvaluated?: OnEvaluated;
  /** Thread entries in place of the built ones. For tests. */
  readonly entries?: { readonly decode?: WorkerEntry; readonly shard?: WorkerEntry };
}

const COMPACT_ABOVE = 256 << 20;
const CHECKPOINT_EVERY = 5;

/**
 * Reads CloudTrail from the sources and finds the identities that retrieved an anomalous number of secrets.
 * @throws TrailspikeError for bad options, sources that cannot be listed, and states that do not fit; damaged
 * or unreadable objects are counted in the result's coverage instead. The signal's reason when it is aborted.
 */
export async function scan(options: ScanOptions): Promise<RunResult> {
  const timings = new TimingsRecorder();
  const evaluation = evaluationRequest(options);
  const { sources, accounts = [], regions = [], identity = 'arn', partition, suppressions = [] } = options;
  const threads = threadCount(options.threads);
  const threadsFetch = whoFetches(options.fetch, threads) === 'threads';
  const shards = shardCount(options.shards);
  const { signal = new AbortController().signal, progress = new Progress() } = options;
  if (sources.length === 0) throw new TrailspikeError('E_USAGE', 'no source to scan');
  if (partition !== undefined && options.state === undefined) {
    throw new TrailspikeError('E_USAGE', 'a partition needs a state directory to leave its part in', {
      hint: 'add --state DIR, and join the parts with "trailspike merge"',
    });
  }
  const delivered = deliveredRange(evaluation);
  const exclusions = exclusionsOf(suppressions, evaluation.rule);
  const cleanup = new DisposableStack();
  try {
    // First of all, so that the threads start while this one finds out what there is for them to do.
    const decode = new DecodePool(
      {
        identityMode: identity,
        accounts,
        regions,
        limits: DEFAULT_LIMITS,
        verifyEvery: options.verifyDecoder ?? 0,
        shards,
        threads,
        events: evaluation.rule.events,
        exclusions,
      },
      threadsFetch,
      options.entries?.decode,
    );
    cleanup.add(() => decode.close());
    const opened: Source[] = [];
    for (const source of sources) {
      const one = await openSource(source, options);
      cleanup.add(() => one.close());
      opened.push(one);
    }
    if (options.state !== undefined) {
      // Before a state is made: a source that is not there must not leave one behind.
      for (const source of opened) await firstOf(source.list({ delivered, accounts, regions }, signal));
    }
    const settings = stateSettings(evaluation.rule, exclusions, identity, accounts, regions);
    const directory = openWorkingDirectory(options.state, settings);
    cleanup.add(() => directory.close());
    const { ledger } = directory;
    const pool = new ShardPool({
      shards,
      bucketDuration: evaluation.rule.bucketDuration,
      directory: directory.path,
      durable: options.state !== undefined,
      run: runId(),
      compactAbove: options.compactAbove ?? COMPACT_ABOVE,
      onCompacted: (compaction) => ledger?.recordCompaction(compaction),
      ...(options.entries?.shard && { entry: options.entries.shard }),
    });
    cleanup.add(() => pool.close());
    const opening = pool.opened();
    opening.catch(() => undefined); // met below, or by the first batch that the shard gets
    if (ledger !== undefined) await opening;
    if (directory.leftLogs.length > 0) await pool.compact(directory.leftLogs);

    const coverage = emptyCoverage();
    const failures = new FailureList();
    const latency = new LatencyRecorder();
    const checkpoint =
      ledger && new Checkpoint(ledger, pool, (options.checkpointEvery ?? CHECKPOINT_EVERY) * 1000);
    const filter = objectFilter({ delivered, accounts, regions, partition });
    const durable = ledger && checkpoint && { ledger, checkpoint };
    const parts = {
      decode,
      threadsFetch,
      shards: pool,
      filter,
      coverage,
      failures,
      latency,
      timings,
      progress,
      durable,
    };
    try {
      await new IngestPipeline(parts, signal).run(opened, { delivered, accounts, regions });
      await opening;
    } catch (error) {
      // Whatever ended the run, what is in the state so far need not be read again.
      await checkpoint?.now().catch(() => undefined);
      throw error;
    }
    // Their memory is of no more use, and their end need not be waited for.
    decode.close().catch(() => undefined); // met when all is closed
    if (checkpoint !== undefined) {
      await checkpoint.now();
      await pool.compact();
    }
    return await finalizeRun(
      {
        shards: pool,
        coverage,
        failures,
        latency,
        timings,
        progress,
        evaluation,
        suppressions,
        identityMode: identity,
        threads: { decode: threads, shards },
      },
      partition === undefined,
      options.onEvaluated,
      signal,
    );
  } finally {
    await cleanup.close();
  }
}

async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}
