import { gzipSync } from 'node:zlib';
import type { ObjectWriter } from './object-writer.js';

/** Writes that run at once. */
const MOST_UNDER_WAY = 16;

/** Compresses and writes objects, a limited number at once, and reports the first failure. */
export class PutQueue {
  readonly #writer: ObjectWriter;
  readonly #underWay = new Set<Promise<void>>();
  #bytes = 0;
  #failed = false;
  #failure: unknown;

  constructor(writer: ObjectWriter) {
    this.#writer = writer;
  }

  /** Compressed bytes written. Complete after `drain`. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Waits until fewer than 16 writes run, and starts to write an object.
   * @throws what the writer threw for this object or an earlier one
   */
  async put(key: string, body: Uint8Array, metadata?: Readonly<Record<string, string>>): Promise<void> {
    const done: Promise<void> = this.#write(key, body, metadata)
      .catch((error: unknown) => {
        if (!this.#failed) this.#failure = error;
        this.#failed = true;
      })
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
    if (this.#underWay.size >= MOST_UNDER_WAY) await Promise.race(this.#underWay);
    this.#check();
  }

  /** Waits for all writes. @throws as `put` */
  async drain(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#check();
  }

  async #write(key: string, body: Uint8Array, metadata?: Readonly<Record<string, string>>): Promise<void> {
    // On this thread: the thread pool is not faster, and the objects would be written out of order.
    const bytes = gzipSync(body, { level: 6 });
    this.#bytes += bytes.length;
    await this.#writer.put(key, bytes, metadata);
  }

  #check(): void {
    if (this.#failed) throw this.#failure;
  }
}
