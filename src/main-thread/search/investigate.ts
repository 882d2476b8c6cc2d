import { DisposableStack } from '../../base/disposable-stack.js';
import { isObject } from '../../base/json-values.js';
import { parseEvent, type ApiEvent } from '../../decode/cloudtrail/api-event.js';
import type { Coverage } from '../../model/coverage.js';
import { TrailspikeError } from '../../model/errors.js';
import { ALL_TIME } from '../../model/time.js';
import type { ListPlan } from '../../source/source.js';
import { type Criterion, testOf } from '../../triage/search/criterion.js';
import type { Investigation } from '../../triage/investigation/investigation.js';
import { InvestigationCollector } from '../../triage/investigation/investigation-collector.js';
import type { ObjectFailure } from '../ingest/failure-list.js';
import { leftOutByName } from '../left-out.js';
import { openSources } from '../open-sources.js';
import type { Progress } from '../progress.js';
import { isComplete } from '../result.js';
import { RunAccount } from '../run-account.js';
import { scanPlan, type ScanOptions } from '../scan-options.js';
import type { WorkerEntry } from '../worker-entry.js';
import { issuersOf } from './issuers.js';
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
  /** Receives each record once, in no particular order. @default none */
  readonly onRecord?: (event: ApiEvent, text: string, object: string) => void;
  readonly progress?: Progress;
}

/** What an investigation found, and what it read. */
export interface InvestigationRun {
  readonly investigation: Investigation;
  readonly coverage: Readonly<Coverage>;
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
  const { criteria, onRecord, signal = new AbortController().signal } = options;
  if (criteria.length === 0) throw new TrailspikeError('E_USAGE', 'nothing to look for');
  criteria.forEach(testOf);
  const plan = scanPlan({ ...options, warmup: 0 });
  const { range } = plan.evaluation;
  const listing: ListPlan = plan.listing;
  const account = new RunAccount(options.progress);
  const collector = new InvestigationCollector();
  await using owned = new DisposableStack();
  const sources = await openSources(options, listing, signal, owned);
  const { threads, threadsFetch } = plan;
  const searcher = new Searcher(sources, account, { threads, threadsFetch, signal, entry });
  owned.defer(() => searcher.close());
  await searcher.run({ kind: 'matching', criteria, range }, listing, ({ bytes }, { uri }) => {
    const text = Buffer.from(bytes).toString();
    const record: unknown = JSON.parse(text);
    if (!isObject(record)) return;
    const event = parseEvent(record);
    if (collector.add(event)) onRecord?.(event, text, uri);
  });
  const { coverage } = account;
  const counted = { ...coverage };
  account.progress.begin('explaining');
  const issuers = await issuersOf([collector.sessions], searcher, {
    listing: { ...listing, delivered: ALL_TIME },
    slack: [],
  });
  return {
    investigation: collector.result({ criteria, range }, issuers),
    coverage: counted,
    failures: account.failures.list(),
    leftOut: leftOutByName(counted, account.leftOut.examples),
    complete: isComplete(counted),
    seconds: account.progress.seconds,
  };
}
