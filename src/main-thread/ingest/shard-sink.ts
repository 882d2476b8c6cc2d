import { release } from '../../base/release.js';
import type { DecodeReply } from '../../wire/decode-messages.js';
import type { Progress } from '../progress.js';
import type { ShardPool } from '../threads/shard-pool.js';
import type { ReplySink } from './reply-sink.js';

/** Routes the batches of each job to their shards. */
export class ShardSink implements ReplySink {
  readonly #shards: ShardPool;
  readonly #progress: Progress;

  constructor(shards: ShardPool, progress: Progress) {
    this.#shards = shards;
    this.#progress = progress;
  }

  async take({ batches }: DecodeReply): Promise<void> {
    await Promise.all(
      batches.map(async (batch) => {
        this.#progress.retrievals += batch.retrievals;
        await this.#shards.ingest(batch);
        release(batch.bytes);
      }),
    );
  }

  fail(reason: Error): void {
    this.#shards.fail(reason);
  }
}
