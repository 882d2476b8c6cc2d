import type { HashKey } from '../base/keyed-hash.js';
import { decodeObject, decodeOptions, type DecodeOptions } from '../decode/decode-object.js';
import { DecoderCheck } from '../decode/decoder-check.js';
import type { StageClock } from '../decode/read-events.js';
import { DELIVERY_LAG } from '../metrics/stages.js';
import { HistogramCounter } from '../metrics/histogram-counts.js';
import type { ObjectOutcome } from '../model/coverage.js';
import type { Projected } from '../model/retrieval.js';
import { selectionOf } from '../rule/select-events.js';
import type { CountingSetup, DecodeSetup } from '../wire/decode-messages.js';
import { BatchRouter } from './batch-builder.js';
import { ContentHashes } from './content-hashes.js';
import type { Consumed, Consumers, JobConsumer } from './job-consumer.js';

/** Counts: decodes objects to retrievals, and packs them into batches for the shards. */
export class CountingConsumers implements Consumers {
  readonly #options: DecodeOptions;
  readonly #check: DecoderCheck;
  readonly #shards: number;
  readonly #hashes: boolean;
  readonly #hashKey: HashKey;
  /** Routers that no job is using. */
  readonly #routers: BatchRouter[] = [];

  constructor({ limits }: DecodeSetup, setup: CountingSetup) {
    const { identityMode, accounts, regions, measures, shards, verifyEvery, hashContents, hashKey } = setup;
    this.#options = decodeOptions(
      limits,
      { identityMode, accounts, regions },
      measures.map(({ events, exclusions }) => selectionOf(events, exclusions)),
    );
    this.#check = new DecoderCheck(this.#options, verifyEvery);
    this.#shards = shards;
    this.#hashes = hashContents;
    this.#hashKey = hashKey;
  }

  begin(objects: number): JobConsumer {
    const router = this.#routers.pop() ?? new BatchRouter(this.#shards, this.#hashKey);
    // A router that packed is empty again; that of a job that failed is given up.
    const hashes = this.#hashes ? new ContentHashes(objects) : null;
    return new CountingJob(this.#options, this.#check, router, hashes, () => this.#routers.push(router));
  }
}

class CountingJob implements JobConsumer {
  readonly #options: DecodeOptions;
  readonly #check: DecoderCheck;
  readonly #router: BatchRouter;
  readonly #hashes: ContentHashes | null;
  readonly #giveBack: () => void;
  readonly #lags = new HistogramCounter();

  constructor(
    options: DecodeOptions,
    check: DecoderCheck,
    router: BatchRouter,
    hashes: ContentHashes | null,
    giveBack: () => void,
  ) {
    this.#options = options;
    this.#check = check;
    this.#router = router;
    this.#hashes = hashes;
    this.#giveBack = giveBack;
  }

  consume(body: Uint8Array, index: number, deliveredAt: number, clock: StageClock): ObjectOutcome {
    const sink = (one: Projected, measure: number): void => {
      this.#router.add(one, measure);
      if (deliveredAt > 0) this.#lags.add(deliveredAt - one.time);
    };
    const hashes = deliveredAt > 0 ? this.#hashes : null;
    const seeContent = hashes === null ? undefined : (content: Uint8Array) => hashes.add(index, content);
    const outcome = decodeObject(body, this.#options, sink, clock, undefined, seeContent);
    const difference = this.#check.check(body);
    return difference === null ? outcome : { ...outcome, failure: difference };
  }

  async finish(): Promise<Consumed> {
    const batches = this.#router.pack();
    this.#giveBack();
    return {
      batches,
      found: null,
      verified: this.#check.takeVerified(),
      hashes: this.#hashes === null ? null : await this.#hashes.done(),
      lag: { [DELIVERY_LAG]: this.#lags.pack() },
    };
  }
}
