import type { Dispatcher } from 'undici';
import { errnoOf } from '../../base/errno.js';
import { DEFAULT_LIMITS } from '../../decode/decode-limits.js';
import { MalformedResponseError, SlowResponseError } from './malformed-response.js';

/** A body of which fewer bytes come in so many ticks is given up. Blocked event loops have fewer ticks. */
const WINDOW_TICKS = 15;
const WINDOW_BYTES = 8 * 1024;
const HEADLESS_TICKS = 90;
/** Most bytes read of an error response. */
const REFUSAL_BYTES = 64 * 1024;
/** Most bytes of a body whose length is not known: as many as an object may have when it is inflated. */
const UNKNOWN_BYTES = DEFAULT_LIMITS.maxInflatedBytes;

export interface S3ResponseHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A whole response; of an error response (status 300 and above) only the beginning of the body. */
export interface S3Response extends S3ResponseHead {
  /** In an ArrayBuffer of its own if its length was known. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Milliseconds from the request to the head of the response. */
  readonly waited: number;
  /** Milliseconds from the head to the end. */
  readonly took: number;
}

/** What is known of a response before it comes. */
export interface Expected {
  /**
   * Length that the body of a response with a status below 300 must have, bytes; `undefined` when it is not known. An
   * error that it throws ends the response.
   */
  readonly lengthOf?: (head: S3ResponseHead) => number | undefined;
  /** Most bytes of a body whose length is not known. @default as many as an object may have when it is inflated */
  readonly maxBytes?: number;
}

interface Outcome {
  resolve(response: S3Response): void;
  reject(error: Error): void;
}

/**
 * Receives one response and copies each byte only once, to its final position. The streams of undici's other methods
 * cost the main thread a third more time at the size of usual objects.
 */
export class ResponseReader implements Dispatcher.DispatchHandler {
  readonly #expected: Expected;
  readonly #outcome: Outcome;
  readonly #sent = performance.now();
  #began = 0;
  #head: S3ResponseHead | undefined;
  /** The body, when its length is known. */
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #chunks: Buffer[] = [];
  #filled = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #settled: Error | true | undefined;
  /** Ticks since `#filled` was `#filledBefore`. */
  #ticks = 0;
  #filledBefore = 0;

  constructor(expected: Expected, outcome: Outcome) {
    this.#expected = expected;
    this.#outcome = outcome;
  }

  /**
   * Whether a connection that breaks may be followed by a request for the rest: only an ETag says that the rest belongs
   * to the same content.
   */
  get mayResume(): boolean {
    const etag = this.#head?.headers['etag'];
    return this.#head === undefined || (typeof etag === 'string' && /^"[!\x23-\x7e]*"$/.test(etag));
  }

  /** Called once a second while the response is under way. Ends one whose body comes too slowly. */
  tick(): void {
    if (this.#settled !== undefined) return;
    this.#ticks++;
    if (this.#head === undefined) {
      // The limits of the connection come first, unless the request never got one.
      if (this.#ticks > HEADLESS_TICKS) this.abort(new SlowResponseError('the request was never answered'));
      return;
    }
    if (this.#ticks < WINDOW_TICKS) return;
    const came = this.#filled - this.#filledBefore;
    this.#ticks = 0;
    this.#filledBefore = this.#filled;
    if (came >= WINDOW_BYTES) return;
    this.abort(new SlowResponseError(`${came} bytes came in ${WINDOW_TICKS} seconds`));
  }

  /** Ends the response, and its connection if it has one. */
  abort(reason: Error): void {
    if (this.#settled !== undefined) return;
    this.#settled = reason;
    this.#outcome.reject(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled instanceof Error) controller.abort(this.#settled);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: S3ResponseHead['headers'],
  ): void {
    this.#began = performance.now();
    this.#head = { status, headers };
    this.#ticks = 0;
    if (status >= 300) return;
    try {
      const length = this.#expected.lengthOf?.(this.#head);
      if (length !== undefined) this.#bytes = new Uint8Array(length);
    } catch (error) {
      this.abort(error as Error);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled !== undefined) return;
    const at = this.#filled;
    this.#filled += chunk.length;
    if (this.#bytes !== undefined) {
      if (this.#filled <= this.#bytes.length) this.#bytes.set(chunk, at);
      return;
    }
    this.#chunks.push(chunk);
    if (this.#head!.status < 300) {
      if (this.#filled > (this.#expected.maxBytes ?? UNKNOWN_BYTES))
        this.abort(new MalformedResponseError('the body has no end'));
      return;
    }
    if (this.#filled < REFUSAL_BYTES) return;
    this.#end();
    this.#controller?.abort(new Error('the rest of the body is not needed'));
  }

  onResponseEnd(): void {
    this.#end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#settled !== undefined) return; // the result of our own abort
    // Of what comes from the connection, some has no code: it is a response that is none.
    this.#settled =
      errnoOf(error) === undefined ? new MalformedResponseError(error.message, { cause: error }) : error;
    this.#outcome.reject(this.#settled);
  }

  #end(): void {
    if (this.#settled !== undefined) return;
    const body = this.#bytes ?? new Uint8Array(Buffer.concat(this.#chunks));
    if (this.#bytes !== undefined && this.#filled !== body.length) {
      this.#settled = new MalformedResponseError(`${this.#filled} bytes arrived instead of ${body.length}`);
      this.#outcome.reject(this.#settled);
      return;
    }
    this.#settled = true;
    const waited = this.#began - this.#sent;
    const { status, headers } = this.#head!;
    this.#outcome.resolve({ status, headers, body, waited, took: performance.now() - this.#began });
  }
}
