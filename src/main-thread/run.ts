import type { DisposableStack } from '../base/disposable-stack.js';
import { TrailspikeError } from '../model/errors.js';
import type { BucketLines } from '../wire/shard-messages.js';
import type { RunResult } from './result.js';

/**
 * A finished run: its results, and the state that they were computed from. It owns the shard threads and their
 * files, so close it when you have read what you need. `await using run = await scan(…)` does that.
 */
export interface Run extends RunResult, AsyncDisposable {
  /**
   * The counts of every identity in every bucket of the evaluated range, as lines of `buckets.ndjson`. Each item
   * holds all lines of one identity; items are sorted by identity, lines by bucket.
   * @throws TrailspikeError E_USAGE when the run is closed, E_THREAD_DIED when a shard thread cannot answer. The
   * reason of the run's signal when that is aborted.
   */
  buckets(): AsyncIterable<BucketLines>;
  /** Ends the threads, deletes temporary files and unlocks the state. May be called again. */
  close(): Promise<void>;
}

/**
 * @param buckets reads the buckets from the state
 * @param owned ends everything that the run opened
 */
export function runOf(
  result: RunResult,
  buckets: () => AsyncIterable<BucketLines>,
  owned: DisposableStack,
): Run {
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= owned[Symbol.asyncDispose]());
  async function* openBuckets(): AsyncGenerator<BucketLines> {
    try {
      yield* buckets();
    } catch (error) {
      throw closing === undefined ? error : closedError(error);
    }
  }
  return {
    ...result,
    buckets() {
      if (closing !== undefined) throw closedError();
      return openBuckets();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function closedError(cause?: unknown): TrailspikeError {
  return new TrailspikeError('E_USAGE', 'the run is closed, so its buckets can no longer be read', {
    hint: 'read all buckets before close(), or inside the block of "await using"',
    cause,
  });
}
