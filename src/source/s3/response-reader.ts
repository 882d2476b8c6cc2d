import type { Dispatcher } from 'undici';
import { DEFAULT_LIMITS } from '../../decode/decode-limits.js';
import { MalformedResponseError } from './malformed-response.js';

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

interface Outcome {
  resolve(response: S3Response): void;
  reject(error: Error): void;
}

/**
 * Receives one response and copies each byte only once, to its final position. The streams of undici's other methods
 * cost the main thread a third more time at the size of usual objects.
 */
export class ResponseReader implements Dispatcher.DispatchHandler {
  readonly #lengthOf: (head: S3ResponseHead) => number | undefined;
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

  /** @param lengthOf see `Transport` */
  constructor(lengthOf: (head: S3ResponseHead) => number | undefined, outcome: Outcome) {
    this.#lengthOf = lengthOf;
    this.#outcome = outcome;
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
    if (status >= 300) return;
    try {
      const length = this.#lengthOf(this.#head);
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
      if (this.#filled > UNKNOWN_BYTES) this.abort(new MalformedResponseError('the body has no end'));
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
    this.#settled = error;
    this.#outcome.reject(error);
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
