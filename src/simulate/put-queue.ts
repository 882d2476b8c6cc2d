import type { ObjectWriter } from './object-writer.js';

const MOST_UNDER_WAY = 16;

/** Writes objects with a bounded number under way, and reports the first that failed. */
export class PutQueue {
  readonly #writer: ObjectWriter;
  readonly #underWay = new Set<Promise<void>>();
  #failed = false;
  #failure: unknown;

  constructor(writer: ObjectWriter) {
    this.#writer = writer;
  }

  /**
   * Starts to write an object once there is room for it.
   * @throws what the writer threw for this object or an earlier one.
   */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const done: Promise<void> = this.#writer
      .put(key, bytes)
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

  #check(): void {
    if (this.#failed) throw this.#failure;
  }
}
