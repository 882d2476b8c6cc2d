import { DEFAULT_LIMITS } from '../../decode/decode-limits.js';
import type { ListPlan, Source, SourceObject } from '../../source/source.js';
import type { RecordSearch } from '../../triage/search/record-search.js';
import type { DecodeReply } from '../../wire/decode-messages.js';
import { type FoundRecord, foundRecords } from '../../wire/found-records.js';
import { IngestPipeline } from '../ingest/ingest-pipeline.js';
import { objectFilter, type ObjectVerdict } from '../../source/listing/object-filter.js';
import type { ReplySink } from '../ingest/reply-sink.js';
import type { RunAccount } from '../run-account.js';
import { DecodePool } from '../threads/decode-pool.js';
import type { WorkerEntry } from '../worker-entry.js';

/** How to search. */
export interface SearchOptions {
  readonly threads: number;
  readonly threadsFetch: boolean;
  readonly signal: AbortSignal;
  /** See `IngestParts.stallAfter`. */
  readonly stallAfter: number;
  /** Threads that run already, and know how to decode fast. They stay open. @default new ones */
  readonly pool?: DecodePool;
  /** Another entry of decode threads. @default workers/decode */
  readonly entry?: WorkerEntry | undefined;
}

/** Whether an object need not be read, besides what the plan says. @param deliveredAt 0 when its key does not say */
export type LeaveOut = (object: SourceObject, deliveredAt: number) => boolean;

/** Receives a found record and its object; its bytes are a view that is valid during the call. */
export type TakeRecord = (record: FoundRecord, object: SourceObject) => void;

/** Not wanted, and nothing to report: `LeaveOut` knows why. */
const LEFT_OUT: ObjectVerdict = { skip: 'otherSlice', fail: null, deliveredAt: 0 };

/** Searches some sources, one search after the other, with the same threads. Close it. */
export class Searcher {
  readonly #sources: readonly Source[];
  readonly #account: RunAccount;
  readonly #options: SearchOptions;
  readonly #decode: DecodePool;
  #searches = 0;

  /** @param account damaged and unreadable objects are counted in it */
  constructor(sources: readonly Source[], account: RunAccount, options: SearchOptions) {
    this.#sources = sources;
    this.#account = account;
    this.#options = options;
    const { threads, threadsFetch, entry, pool } = options;
    this.#decode =
      pool ?? new DecodePool({ limits: DEFAULT_LIMITS, threads, work: null }, threadsFetch, entry);
  }

  /**
   * Reads the wanted objects and hands on each record that the search wants, in no particular order. One that was
   * delivered twice comes twice.
   * @param leaveOut asked about each object that the plan wants. @default all are read
   */
  async run(
    search: RecordSearch,
    plan: ListPlan,
    take: TakeRecord,
    leaveOut: LeaveOut = () => false,
  ): Promise<void> {
    const { threadsFetch, signal, stallAfter } = this.#options;
    const filter = objectFilter(plan);
    const pipeline = new IngestPipeline(
      {
        decode: this.#decode,
        threadsFetch,
        stallAfter,
        search: { id: this.#searches++, search },
        sink: new RecordSink(take),
        filter: (object) => {
          const verdict = filter(object);
          return verdict.skip === null && leaveOut(object, verdict.deliveredAt) ? LEFT_OUT : verdict;
        },
        account: this.#account,
        durable: undefined,
      },
      signal,
    );
    await pipeline.run(this.#sources, plan);
  }

  async close(): Promise<void> {
    if (this.#options.pool === undefined) await this.#decode.close();
  }
}

class RecordSink implements ReplySink {
  readonly #take: TakeRecord;

  constructor(take: TakeRecord) {
    this.#take = take;
  }

  take({ found }: DecodeReply, objectAt: (index: number) => SourceObject): Promise<void> {
    if (found !== null) for (const record of foundRecords(found)) this.#take(record, objectAt(record.object));
    return Promise.resolve();
  }

  fail(): void {
    // Nothing waits here.
  }
}
