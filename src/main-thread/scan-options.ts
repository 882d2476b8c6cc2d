import { existsSync } from 'node:fs';
import { type HashKey, hashKeyOf } from '../base/keyed-hash.js';
import { TrailspikeError } from '../model/errors.js';
import type { IdentityMode } from '../model/identity.js';
import type { ListingSlice, ListPlan } from '../source/source.js';
import { RETRY_FOR_MS } from '../source/progress-clock.js';
import type { SourceOptions } from '../source/source-kinds.js';
import {
  DEFAULT_DELIVERY_SLACK,
  deliveredRange,
  evaluationPlan,
  shardCount,
  stateSettings,
  threadCount,
  whoFetches,
  type EvaluationOptions,
  type EvaluationPlan,
  type Fetch,
} from './options.js';
import type { Progress } from './progress.js';
import { chosenHashKey, MAKE_HASH_KEY } from './state/hash-key.js';
import { headerPath, type StateSettings } from './state/state-header.js';

/** What to read and how. The options of a kind of source have the name of the kind: `s3` says how to reach S3. */
export interface ScanOptions extends EvaluationOptions, SourceOptions {
  /** Where the objects are: `s3://bucket[/prefix]`, or folders. At least one, unless `list` names where they are. */
  readonly sources: readonly string[];
  /**
   * What names the objects, in place of a listing: a file, `s3://` or `-` for the standard input. Keys of the only
   * source or `s3://` addresses, one a line, or the `manifest.json` of an S3 Inventory. @default none
   */
  readonly list?: string;
  /** Account ids to read, 12 digits each. @default all */
  readonly accounts?: readonly string[];
  /** Regions to read. @default all */
  readonly regions?: readonly string[];
  /**
   * How late an event may be delivered to be read: objects are read that were delivered until this long after `to`,
   * seconds. @default 259_200, which is 3 days
   */
  readonly deliverySlack?: number;
  /** Decode threads, 1 to 1024. @default one less than there are cores, at least 1 */
  readonly threads?: number;
  /**
   * Who fetches objects from S3: the main thread, which can feed two decode threads, or each decode thread for
   * itself. @default `main` with up to two decode threads, else `threads`
   */
  readonly fetch?: Fetch;
  /**
   * Decode every N-th object by both decoders, and end the run with E_DECODERS_DIFFER where they disagree.
   * @default 0, which is none
   */
  readonly verifyDecoder?: number;
  /**
   * Check CloudTrail's digests, and whether each log is what they say. Objects that the state has are read again for
   * that. Neither with `list` nor with `partition`. @default nothing is checked
   */
  readonly verify?: VerifyOptions;
  /**
   * Directory, or `s3://BUCKET/PREFIX`, that keeps the ledger of finished objects and the counts. A stopped run continues
   * from it, and the next run reads only what is new. The run locks it until it is closed. In S3 it is reached as `s3`
   * says, and a copy of it is in a temporary folder meanwhile. @default none: nothing is kept
   */
  readonly state?: string;
  /**
   * Secret that makes the hashes of names and identities, so that nobody can choose names that collide: 32 or more
   * hexadecimal digits. States can be merged when they were made with one. It changes no result that is exact.
   * @default a random one that the state keeps; without state a key that everybody knows
   */
  readonly hashKey?: string;
  /**
   * Read only this slice of the listing, keep it in the state and evaluate nothing. Needs `state`, and `hashKey` for a
   * new one. @default all
   */
  readonly partition?: ListingSlice;
  /**
   * How many signals are explained, the most severe first, without those that are suppressed: the objects around them
   * are read again for `evidence`. @default 0
   */
  readonly explain?: number;
  /** How often finished objects are made durable, seconds. Only with `state`. @default 5, and 30 in S3 */
  readonly checkpointEvery?: number;
  /** A shard's log longer than this is compacted into snapshots, bytes. @default 268_435_456 */
  readonly compactAbove?: number;
  /** Written during the run, so that you can show it. */
  readonly progress?: Progress;
}

/** How long nothing may happen, beside the time for which requests are tried again, milliseconds. */
const STALL_MS = 15 * 60_000;
/** Bodies and work take real time: what nothing may happen for cannot pass as fast as other limits of a test that hurries. */
const FASTEST_STALL = 10;

/** How digests are checked. */
export interface VerifyOptions {
  /**
   * Files with public keys: PEM, or what `aws cloudtrail list-public-keys` prints.
   * @default for sources in S3 CloudTrail's own API is asked; for folders there are none, and signatures are not checked
   */
  readonly keyFiles?: readonly string[];
  /** Base URL in place of CloudTrail's own API. @default `AWS_ENDPOINT_URL_CLOUDTRAIL` and so on, then AWS */
  readonly endpoint?: string;
}

const COMPACT_ABOVE = 256 << 20;
const CHECKPOINT_EVERY = 5;

/** The options of a scan, checked, with every default in its place. */
export interface ScanPlan {
  readonly evaluation: EvaluationPlan;
  readonly identity: IdentityMode;
  readonly listing: ListPlan;
  /** Seconds. */
  readonly deliverySlack: number;
  readonly partition: ListingSlice | undefined;
  readonly settings: StateSettings;
  /** The same as in `settings`. */
  readonly hashKey: HashKey;
  readonly threads: number;
  readonly threadsFetch: boolean;
  /** How long nothing may happen before the run ends, milliseconds of real time. */
  readonly stallAfter: number;
  readonly verifyEvery: number;
  readonly verify: VerifyOptions | undefined;
  readonly explain: number;
  readonly shards: number;
  /** Milliseconds. */
  readonly checkpointInterval: number;
  /** Bytes. */
  readonly compactAbove: number;
}

/**
 * @param folder that has the state. @default `state`
 * @throws TrailspikeError E_USAGE for an option that is out of range or does not fit the others
 */
export function scanPlan(options: ScanOptions, folder = options.state): ScanPlan {
  const evaluation = evaluationPlan(options);
  const threads = threadCount(options.threads);
  const threadsFetch = whoFetches(options.fetch, threads) === 'threads';
  const shards = shardCount(options.shards);
  const { accounts = [], regions = [], identity = 'arn', partition } = options;
  if (options.sources.length === 0 && options.list === undefined) {
    throw new TrailspikeError('E_USAGE', 'no source to scan', {
      hint: 'Name a bucket as s3://BUCKET/PREFIX, a folder, or with --list a file that names the objects.',
    });
  }
  checkPartition({ ...options, ...(folder !== undefined && { state: folder }) });
  if (options.verify !== undefined) checkVerify(options);
  const hashKey = chosenHashKey(options.hashKey, folder);
  return {
    evaluation,
    identity,
    listing: {
      delivered: deliveredRange(evaluation, options.deliverySlack),
      accounts,
      regions,
      ...(partition !== undefined && { slice: partition }),
    },
    deliverySlack: options.deliverySlack ?? DEFAULT_DELIVERY_SLACK,
    partition,
    settings: stateSettings(evaluation.measures, identity, accounts, regions, hashKey),
    hashKey: hashKeyOf(hashKey),
    threads,
    threadsFetch,
    stallAfter:
      ((options.s3?.retryFor ?? RETRY_FOR_MS) + STALL_MS) / Math.min(options.s3?.speed ?? 1, FASTEST_STALL),
    verifyEvery: wholeNumber('verifyDecoder', options.verifyDecoder),
    verify: options.verify,
    explain: wholeNumber('explain', options.explain),
    shards,
    checkpointInterval: (options.checkpointEvery ?? CHECKPOINT_EVERY) * 1000,
    compactAbove: options.compactAbove ?? COMPACT_ABOVE,
  };
}

function checkPartition({ partition, state, hashKey }: ScanOptions): void {
  if (partition === undefined) return;
  if (state === undefined) {
    throw new TrailspikeError('E_USAGE', 'a partition needs a state directory to keep its part in', {
      hint: 'add --state DIR, and join the parts with "trailspike merge"',
    });
  }
  if (hashKey === undefined && !existsSync(headerPath(state))) {
    throw new TrailspikeError('E_USAGE', 'a partition needs a hash key, the same for all parts', {
      hint: `add --hash-key FILE, or the parts cannot be merged; ${MAKE_HASH_KEY}`,
    });
  }
}

function checkVerify({ list, partition }: ScanOptions): void {
  if (list === undefined && partition === undefined) return;
  const what = list === undefined ? 'a part of the objects' : 'a list of objects';
  throw new TrailspikeError(
    'E_USAGE',
    `${what} cannot be verified: what is missing shows only in a whole listing`,
    {
      hint: 'leave out verify here, and verify in a run of its own over the whole source',
    },
  );
}

function wholeNumber(name: string, asked = 0): number {
  if (!Number.isInteger(asked) || asked < 0) {
    throw new TrailspikeError('E_USAGE', `${name} must be a whole number, 0 or more, got ${asked}`);
  }
  return asked;
}
