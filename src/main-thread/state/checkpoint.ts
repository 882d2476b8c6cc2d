import type { ShardPool } from '../threads/shard-pool.js';
import type { Ledger } from './ledger.js';
import type { LedgerEntry } from './ledger-frame.js';

/** At most so many finished objects wait to be made durable. */
const MOST_PENDING = 20_000;

/**
 * Makes finished objects durable from time to time: first the logs of the shards, then the ledger. A run that is
 * killed in between reads those objects again, which changes nothing because state is a join.
 */
export class Checkpoint {
  readonly #ledger: Ledger;
  readonly #shards: ShardPool;
  readonly #interval: number;
  #pending: LedgerEntry[] = [];
  #last = performance.now();
  /** Resolves when all writes that were started so far have ended. */
  #turn: Promise<unknown> = Promise.resolve();
  #writing = false;

  /** @param interval shortest time between two writes, milliseconds */
  constructor(ledger: Ledger, shards: ShardPool, interval: number) {
    this.#interval = interval;
    this.#ledger = ledger;
    this.#shards = shards;
  }

  /** Adds an object whose retrievals are in the state. */
  settle(entry: LedgerEntry): void {
    this.#pending.push(entry);
  }

  /** Makes them durable if it is time for that. At most one such write is under way at once. */
  async maybe(): Promise<void> {
    if (this.#pending.length < MOST_PENDING && performance.now() - this.#last < this.#interval) return;
    if (!this.#writing) await this.now();
  }

  /** Makes all settled objects durable. */
  now(): Promise<void> {
    this.#writing = true;
    const write = this.#turn.then(() => this.#write());
    this.#turn = write.catch(() => undefined).then(() => (this.#writing = false));
    return write;
  }

  async #write(): Promise<void> {
    const entries = this.#pending;
    this.#pending = [];
    this.#last = performance.now();
    if (entries.length === 0) return;
    const positions = await this.#shards.sync();
    this.#ledger.append(entries, positions);
  }
}
