import { disposeOnFailure, DisposableStack } from '../base/disposable-stack.js';
import { unlessAborted } from '../base/unless-aborted.js';
import { DEFAULT_LIMITS } from '../decode/decode-limits.js';
import { ofRun } from '../model/errors.js';
import type { Integrity } from '../model/integrity.js';
import { isStore } from '../source/open-store.js';
import type { ListingSlice, Source } from '../source/source.js';
import { namingSystemErrors } from '../storage/write-error.js';
import { DELIVERY_LAG } from '../metrics/stages.js';
import { type Explainer, finalizeRun } from './finalize.js';
import { IngestPipeline } from './ingest/ingest-pipeline.js';
import { objectFilter } from '../source/listing/object-filter.js';
import { ShardSink } from './ingest/shard-sink.js';
import { openShards } from './open-shards.js';
import { openSources } from './open-sources.js';
import { openVerifier } from './open-verifier.js';
import { RunAccount } from './run-account.js';
import type { Run } from './run.js';
import { scanSettings } from './run-settings.js';
import { scanPlan, type ScanOptions, type ScanPlan } from './scan-options.js';
import { slackSteps } from './search/evidence-windows.js';
import { NOTHING_EXPLAINED } from './search/explanation.js';
import { Checkpoint } from './state/checkpoint.js';
import type { ListedSlice } from './state/ledger-frame.js';
import { openStatePlace } from './state/open-state-place.js';
import { StateNames } from './state/state-names.js';
import type { StateAccess, StatePlace } from './state/state-place.js';
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
  const account = new RunAccount(options.progress, options.runId);
  const names = new StateNames();
  try {
    return await scanInto(account, options, entries, names);
  } catch (error) {
    throw ofRun(names.named(error), account.id);
  }
}

async function scanInto(
  account: RunAccount,
  options: ScanOptions,
  entries: ThreadEntries,
  names: StateNames,
): Promise<Run> {
  const { state, signal: stop = new AbortController().signal } = options;
  if (state !== undefined && isStore(state)) {
    // What is wrong with the options is known before the first request.
    scanPlan({ ...options, hashKey: options.hashKey ?? ANY_HASH_KEY });
  }
  const running = disposeOnFailure(async (owned) => {
    const place = await openStatePlace(state, stateAccess(options, account, names, stop), owned);
    const signal = place.lost === undefined ? stop : AbortSignal.any([stop, place.lost]);
    const plan = scanPlan(options, place.kept?.folder);
    // First, so that these threads start while this one finds out what there is to read.
    const decode = startDecodeThreads(plan, entries.decode, owned);
    const sources = await openSources(options, plan.listing, signal, owned, account.requests);
    const directory = place.open(plan.settings);
    owned.defer(() => directory.close());
    const shards = await unlessAborted(startShardThreads(plan, directory, entries.shard, owned), signal);
    const slice = listedSlice(sources, options.list, plan);
    const integrity = await ingest(
      { sources, decode, shards, directory, place, slice },
      plan,
      account,
      signal,
    );
    if (plan.explain === 0) release(decode);
    return finalizeRun(
      {
        shards,
        account,
        evaluation: plan.evaluation,
        identityMode: plan.identity,
        settings: scanSettings(options, plan),
        sources: sources.map(({ uri }) => uri),
        deliveredBefore: plan.listing.delivered.to,
        sourceWarnings: sources.flatMap((source) => source.warnings?.() ?? []),
        integrity,
        threads: { decode: plan.threads, shards: plan.shards },
      },
      {
        evaluate: plan.partition === undefined,
        explainer:
          plan.explain === 0 ? undefined : explainerOf({ sources, decode, shards }, plan, account, signal),
        owned,
        kept: place.kept,
        signal,
      },
    );
  });
  return namingSystemErrors(running);
}

/** Stands for the key of a state that is not read yet. */
const ANY_HASH_KEY = '0'.repeat(32);

function stateAccess(
  { s3, checkpointEvery }: Pick<ScanOptions, 's3' | 'checkpointEvery'>,
  { id, requests }: RunAccount,
  names: StateNames,
  signal: AbortSignal,
): StateAccess {
  return {
    options: { s3: { progress: requests, ...s3 } },
    run: id,
    names,
    signal,
    ...(checkpointEvery !== undefined && { saveEvery: checkpointEvery * 1000 }),
  };
}

/** What a scan lists, as its state keeps it. @param list what names the objects in place of a listing */
function listedSlice(
  sources: readonly Source[],
  list: string | undefined,
  { listing: { delivered, slice = WHOLE } }: ScanPlan,
): Omit<ListedSlice, 'ended'> {
  const named = [...sources.map(({ uri }) => uri), ...(list === undefined ? [] : [list])];
  return { ...slice, listing: { sources: [...new Set(named)].sort(), ...delivered } };
}

const WHOLE: ListingSlice = { part: 1, of: 1 };

/** What reading some objects took. */
export interface SampleTiming {
  readonly objects: number;
  /** Compressed. */
  readonly bytes: number;
  /** Wall time. */
  readonly seconds: number;
}

/** Local objects are read again until this much time has passed, seconds: a few take too little to be measured. */
const SAMPLE_SECONDS = 0.5;
const SAMPLE_ROUNDS = 200;

/**
 * Times how a scan reads what some sources list, with the threads that a scan has: once to warm up, then again.
 * @param sources list the sample only
 */
export async function timeSample(
  sources: readonly Source[],
  plan: ScanPlan,
  signal: AbortSignal,
): Promise<SampleTiming> {
  await using owned = new DisposableStack();
  const decode = startDecodeThreads(plan, undefined, owned);
  const directory = openWorkingDirectory(undefined, plan.settings);
  owned.defer(() => directory.close());
  const shards = await startShardThreads(plan, directory, undefined, owned);
  await shards.opened();
  const round = async (): Promise<RunAccount> => {
    const account = new RunAccount();
    const { threadsFetch, stallAfter } = plan;
    const filter = objectFilter(plan.listing);
    const pipeline = new IngestPipeline(
      {
        decode,
        threadsFetch,
        stallAfter,
        sink: new ShardSink(shards, account.progress),
        filter,
        account,
        durable: undefined,
      },
      signal,
    );
    await pipeline.run(sources, plan.listing);
    return account;
  };
  await round();
  const isRemote = sources.some(({ threadReading }) => threadReading.waits);
  const started = performance.now();
  const timing = { objects: 0, bytes: 0, seconds: 0 };
  for (let rounds = 0; rounds < (isRemote ? 1 : SAMPLE_ROUNDS) && timing.seconds < SAMPLE_SECONDS; rounds++) {
    const { coverage } = await round();
    timing.objects += coverage.read;
    timing.bytes += coverage.bytes;
    timing.seconds = (performance.now() - started) / 1000;
  }
  return timing;
}

/** What a scan reads from and into. */
interface OpenScan {
  readonly sources: readonly Source[];
  readonly decode: DecodePool;
  readonly shards: ShardPool;
  readonly directory: WorkingDirectory;
  readonly place: Pick<StatePlace, 'kept'>;
  /** What its state notes of the listing. */
  readonly slice: Omit<ListedSlice, 'ended'>;
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
        hashContents: plan.verify !== undefined,
        shards: plan.shards,
        hashKey: plan.hashKey,
        measures: plan.evaluation.measures,
      },
    },
    plan.threadsFetch,
    entry,
  );
  owned.defer(() => decode.close());
  return decode;
}

/**
 * Explains the most severe signals from the sources of the scan, with its decode threads, whose code is compiled by
 * now; that takes new threads as long as the work. Ends them.
 */
function explainerOf(
  { sources, decode, shards }: Pick<OpenScan, 'sources' | 'decode' | 'shards'>,
  plan: ScanPlan,
  account: RunAccount,
  signal: AbortSignal,
): Explainer {
  return async (signals) => {
    const chosen = signals.filter(({ suppressed }) => suppressed === null).slice(0, plan.explain);
    if (chosen.length === 0) {
      release(decode);
      return NOTHING_EXPLAINED;
    }
    const { explain } = await import('./search/explain.js');
    const { listing, evaluation, identity: identityMode, threads, threadsFetch, stallAfter } = plan;
    const explanation = await explain(chosen, {
      sources,
      listing,
      evaluation,
      identityMode,
      shards,
      searching: { threads, threadsFetch, stallAfter, pool: decode, signal },
      undated: account.undated,
      slack: slackSteps(account.latency.summary(DELIVERY_LAG), plan.deliverySlack),
    });
    release(decode);
    return explanation;
  };
}

/** Ends threads that have nothing more to do, to free their memory. Closing the run reports an error. */
function release(decode: DecodePool): void {
  decode.close().catch(() => undefined);
}

/** Starts the shard threads. With a state, waits until they have loaded it, and compacts what earlier runs left. */
async function startShardThreads(
  { shards, evaluation, hashKey, compactAbove }: ScanPlan,
  directory: WorkingDirectory,
  entry: WorkerEntry | undefined,
  owned: DisposableStack,
): Promise<ShardPool> {
  const { measures } = evaluation;
  const pool = openShards(
    directory,
    { shards, measures, hashKey, compactAbove, ...(entry && { entry }) },
    owned,
  );
  if (directory.ledger !== undefined) await pool.opened();
  if (directory.leftLogs.length > 0) await pool.compact(directory.leftLogs);
  return pool;
}

/** Reads all objects into the shards. With a state, everything is durable afterwards. */
async function ingest(
  { sources, decode, shards, directory, place, slice }: OpenScan,
  plan: ScanPlan,
  account: RunAccount,
  stop: AbortSignal,
): Promise<Integrity | null> {
  const { ledger } = directory;
  const broken = new AbortController();
  const signal = plan.verify === undefined ? stop : AbortSignal.any([stop, broken.signal]);
  const verifier =
    plan.verify &&
    openVerifier(plan.verify, { sources, listing: plan.listing, account, signal }, (error) =>
      broken.abort(error),
    );
  const checkpoint = ledger && new Checkpoint(ledger, shards, plan.checkpointInterval);
  const pipeline = new IngestPipeline(
    {
      decode,
      threadsFetch: plan.threadsFetch,
      stallAfter: plan.stallAfter,
      sink: new ShardSink(shards, account.progress),
      filter: objectFilter(plan.listing),
      pageFilter: plan.listing,
      account,
      durable: ledger && checkpoint && { ledger, checkpoint },
      verifier,
    },
    signal,
  );
  let integrity: Integrity | null = null;
  ledger?.noteSlice({ ...slice, ended: false });
  try {
    await pipeline.run(sources, plan.listing);
    await shards.opened();
    if (verifier !== undefined) integrity = await verifier.finish(sources);
  } catch (error) {
    // Objects that are in the state need not be read again, whatever ended this run.
    await checkpoint?.now().catch(() => undefined);
    throw error;
  }
  if (checkpoint !== undefined) {
    await checkpoint.now();
    ledger?.noteSlice({ ...slice, ended: true });
    // Everything is durable: a stop in the midst of this loses nothing.
    await unlessAborted(shards.compact(), signal);
    await unlessAborted(place.kept!.save(), signal);
  }
  return integrity;
}
