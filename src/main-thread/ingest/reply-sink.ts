import type { SourceObject } from '../../source/source.js';
import type { DecodeReply } from '../../wire/decode-messages.js';

/** Where what decode threads give goes. */
export interface ReplySink {
  /**
   * Takes what one job gave. Resolves when it is taken in, and is slow while there is no room: then decoding waits.
   * @param objectAt an object of the job, by its index
   */
  take(reply: DecodeReply, objectAt: (index: number) => SourceObject): Promise<void>;
  /** Ends all waiting with an error, because the run stops. */
  fail(reason: Error): void;
}
