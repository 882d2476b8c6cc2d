import { createInflateRaw, deflateRawSync, type InflateRaw } from 'node:zlib';

/*
 * Node's documented calls inflate into memory that they allocate for each object, of which the kernel has to clear
 * every page, and the result then has to be copied. The engine below them writes wherever it is told to.
 */

/** The engine behind a stream of node:zlib; not documented, so it is tried out before it is used. */
interface Handle {
  writeSync(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputLength: number,
    output: Uint8Array,
    outputAt: number,
    outputLength: number,
  ): void;
  reset(): void;
}

interface Internals {
  readonly _handle: Handle;
  /** Bytes left of the output and of the input after a write. */
  readonly _writeState: Uint32Array;
}

const SYNC_FLUSH = 2;

/** Inflates raw deflate streams, one after the other, into memory that is given to it. */
export class RawInflater {
  readonly #stream: InflateRaw;
  readonly #handle: Handle;
  readonly #state: Uint32Array;
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;

  /** @returns undefined where this Node's zlib has other insides */
  static create(): RawInflater | undefined {
    try {
      const inflater = new RawInflater();
      return inflater.#works() ? inflater : undefined;
    } catch {
      return undefined;
    }
  }

  private constructor() {
    this.#stream = createInflateRaw();
    // Damage destroys the stream, which is then not used again.
    this.#stream.on('error', () => undefined);
    const { _handle, _writeState } = this.#stream as unknown as Internals;
    this.#handle = _handle;
    this.#state = _writeState;
  }

  /** Begins a stream that stands in `input` from `at` on. */
  start(input: Uint8Array, at: number): void {
    this.#handle.reset();
    this.#input = input;
    this.#at = at;
  }

  /**
   * Goes on, into a part of `output`.
   * @returns bytes written: fewer than `length` at the end of the stream or of the input; -1: damage, and this
   *   cannot be used again.
   */
  write(output: Uint8Array, at: number, length: number): number {
    this.#handle.writeSync(
      SYNC_FLUSH,
      this.#input,
      this.#at,
      this.#input.length - this.#at,
      output,
      at,
      length,
    );
    if (this.#stream.destroyed) return -1;
    const [outputLeft, inputLeft] = this.#state;
    this.#at = this.#input.length - inputLeft!;
    return length - outputLeft!;
  }

  /** Bytes of the input that were not needed. */
  get rest(): number {
    return this.#input.length - this.#at;
  }

  #works(): boolean {
    const text = Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * n) % 251));
    const output = Buffer.alloc(text.length + 20);
    const input = Buffer.concat([Buffer.alloc(3), deflateRawSync(text), Buffer.alloc(8)]);
    for (let round = 0; round < 2; round++) {
      output.fill(0);
      this.start(input, 3);
      if (this.write(output, 5, 1000) !== 1000) return false;
      if (this.write(output, 1005, text.length - 985) !== text.length - 1000) return false;
      if (this.rest !== 8 || !output.subarray(5, 5 + text.length).equals(text)) return false;
    }
    return true;
  }
}
