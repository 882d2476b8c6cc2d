import type { DisposableStack } from '../base/disposable-stack.js';
import type { Activity } from '../model/activity.js';
import { TrailspikeError } from '../model/errors.js';
import { namingSystemErrors } from '../storage/write-error.js';
import type { BucketLines } from '../wire/shard-messages.js';
import type { RunResult } from './result.js';
import type { KeptState } from './state/state-place.js';

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
  /**
   * What was counted over time, as lines of `activity.ndjson`: for each rule that of all identities, then that of the
   * identities of each signal. Each call gives the same object: it is counted once.
   * @throws as `buckets`
   */
  activity(): Promise<readonly Activity[]>;
  /** The folder of its state, until it is closed; `undefined` when it keeps nothing. */
  readonly kept: KeptState | undefined;
  /** Ends the threads, deletes temporary files and unlocks the state. May be called again. */
  close(): Promise<void>;
}

/** What a run reads from its state on demand. */
export interface StateReader {
  readonly buckets: () => AsyncIterable<BucketLines>;
  readonly activity: () => Promise<readonly Activity[]>;
}

/**
 * @param state reads from the state
 * @param kept the folder of its state
 * @param owned ends everything that the run opened
 */
export function runOf(
  result: RunResult,
  state: StateReader,
  kept: KeptState | undefined,
  owned: DisposableStack,
): Run {
  let closing: Promise<void> | undefined;
  let activity: Promise<readonly Activity[]> | undefined;
  const close = (): Promise<void> => (closing ??= namingSystemErrors(owned[Symbol.asyncDispose]()));
  async function* openBuckets(): AsyncGenerator<BucketLines> {
    try {
      yield* state.buckets();
    } catch (error) {
      throw closing === undefined ? error : closedError(error);
    }
  }
  return {
    ...result,
    kept,
    buckets() {
      if (closing !== undefined) throw closedError();
      return openBuckets();
    },
    async activity() {
      if (closing !== undefined) throw closedError();
      return (activity ??= state.activity()).catch((error: unknown) => {
        throw closing === undefined ? error : closedError(error);
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function closedError(cause?: unknown): TrailspikeError {
  return new TrailspikeError('E_USAGE', 'the run is closed, so its state can no longer be read', {
    hint: 'read buckets and activity before close(), or inside the block of "await using"',
    cause,
  });
}
