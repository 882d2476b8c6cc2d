import { textNumber } from '../../base/hash-number.js';
import { THREAD_HASH_KEY } from '../../base/keyed-hash.js';
import { isObject } from '../../base/json-values.js';
import { parseEvent } from '../../decode/cloudtrail/api-event.js';
import { project, type Projection } from '../../decode/cloudtrail/project.js';
import { total } from '../../model/coverage.js';
import type { Signal } from '../../model/signal.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';
import { selectionOf } from '../../rule/select-events.js';
import type { ListWindow } from '../../source/source.js';
import { buildEvidence } from '../../triage/evidence/build-evidence.js';
import { EvidenceCollector } from '../../triage/evidence/evidence-collector.js';
import type { CountedBuckets } from '../../triage/evidence/counted-buckets.js';
import type { CountedRecords } from '../../triage/search/record-search.js';
import { RunAccount } from '../run-account.js';
import type { ExplainInput, Explanation } from './explanation.js';
import { issuersOf } from './issuers.js';
import { deliveredFor, joinedWindows, placeOf, rangeOf } from './evidence-windows.js';
import { Searcher } from './searcher.js';

/** Reads the objects around some signals again and collects what their records say. Of several rules, all at once. */
export async function explain(signals: readonly Signal[], input: ExplainInput): Promise<Explanation> {
  const started = performance.now();
  const account = new RunAccount();
  const searcher = new Searcher(input.sources, account, input.searching);
  let evidence: readonly SignalEvidence[];
  try {
    evidence = await evidenceOf(signals, input, searcher);
  } finally {
    await searcher.close();
  }
  const { coverage } = account;
  return {
    evidence,
    explained: {
      signals: signals.length,
      incomplete: evidence.filter((one) => !one.coverage.complete).length,
      objects: coverage.read,
      failed: total(coverage.failed),
      bytes: coverage.bytes,
      seconds: (performance.now() - started) / 1000,
    },
  };
}

async function evidenceOf(
  signals: readonly Signal[],
  input: ExplainInput,
  searcher: Searcher,
): Promise<SignalEvidence[]> {
  const measures = signals.map(
    (signal) => input.evaluation.rules.find(({ rule }) => rule.id === signal.rule.id)!.measure,
  );
  const counted = await ofEachMeasure(measures, (measure, indices) =>
    input.shards.counted(
      measure,
      indices.map((index) => ({
        identities: signals[index]!.identities,
        range: rangeOf(signals[index]!),
      })),
    ),
  );
  const collection = new Collection({ signals, measures, counted }, input);
  for (const slack of input.slack) await collection.read(searcher, slack);
  const issuers = await issuersOf(collection.collectors, searcher, input);
  const known = await ofEachMeasure(measures, (measure, indices) =>
    input.shards.known(
      measure,
      indices.map((index) => ({
        identities: signals[index]!.identities,
        start: rangeOf(signals[index]!).from,
        items: collection.collectors[index]!.items.map(({ key }) => key),
        origins: collection.collectors[index]!.origins.map(({ origin }) => origin),
      })),
    ),
  );
  return signals.map((signal, index) => {
    const collected = collection.collectors[index]!;
    return buildEvidence({
      signal,
      collected,
      known: known[index]!,
      coverage: { objects: collected.objects.size, complete: collection.shortOf(index).length === 0 },
      assumedBy: issuers,
    });
  });
}

/** Answers for signals of several measures, each asked for once, in the order of the signals. */
async function ofEachMeasure<Answer>(
  measures: readonly number[],
  ask: (measure: number, indices: readonly number[]) => Promise<readonly Answer[]>,
): Promise<Answer[]> {
  const answers = new Array<Answer>(measures.length);
  for (const measure of new Set(measures)) {
    const indices = measures.flatMap((one, index) => (one === measure ? [index] : []));
    for (const [at, answer] of (await ask(measure, indices)).entries()) answers[indices[at]!] = answer;
  }
  return answers;
}

/** Signals, what each was counted by, and what was counted. */
interface CountedSignals {
  readonly signals: readonly Signal[];
  /** Index of the measure of each. */
  readonly measures: readonly number[];
  readonly counted: readonly CountedBuckets[];
}

/** The records of the signals, as far as they were read. */
class Collection {
  readonly collectors: readonly EvidenceCollector[];
  readonly #counted: CountedSignals;
  readonly #input: ExplainInput;
  readonly #projections: readonly Projection[];
  /** Numbers of the addresses of objects that were read. */
  readonly #read = new Set<number>();

  constructor(counted: CountedSignals, input: ExplainInput) {
    const { evaluation, identityMode, listing } = input;
    this.#counted = counted;
    this.#input = input;
    this.collectors = counted.measures.map(
      (measure) => new EvidenceCollector(evaluation.measures[measure]!.bucketDuration),
    );
    this.#projections = evaluation.measures.map(({ events, exclusions }) => ({
      identityMode,
      accounts: listing.accounts,
      regions: listing.regions,
      selection: selectionOf(events, exclusions),
    }));
  }

  /**
   * Reads the objects with events of the buckets in which less was found than was counted. An object that was read
   * before has given all records that are looked for now, since fewer signals are.
   * @param slack how long after their event these were delivered at most, seconds; longer than at the last call
   */
  async read(searcher: Searcher, slack: number): Promise<void> {
    const { listing, evaluation } = this.#input;
    const { signals, measures } = this.#counted;
    const windows: ListWindow[] = [];
    const short: number[] = [];
    for (const [index, one] of signals.entries()) {
      const { bucketDuration } = evaluation.measures[measures[index]!]!;
      const buckets = this.shortOf(index);
      if (buckets.length > 0) short.push(index);
      for (const bucket of buckets) {
        const range = { from: bucket * bucketDuration, to: (bucket + 1) * bucketDuration };
        windows.push({ ...placeOf(one), delivered: deliveredFor(range, slack) });
      }
    }
    if (short.length === 0) return;
    const plan = { ...listing, windows: joinedWindows(windows) };
    await searcher.run(
      this.#search(short),
      plan,
      ({ targets, bytes }, { uri }) => {
        for (const target of targets) this.#take(short[target]!, bytes, uri);
      },
      ({ uri }, deliveredAt) =>
        (deliveredAt === 0 && !this.#input.undated.mayHaveRetrievals(uri)) || this.#isRead(uri),
    );
  }

  /** Whether an object was read before; notes that it is read now. */
  #isRead(uri: string): boolean {
    const number = textNumber(uri, THREAD_HASH_KEY);
    if (this.#read.has(number)) return true;
    this.#read.add(number);
    return false;
  }

  /** The buckets of a signal in which less was found than was counted; where that is an estimate, nothing at all. */
  shortOf(index: number): number[] {
    const { buckets: found } = this.collectors[index]!;
    return [...this.#counted.counted[index]!].flatMap(([bucket, { retrievals, failures, estimated }]) => {
      const { retrievals: read = 0, failures: failed = 0 } = found.get(bucket) ?? {};
      const isFound = estimated ? found.has(bucket) : read >= retrievals && failed >= failures;
      return isFound ? [] : [bucket];
    });
  }

  #search(indices: readonly number[]): CountedRecords {
    const { evaluation, identityMode, listing } = this.#input;
    return {
      kind: 'counted',
      measures: evaluation.measures,
      identityMode,
      accounts: listing.accounts,
      regions: listing.regions,
      targets: indices.map((index) => ({
        measure: this.#counted.measures[index]!,
        identities: this.#counted.signals[index]!.identities,
        range: rangeOf(this.#counted.signals[index]!),
      })),
    };
  }

  #take(index: number, bytes: Uint8Array, uri: string): void {
    const record: unknown = JSON.parse(Buffer.from(bytes).toString());
    if (!isObject(record)) return;
    const event = parseEvent(record);
    const projection = this.#projections[this.#counted.measures[index]!]!;
    const kind = projection.selection.kindOf(event);
    if (kind === undefined || kind === 'context') return;
    const retrieval = project(event, kind, bytes, projection);
    if (typeof retrieval !== 'string') this.collectors[index]!.add(event, retrieval, uri);
  }
}
