import type { linkSync } from 'node:fs';
import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';
import { lockDirectory, type LockKind } from '../../storage/directory-lock.js';

export const LOCK_NAME = 'lock.json';

const STATE: LockKind = { name: LOCK_NAME, what: 'state', code: 'E_STATE_LOCKED' };

/**
 * Locks a state against other runs: see `lockDirectory`.
 * @returns a function that unlocks it
 * @throws TrailspikeError E_STATE_LOCKED when another run has locked it, E_OUTPUT when it cannot be written
 */
export function lockState(directory: string, link?: typeof linkSync): () => void {
  return lockDirectory(directory, STATE, link);
}

/** The same for a state that is only read. A state on a read-only file system needs no lock. */
export function lockForReading(directory: string): () => void {
  try {
    return lockState(directory);
  } catch (error) {
    const cannotWrite = error instanceof TrailspikeError && error.code === 'E_OUTPUT';
    if (cannotWrite && ['EROFS', 'EACCES', 'EPERM'].includes(errnoOf(error.cause) ?? ''))
      return () => undefined;
    throw error;
  }
}
