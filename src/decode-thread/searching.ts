import type { DecodeLimits } from '../decode/decode-limits.js';
import { readEvents, type StageClock } from '../decode/read-events.js';
import type { DecodeRequest } from '../decode/record-decoder.js';
import type { ObjectOutcome } from '../model/coverage.js';
import { recordMatcher } from '../triage/search/record-matcher.js';
import { recordBytes, type RecordMatcher, type RecordSearch } from '../triage/search/record-search.js';
import { FoundRecordsWriter } from '../wire/found-records.js';
import type { Consumed, Consumers, JobConsumer } from './job-consumer.js';

/** Searches: gives the records that a search wants as they are. */
export class SearchingConsumers implements Consumers {
  readonly #matcher: RecordMatcher;
  readonly #request: DecodeRequest;
  readonly #limits: DecodeLimits;

  constructor({ limits }: { readonly limits: DecodeLimits }, search: RecordSearch) {
    this.#matcher = recordMatcher(search);
    this.#limits = limits;
    const { findMatches, fields, wants } = this.#matcher;
    this.#request = { findMatches, fields, wants, limits };
  }

  begin(): JobConsumer {
    return new SearchingJob(this.#matcher, this.#request, this.#limits);
  }
}

class SearchingJob implements JobConsumer {
  readonly #matcher: RecordMatcher;
  readonly #request: DecodeRequest;
  readonly #found = new FoundRecordsWriter();
  readonly #mostBytes: number;
  /** Of the records found so far. */
  #bytes = 0;

  constructor(matcher: RecordMatcher, request: DecodeRequest, { maxFoundBytes }: DecodeLimits) {
    this.#mostBytes = maxFoundBytes;
    this.#matcher = matcher;
    this.#request = request;
  }

  consume(body: Uint8Array, index: number, _deliveredAt: number, clock: StageClock): ObjectOutcome {
    let matched = 0;
    const over = { isOver: false };
    const read = readEvents(
      body,
      this.#request,
      (found) => {
        const targets = this.#matcher.targetsOf(found);
        if (targets.length === 0) return;
        const bytes = recordBytes(found);
        if (this.#bytes + bytes.length > this.#mostBytes) {
          over.isOver = true;
          return;
        }
        matched++;
        this.#bytes += bytes.length;
        this.#found.add(index, targets, bytes);
      },
      clock,
    );
    const failure = over.isOver ? tooMany(this.#mostBytes) : read.failure;
    return { ...read, failure, matched, context: 0, dropped: {} };
  }

  finish(): Promise<Consumed> {
    const found = this.#found.finish();
    return Promise.resolve({ batches: [], found, verified: 0, hashes: null, lag: {} });
  }
}

function tooMany(bytes: number): ObjectOutcome['failure'] {
  return { reason: 'tooManyRecords', detail: `more than ${bytes} bytes of records that are searched for` };
}
