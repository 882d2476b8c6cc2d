import { setTimeout as sleep } from 'node:timers/promises';
import { TrailspikeError } from '../model/errors.js';
import { lockDirectory, type LockKind } from '../storage/directory-lock.js';

const OUTPUT: LockKind = { name: 'writing.lock', what: 'output', code: 'E_OUTPUT_LOCKED' };

/** Writing results takes seconds. A run that has worked for hours does not lose them to another that writes. */
const WAIT_MS = 300_000;
const TRY_EVERY_MS = 200;

/**
 * Locks an output directory while results are written, so that it holds those of one run, whole.
 * @param wait how long to wait for another run that writes, milliseconds. @default 5 minutes
 * @returns a function that unlocks it
 * @throws TrailspikeError E_OUTPUT_LOCKED when another run writes all that time, E_OUTPUT when it cannot be written.
 * The signal's reason when it is aborted.
 */
export async function lockOutput(out: string, signal?: AbortSignal, wait = WAIT_MS): Promise<() => void> {
  const until = performance.now() + wait;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return lockDirectory(out, OUTPUT);
    } catch (error) {
      const isLocked = error instanceof TrailspikeError && error.code === OUTPUT.code;
      if (!isLocked || performance.now() >= until) throw error;
    }
    await sleep(TRY_EVERY_MS);
  }
}
