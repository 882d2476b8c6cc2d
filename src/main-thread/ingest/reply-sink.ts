import type { SourceObject } from '../../source/source.js';
import type { DecodeReply } from '../../wire/decode-messages.js';

/** Where what decode threads give goes. */
export interface ReplySink {
  /**
   * Takes what one job gave. Resolves when it is taken in, and is slow while there is no room: then decoding waits.
   * @param objects of the job, in its order
   */
  take(reply: DecodeReply, objects: readonly SourceObject[]): Promise<void>;
  /** Ends all waiting with an error, because the run stops. */
  fail(reason: Error): void;
}
