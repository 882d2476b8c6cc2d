import { hash } from 'node:crypto';

/** Bytes of a SHA-256 block. */
const BLOCK = 64;
const SUM = 32;

/**
 * HMAC-SHA-256 with one key, by its definition (RFC 2104): a hash of a hash. Node's `Hmac` wraps a native object, which
 * takes as long to create as both hashes, and longer to collect as garbage.
 */
export class HmacKey {
  readonly #key: Uint8Array;
  /** The padded key, followed by the message. */
  #inner: Buffer;
  /** The padded key, followed by the hash of `#inner`. */
  readonly #outer: Buffer;

  /** @param key at most 64 bytes */
  constructor(key: Uint8Array) {
    if (key.length > BLOCK) throw new RangeError(`a key of ${key.length} bytes`);
    this.#key = key;
    this.#inner = padded(key, 0x36, BLOCK + 512);
    this.#outer = padded(key, 0x5c, BLOCK + SUM);
  }

  /** @param message ASCII @returns lower-case hexadecimal */
  sign(message: string): string {
    const length = BLOCK + message.length;
    if (length > this.#inner.length) this.#inner = padded(this.#key, 0x36, 2 * length);
    this.#inner.write(message, BLOCK, 'latin1');
    this.#outer.write(hash('sha256', this.#inner.subarray(0, length), 'hex'), BLOCK, 'hex');
    return hash('sha256', this.#outer, 'hex');
  }

  /** @returns the signature of a message as a key */
  derive(message: string): HmacKey {
    return new HmacKey(Buffer.from(this.sign(message), 'hex'));
  }
}

function padded(key: Uint8Array, pad: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.fill(pad, 0, BLOCK);
  key.forEach((byte, at) => (bytes[at] = byte ^ pad));
  return bytes;
}
