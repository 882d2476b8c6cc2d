import { TrailspikeError } from '../model/errors.js';

/**
 * Runs `work`, which creates or writes `path`.
 * @throws TrailspikeError E_OUTPUT, which names the path, when the file system refuses (no space, no permission, no
 * folder)
 */
export function writing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TrailspikeError || !isSystemError(error)) throw error;
    throw new TrailspikeError('E_OUTPUT', `cannot write ${path}: ${error.message}`, {
      hint: 'check that the directory exists, is writable and has space',
      cause: error,
    });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
