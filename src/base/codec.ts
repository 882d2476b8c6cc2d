import { TrailspikeError, type ErrorCode } from '../model/errors.js';

const FIRST_CAPACITY = 64;
const encoder = new TextEncoder();
/** A text of usual length is encoded here, because memory of its own for each costs more than encoding it. */
const scratch = new Uint8Array(4096);
// This program writes text from JavaScript strings, so anything but valid UTF-8 is damage.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Appends numbers, bytes and text to a growing buffer. Integers and floats are little-endian. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  /** @param capacity first size of the buffer in bytes. @default 64 */
  constructor(capacity = FIRST_CAPACITY) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  u8(value: number): void {
    const at = this.#extend(1);
    this.#view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.#extend(2);
    this.#view.setUint16(at, value, true);
  }

  u32(value: number): void {
    const at = this.#extend(4);
    this.#view.setUint32(at, value, true);
  }

  f64(value: number): void {
    const at = this.#extend(8);
    this.#view.setFloat64(at, value, true);
  }

  /** A whole number from 0 to 2⁵³ − 1, seven bits a byte, lowest first: 1 byte below 128, 8 at most. */
  varint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`Expected a whole number from 0 to 2^53 - 1, got ${value}`);
    }
    while (value >= 0x80) {
      this.u8((value % 0x80) | 0x80);
      value = Math.floor(value / 0x80);
    }
    this.u8(value);
  }

  /** Raw bytes without their length, which the reader must know. */
  bytes(bytes: Uint8Array): void {
    const at = this.#extend(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** The length in bytes as a varint, then the text in UTF-8. Lone surrogates become U+FFFD. */
  utf8(text: string): void {
    if (text.length * 3 > scratch.length) {
      const bytes = encoder.encode(text);
      this.varint(bytes.length);
      this.bytes(bytes);
      return;
    }
    const { written } = encoder.encodeInto(text, scratch);
    this.varint(written);
    this.bytes(scratch.subarray(0, written));
  }

  /** A copy of the bytes written so far. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room for `by` more bytes, which may replace `#bytes` and `#view`. @returns the offset of the first */
  #extend(by: number): number {
    const at = this.#length;
    this.#length += by;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}

/**
 * Reads what a ByteWriter wrote. It checks every read against the end, and that every integer is written in the one
 * canonical way. So when bytes are read without an error, writing the values again gives the same bytes.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #what: string;
  readonly #code: ErrorCode;
  #offset = 0;

  /**
   * @param what names the source in error messages, for example a file. @default 'sketch'
   * @param code code of the errors that are thrown. @default 'E_SKETCH_BYTES'
   */
  constructor(bytes: Uint8Array, what = 'sketch', code: ErrorCode = 'E_SKETCH_BYTES') {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#what = what;
    this.#code = code;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#advance(8), true);
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) this.fail('has a number above 2^53 - 1');
      if (byte < 0x80) {
        if (byte === 0 && scale > 1) this.fail('has a number written with needless bytes');
        return value;
      }
    }
  }

  /** A view of the next `length` bytes, not a copy. */
  bytes(length: number): Uint8Array {
    const at = this.#advance(length);
    return this.#bytes.subarray(at, at + length);
  }

  utf8(): string {
    const bytes = this.bytes(this.varint());
    try {
      return decoder.decode(bytes);
    } catch {
      return this.fail('has text that is not UTF-8');
    }
  }

  /** @throws TrailspikeError when any byte is unread. */
  end(): void {
    if (this.remaining > 0) this.fail(`should end here, but has ${this.remaining} more bytes`);
  }

  /** Rejects the bytes. The message names the source, the `problem` and the offset. */
  fail(problem: string): never {
    throw new TrailspikeError(this.#code, `The ${this.#what} ${problem} (at byte ${this.#offset})`, {
      hint: 'The bytes are damaged or were not written by this program: delete them or restore a good copy.',
    });
  }

  #advance(by: number): number {
    const at = this.#offset;
    if (by > this.#bytes.length - at) this.fail(`ends too early: ${by} bytes wanted, ${this.remaining} left`);
    this.#offset = at + by;
    return at;
  }
}
