import { hash, webcrypto } from 'node:crypto';
import { HASH_BYTES } from '../wire/content-hashes.js';

/**
 * Content of so many bytes is hashed by a thread of Node's pool, so that this one goes on; handing less over takes as long
 * as hashing it.
 */
const WORTH_HANDING_OVER = 96 * 2 ** 10;

/** The first 128 bits of the SHA-256 of each object of a job; zeros where it was not read. */
export class ContentHashes {
  readonly #bytes: Uint8Array;
  readonly #underWay: Promise<void>[] = [];

  constructor(objects: number) {
    this.#bytes = new Uint8Array(objects * HASH_BYTES);
  }

  /** @param content after inflating; its memory may be used again when this returns */
  add(index: number, content: Uint8Array): void {
    if (content.length < WORTH_HANDING_OVER) {
      this.#set(index, hash('sha256', content, 'buffer'));
      return;
    }
    // It copies the content before it returns, as the standard says: "get a copy of the bytes held by data".
    const hashing = webcrypto.subtle.digest('SHA-256', content);
    this.#underWay.push(hashing.then((sum) => this.#set(index, new Uint8Array(sum))));
  }

  async done(): Promise<Uint8Array> {
    await Promise.all(this.#underWay);
    return this.#bytes;
  }

  #set(index: number, sum: Uint8Array): void {
    this.#bytes.set(sum.subarray(0, HASH_BYTES), index * HASH_BYTES);
  }
}
