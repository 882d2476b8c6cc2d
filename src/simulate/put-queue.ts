import { gzipSync } from 'node:zlib';
import type { ObjectWriter } from './object-writer.js';

const MOST_UNDER_WAY = 16;

/** Compresses and writes objects, a bounded number of them under way, and reports the first that failed. */
export class PutQueue {
  readonly #writer: ObjectWriter;
  readonly #underWay = new Set<Promise<void>>();
  #bytes = 0;
  #failed = false;
  #failure: unknown;

  constructor(writer: ObjectWriter) {
    this.#writer = writer;
  }

  /** Bytes written, compressed. Complete after `drain`. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Starts to write an object once there is room for it.
   * @throws what the writer threw for this object or an earlier one.
   */
  async put(key: string, body: Uint8Array): Promise<void> {
    const done: Promise<void> = this.#write(key, body)
      .catch((error: unknown) => {
        if (!this.#failed) this.#failure = error;
        this.#failed = true;
      })
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
    if (this.#underWay.size >= MOST_UNDER_WAY) await Promise.race(this.#underWay);
    this.#check();
  }

  /** Waits for all objects under way. @throws as `put` does. */
  async drain(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#check();
  }

  async #write(key: string, body: Uint8Array): Promise<void> {
    // On this thread: the pool's threads compress no faster, and the objects would come out of order.
    const bytes = gzipSync(body, { level: 6 });
    this.#bytes += bytes.length;
    await this.#writer.put(key, bytes);
  }

  #check(): void {
    if (this.#failed) throw this.#failure;
  }
}
