/**
 * Errors that reach the person at the terminal. Each has a stable code, says what happened and where,
 * and carries a hint that says what to do. The CLI prints them as one line and exits with 2; any other error is
 * a bug, printed with its stack, exit code 1.
 */
export type ErrorCode =
  | 'E_USAGE'
  | 'E_RULE'
  | 'E_SOURCE_NOT_FOUND'
  | 'E_SOURCE_ACCESS'
  | 'E_SOURCE_CREDENTIALS'
  | 'E_SOURCE_NETWORK'
  | 'E_SOURCE_RESPONSE'
  | 'E_STATE_MISMATCH'
  | 'E_STATE_DAMAGED'
  | 'E_STATE_LOCKED'
  | 'E_OUTPUT'
  | 'E_SKETCH_BYTES'
  | 'E_SKETCH_MISMATCH'
  | 'E_THREAD_DIED'
  | 'E_DECODERS_DIFFER'
  | 'E_ABORTED';

export class TrailspikeError extends Error {
  override readonly name = 'TrailspikeError';
  readonly code: ErrorCode;
  /** What to do about it, one sentence. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
