/**
 * Errors for the user. Each has a stable code, a message that says what happened and where, and a hint that says what
 * to do about it. The CLI prints them as one line and exits with 2. Any other error is a bug: it is printed with its
 * stack, and the exit code is 1.
 */
export type ErrorCode =
  | 'E_USAGE'
  | 'E_RULE'
  | 'E_SOURCE_NOT_FOUND'
  | 'E_SOURCE_ACCESS'
  | 'E_SOURCE_CREDENTIALS'
  | 'E_SOURCE_NETWORK'
  | 'E_SOURCE_RESPONSE'
  | 'E_SOURCE_UNAVAILABLE'
  | 'E_STATE_MISMATCH'
  | 'E_STATE_DAMAGED'
  | 'E_OUTPUT_LOCKED'
  | 'E_STATE_LOCKED'
  | 'E_MEMORY'
  | 'E_SYSTEM'
  | 'E_OUTPUT'
  | 'E_SKETCH_BYTES'
  | 'E_SKETCH_MISMATCH'
  | 'E_THREAD_DIED'
  | 'E_STALLED'
  | 'E_DECODERS_DIFFER'
  | 'E_ABORTED';

export class TrailspikeError extends Error {
  override readonly name = 'TrailspikeError';
  readonly code: ErrorCode;
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined;
  /** Id of the run that it ended, where it ended one. */
  runId: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The same error, which says which run it ended. */
export function ofRun(error: unknown, runId: string): unknown {
  if (error instanceof TrailspikeError) error.runId ??= runId;
  return error;
}
