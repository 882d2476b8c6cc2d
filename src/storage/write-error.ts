import { TrailspikeError } from '../model/errors.js';

/**
 * Runs something that makes or writes `path`.
 * @throws TrailspikeError E_OUTPUT naming the path when the file system refuses (no room, no right, no such folder)
 */
export function writing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TrailspikeError || !isSystemError(error)) throw error;
    throw new TrailspikeError('E_OUTPUT', `cannot write ${path}: ${error.message}`, {
      hint: 'see that the directory exists, may be written and has room',
      cause: error,
    });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
