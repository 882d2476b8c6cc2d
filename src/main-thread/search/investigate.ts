import { DisposableStack } from '../../base/disposable-stack.js';
import { isObject } from '../../base/json-values.js';
import { parseEvent, type ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { total, type Coverage } from '../../model/coverage.js';
import { TrailspikeError } from '../../model/errors.js';
import { credentialChain, NO_CHAIN } from '../../triage/investigation/chain/credential-chain.js';
import { IssuerFollower } from '../../triage/investigation/chain/issuer-follower.js';
import { UseFollower } from '../../triage/investigation/chain/use-follower.js';
import type { CredentialChain, Investigation } from '../../triage/investigation/investigation.js';
import { InvestigationCollector } from '../../triage/investigation/investigation-collector.js';
import { OthersFollower } from '../../triage/investigation/others-follower.js';
import { type Criterion, testOf } from '../../triage/search/criterion.js';
import type { ObjectFailure } from '../ingest/failure-list.js';
import { leftOutByName } from '../left-out.js';
import { openSources } from '../open-sources.js';
import type { Progress } from '../progress.js';
import { isComplete } from '../result.js';
import { RunAccount } from '../run-account.js';
import { scanPlan, type ScanOptions, type ScanPlan } from '../scan-options.js';
import type { WorkerEntry } from '../worker-entry.js';
import { follow } from './follow.js';
import { Searcher } from './searcher.js';

/** What to look for and where. `from` and `to` are event times. */
export interface InvestigateOptions extends Pick<
  ScanOptions,
  | 'sources'
  | 'list'
  | 'accounts'
  | 'regions'
  | 'from'
  | 'to'
  | 'deliverySlack'
  | 'threads'
  | 'fetch'
  | 's3'
  | 'signal'
> {
  /** At least one. A record that fulfils any of them is found. */
  readonly criteria: readonly Criterion[];
  /** How far before `from` records are searched for, to know what is new since then, seconds. @default 14 days */
  readonly history?: number;
  /** How many levels of issued credentials are followed, up and down. @default 5 */
  readonly depth?: number;
  /** Receives each record once, in no particular order. @default none */
  readonly onRecord?: (event: ApiEvent, text: string, object: string) => void;
  readonly progress?: Progress;
}

/** The searches after the first one. An object that several read counts several times. */
export interface FollowedReading {
  readonly searches: number;
  readonly objects: number;
  /** As stored. */
  readonly bytes: number;
  readonly failed: number;
}

/** What an investigation found, and what it read. */
export interface InvestigationRun {
  readonly investigation: Investigation;
  readonly coverage: Readonly<Coverage>;
  /** What was read besides, to follow credentials, addresses and items. */
  readonly followed: FollowedReading;
  /** Objects that failed, at most 1,000. */
  readonly failures: readonly ObjectFailure[];
  /** What was left out by name, in words; empty where nothing was. */
  readonly leftOut: string;
  /** False when something is known to be missing. */
  readonly complete: boolean;
  readonly seconds: number;
}

/**
 * Finds all records of some identities, access keys, addresses, secrets or events, of every service.
 * @throws TrailspikeError as `scan` does for options and sources; E_USAGE for a criterion that cannot be
 */
export async function investigate(
  options: InvestigateOptions,
  entry?: WorkerEntry,
): Promise<InvestigationRun> {
  const {
    criteria,
    history,
    depth = DEFAULT_DEPTH,
    onRecord,
    signal = new AbortController().signal,
  } = options;
  if (criteria.length === 0) throw new TrailspikeError('E_USAGE', 'nothing to look for');
  if (!Number.isInteger(depth) || depth < 0)
    throw new TrailspikeError('E_USAGE', `depth must be a whole number, 0 or more, got ${depth}`);
  criteria.forEach(testOf);
  const plan = scanPlan({ ...options, ...(history !== undefined && { warmup: history }) });
  const { range, historyFrom } = plan.evaluation;
  const account = new RunAccount(options.progress);
  const collector = new InvestigationCollector({ criteria, range });
  await using owned = new DisposableStack();
  const sources = await openSources(options, plan.listing, signal, owned, account.requests);
  const { threads, threadsFetch, stallAfter } = plan;
  const searcher = new Searcher(sources, account, { threads, threadsFetch, signal, stallAfter, entry });
  owned.defer(() => searcher.close());
  const searched = { from: historyFrom, to: range.to };
  const targets = criteria.map((criterion) => ({ criterion, range: searched }));
  await searcher.run({ kind: 'matching', targets }, plan.listing, ({ bytes }, { uri }) => {
    const text = Buffer.from(bytes).toString();
    const record: unknown = JSON.parse(text);
    if (!isObject(record)) return;
    const event = parseEvent(record);
    if (collector.add(event, uri)) onRecord?.(event, text, uri);
  });
  const counted = structuredClone(account.coverage);
  const leftOut = leftOutByName(counted, account.leftOut.examples);
  const failures = account.failures.list();
  account.progress.begin('following');
  const others = new OthersFollower(collector.shared(), {
    accounts: plan.listing.accounts,
    regions: plan.listing.regions,
    range,
    slack: plan.deliverySlack,
  });
  const chain = depth === 0 ? undefined : new FollowedChain(collector, depth, plan);
  const searches = await follow([others, ...(chain?.followers ?? [])], searcher);
  const { coverage } = account;
  return {
    investigation: collector.result({
      chain: chain?.result() ?? NO_CHAIN,
      others: others.result(),
      searchedFrom: historyFrom === 0 || historyFrom === range.from ? null : historyFrom,
    }),
    coverage: counted,
    followed: {
      searches,
      objects: coverage.read - counted.read,
      bytes: coverage.bytes - counted.bytes,
      failed: total(coverage.failed) - total(counted.failed),
    },
    failures,
    leftOut,
    complete: isComplete(counted),
    seconds: account.progress.seconds,
  };
}

const DEFAULT_DEPTH = 5;

/** The credentials of the records, followed both ways. */
class FollowedChain {
  readonly followers: readonly [IssuerFollower, UseFollower];
  readonly #collector: InvestigationCollector;
  readonly #depth: number;
  readonly #subjects;

  constructor(collector: InvestigationCollector, depth: number, { evaluation }: ScanPlan) {
    this.#collector = collector;
    this.#depth = depth;
    this.#subjects = collector.subjects();
    const { credentials } = collector;
    this.followers = [
      new IssuerFollower(credentials, this.#subjects, depth),
      new UseFollower(credentials, collector.issued(), depth, evaluation.range.to),
    ];
  }

  result(): CredentialChain {
    const [issuers, uses] = this.followers;
    const { credentials: records } = this.#collector;
    return credentialChain({ records, subjects: this.#subjects, issuers, uses, depth: this.#depth });
  }
}
