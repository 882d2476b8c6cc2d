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

/**
 * Runs `work`, which reads `path`.
 * @throws TrailspikeError E_SYSTEM, which names the path, when the file system refuses (a broken disk, no permission, too
 * many open files)
 */
export function reading<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TrailspikeError || !isSystemError(error)) throw error;
    throw systemError(error, `cannot read ${path}: ${error.message}`);
  }
}

/** An error for the user: the machine is at fault, not the program. */
export function systemError(cause: NodeJS.ErrnoException, message = cause.message): TrailspikeError {
  return new TrailspikeError('E_SYSTEM', message, {
    hint: 'mend what the system says and run the same command again; a --state goes on from what was saved',
    cause,
  });
}

/** Whether a call of the system failed. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/**
 * Names what is left: an error of the system that no caller has named, from a call that is part of longer work.
 * @throws TrailspikeError E_SYSTEM in its place; any other error as it is
 */
export async function namingSystemErrors<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw !(error instanceof TrailspikeError) && isSystemError(error) ? systemError(error) : error;
  }
}
