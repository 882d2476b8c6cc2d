import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RoutedBatch } from '../../wire/decode-messages.js';

interface Waiting {
  readonly batch: RoutedBatch;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Batches on their way to one shard thread. Those that come in the same turn of the event loop, or while the thread has
 * others, go in one message: the busier the main thread is, the fewer messages it sends.
 */
export class IngestQueue {
  readonly #send: (measure: number, batches: Uint8Array<ArrayBuffer>[]) => Promise<void>;
  #waiting: Waiting[] = [];
  #isSending = false;

  /** @param send sends batches of one measure; resolves when they are in the state */
  constructor(send: (measure: number, batches: Uint8Array<ArrayBuffer>[]) => Promise<void>) {
    this.#send = send;
  }

  /** Resolves when the batch is in the state. Rejects with the error of its message. */
  add(batch: RoutedBatch): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      if (!this.#isSending) void this.#sendAll();
    });
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    await nextTurn();
    while (this.#waiting.length > 0) {
      const all = this.#waiting;
      this.#waiting = [];
      for (const measure of new Set(all.map(({ batch }) => batch.measure))) {
        await this.#sendOne(
          measure,
          all.filter(({ batch }) => batch.measure === measure),
        );
      }
    }
    this.#isSending = false;
  }

  async #sendOne(measure: number, some: readonly Waiting[]): Promise<void> {
    try {
      await this.#send(
        measure,
        some.map(({ batch }) => batch.bytes),
      );
    } catch (error) {
      for (const { reject } of some) reject(error);
      return;
    }
    for (const { resolve } of some) resolve();
  }
}
