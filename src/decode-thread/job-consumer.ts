import type { StageClock } from '../decode/read-events.js';
import type { ObjectOutcome } from '../model/coverage.js';
import type { DecodeReply } from '../wire/decode-messages.js';

/** What a reply has of a job besides the outcomes of its objects and the times. */
export type Consumed = Pick<DecodeReply, 'batches' | 'found' | 'verified' | 'hashes'> & {
  /** Of each retrieval, seconds. */
  readonly lag: DecodeReply['latency'];
};

/** What is done with the objects of one job, one call after the other. */
export interface JobConsumer {
  /**
   * @param index of the object in its job
   * @param deliveredAt when it was delivered, epoch seconds; 0 when its key does not say
   */
  consume(body: Uint8Array, index: number, deliveredAt: number, clock: StageClock): ObjectOutcome;
  /** What the job gave. Called once, at its end. */
  finish(): Promise<Consumed>;
}

/** What a decode thread does with objects. Keeps only memory between jobs. */
export interface Consumers {
  /**
   * Jobs of a thread that waits for other machines overlap: each has a consumer.
   * @param objects of the job
   */
  begin(objects: number): JobConsumer;
}
