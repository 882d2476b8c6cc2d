import { disposeOnFailure, type DisposableStack } from '../base/disposable-stack.js';
import { DEFAULT_LIMITS } from '../decode/decode-limits.js';
import { openSource } from '../source/open-source.js';
import type { Source } from '../source/source.js';
import { DELIVERY_LAG } from '../metrics/stages.js';
import { type Explainer, finalizeRun } from './finalize.js';
import { IngestPipeline } from './ingest/ingest-pipeline.js';
import { objectFilter } from './ingest/object-filter.js';
import { ShardSink } from './ingest/shard-sink.js';
import { openShards } from './open-shards.js';
import { RunAccount } from './run-account.js';
import type { Run } from './run.js';
import { scanPlan, type ScanOptions, type ScanPlan } from './scan-options.js';
import { slackSteps } from './search/evidence-windows.js';
import { NOTHING_EXPLAINED } from './search/explanation.js';
import { Checkpoint } from './state/checkpoint.js';
import { openWorkingDirectory, type WorkingDirectory } from './state/working-directory.js';
import { DecodePool } from './threads/decode-pool.js';
import type { ShardPool } from './threads/shard-pool.js';
import type { ThreadEntries, WorkerEntry } from './worker-entry.js';

/**
 * Reads CloudTrail from the sources and finds the identities that retrieved an anomalous number of secrets.
 * Damaged or unreadable objects are counted in the run's coverage.
 * @returns the run, which owns its threads and its state: close it, or write `await using run = await scan(…)`
 * @throws TrailspikeError for bad options, sources that cannot be listed, and states that do not fit. The signal's
 * reason when the signal is aborted. Nothing stays open then.
 */
export async function scan(options: ScanOptions): Promise<Run> {
  return scanWithThreads(options, {});
}

/** `scan` with other threads than the built ones. Only tests need it. */
export async function scanWithThreads(options: ScanOptions, entries: ThreadEntries): Promise<Run> {
  const account = new RunAccount(options.progress);
  const plan = scanPlan(options);
  const { signal = new AbortController().signal } = options;
  return disposeOnFailure(async (owned) => {
    // First, so that these threads start while this one finds out what there is to read.
    const decode = startDecodeThreads(plan, entries.decode, owned);
    const sources = await openSources(options, plan, signal, owned);
    const directory = openWorkingDirectory(options.state, plan.settings);
    owned.defer(() => directory.close());
    const shards = await startShardThreads(plan, directory, entries.shard, owned);
    await ingest({ sources, decode, shards, directory }, plan, account, signal);
    return finalizeRun(
      {
        shards,
        account,
        evaluation: plan.evaluation,
        identityMode: plan.identity,
        deliveredBefore: plan.listing.delivered.to,
        sourceWarnings: sources.flatMap((source) => source.warnings?.() ?? []),
        threads: { decode: plan.threads, shards: plan.shards },
      },
      {
        evaluate: plan.partition === undefined,
        explainer: explainerOf({ sources, shards }, plan, account, entries.decode, signal),
        owned,
        signal,
      },
    );
  });
}

/** What a scan reads from and into. */
interface OpenScan {
  readonly sources: readonly Source[];
  readonly decode: DecodePool;
  readonly shards: ShardPool;
  readonly directory: WorkingDirectory;
}

function startDecodeThreads(
  plan: ScanPlan,
  entry: WorkerEntry | undefined,
  owned: DisposableStack,
): DecodePool {
  const decode = new DecodePool(
    {
      limits: DEFAULT_LIMITS,
      threads: plan.threads,
      work: {
        identityMode: plan.identity,
        accounts: plan.listing.accounts,
        regions: plan.listing.regions,
        verifyEvery: plan.verifyEvery,
        shards: plan.shards,
        measures: plan.evaluation.measures,
      },
    },
    plan.threadsFetch,
    entry,
  );
  owned.defer(() => decode.close());
  return decode;
}

/** Opens every source, or those of a list. With a state, also lists the first object of each: a wrong source must not leave a state. */
async function openSources(
  options: ScanOptions,
  { listing }: ScanPlan,
  signal: AbortSignal,
  owned: DisposableStack,
): Promise<Source[]> {
  const opened: Source[] = [];
  const own = (source: Source): Source => {
    owned.defer(() => source.close());
    return source;
  };
  for (const name of options.sources) opened.push(own(await openSource(name, options)));
  if (options.list !== undefined) {
    const { openListed } = await import('../source/list/open-listed.js');
    return openListed(options.list, opened, async (name) => own(await openSource(name, options)), signal);
  }
  if (options.state !== undefined) for (const source of opened) await firstOf(source.list(listing, signal));
  return opened;
}

/** Explains the most severe signals from the sources of the scan. */
function explainerOf(
  { sources, shards }: Pick<OpenScan, 'sources' | 'shards'>,
  plan: ScanPlan,
  account: RunAccount,
  entry: WorkerEntry | undefined,
  signal: AbortSignal,
): Explainer {
  return async (signals) => {
    const chosen = signals.filter(({ suppressed }) => suppressed === null).slice(0, plan.explain);
    if (chosen.length === 0) return NOTHING_EXPLAINED;
    const { explain } = await import('./search/explain.js');
    const { listing, evaluation, identity: identityMode, threads, threadsFetch } = plan;
    return explain(chosen, {
      sources,
      listing,
      evaluation,
      identityMode,
      shards,
      searching: { threads, threadsFetch, entry, signal },
      slack: slackSteps(account.latency.summaries()[DELIVERY_LAG], plan.deliverySlack),
    });
  };
}

/** Starts the shard threads. With a state, waits until they have loaded it, and compacts what earlier runs left. */
async function startShardThreads(
  { shards, evaluation, compactAbove }: ScanPlan,
  directory: WorkingDirectory,
  entry: WorkerEntry | undefined,
  owned: DisposableStack,
): Promise<ShardPool> {
  const { measures } = evaluation;
  const pool = openShards(directory, { shards, measures, compactAbove, ...(entry && { entry }) }, owned);
  if (directory.ledger !== undefined) await pool.opened();
  if (directory.leftLogs.length > 0) await pool.compact(directory.leftLogs);
  return pool;
}

/** Reads all objects into the shards and ends the decode threads. With a state, everything is durable afterwards. */
async function ingest(
  { sources, decode, shards, directory }: OpenScan,
  plan: ScanPlan,
  account: RunAccount,
  signal: AbortSignal,
): Promise<void> {
  const { ledger } = directory;
  const checkpoint = ledger && new Checkpoint(ledger, shards, plan.checkpointInterval);
  const pipeline = new IngestPipeline(
    {
      decode,
      threadsFetch: plan.threadsFetch,
      sink: new ShardSink(shards, account.progress),
      filter: objectFilter({ ...plan.listing, partition: plan.partition }),
      account,
      durable: ledger && checkpoint && { ledger, checkpoint },
    },
    signal,
  );
  try {
    await pipeline.run(sources, plan.listing);
    await shards.opened();
  } catch (error) {
    // Objects that are in the state need not be read again, whatever ended this run.
    await checkpoint?.now().catch(() => undefined);
    throw error;
  }
  // Frees their memory before the evaluation, which need not wait for it. Closing the run reports an error.
  decode.close().catch(() => undefined);
  if (checkpoint !== undefined) {
    await checkpoint.now();
    await shards.compact();
  }
}

async function firstOf<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}
