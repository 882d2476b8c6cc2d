import { Piscina } from 'piscina';
import { TrailspikeError } from '../model/errors.js';
import type { ShardAnswers, ShardReply, ShardRequest, ShardSetup } from './protocol.js';
import type { StoreTotals } from '../profile/profile-store.js';
import type { WorkerEntry } from './worker-entry.js';

/** How often one request may meet a dying thread before the run gives up. */
const MAX_ATTEMPTS = 3;

/**
 * One shard thread as the main thread sees it: a Piscina of one thread that keeps state. When the thread dies,
 * Piscina replaces it silently by one with empty state; the epoch in each message shows it, the new thread
 * loads the shard's own snapshots and log, and the requests that were under way are sent again. All of that is
 * safe because state is a join: what arrives twice counts once.
 */
export class ShardThread {
  readonly #setup: ShardSetup;
  readonly #pool: Piscina;
  readonly #directories: readonly string[];
  #epoch = 0;
  #opening: Promise<StoreTotals>;

  /** @param directories what to load at the start; the shard's own directory is loaded after a crash in any case. */
  constructor(setup: ShardSetup, entry: WorkerEntry, directories: readonly string[]) {
    this.#setup = setup;
    this.#directories = [...new Set([...directories, setup.directory])];
    this.#pool = new Piscina({
      ...entry,
      minThreads: 1,
      maxThreads: 1,
      idleTimeout: Infinity, // an idle worker that retires takes its state along
      concurrentTasksPerWorker: 1,
      atomics: 'disabled',
      workerData: setup,
    });
    this.#opening = this.#reopen();
  }

  /** How often the thread was replaced. */
  get restarts(): number {
    return this.#epoch - 1;
  }

  /** What was loaded at the start. */
  opened(): Promise<StoreTotals> {
    return this.#opening;
  }

  async ask<Kind extends ShardRequest['kind']>(
    request: Extract<ShardRequest, { kind: Kind }>,
  ): Promise<ShardAnswers[Kind]> {
    let lastCrash: unknown;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const epoch = this.#epoch;
      try {
        await this.#opening;
        const reply = await this.#send(epoch, request);
        if (reply.kind === 'answer') return reply.answer as ShardAnswers[Kind];
        if (reply.kind === 'refused') throw refusal(reply);
      } catch (error) {
        if (error instanceof TrailspikeError) throw error;
        lastCrash = error;
      }
      // Stale, or dead. Several requests may have met the same dead thread; the first one replaces it.
      if (this.#epoch === epoch) this.#opening = this.#reopen();
    }
    throw new Error(
      `shard thread ${this.#setup.shard} died ${MAX_ATTEMPTS} times on one '${request.kind}' request; ` +
        'if it ran out of memory, use more --shards or a larger machine',
      { cause: lastCrash },
    );
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #reopen(): Promise<StoreTotals> {
    this.#epoch++;
    const opening = this.#open();
    opening.catch(() => undefined); // whoever asks next meets it
    return opening;
  }

  async #open(): Promise<StoreTotals> {
    const reply = await this.#send(this.#epoch, { kind: 'open', directories: this.#directories });
    if (reply.kind === 'refused') throw refusal(reply);
    if (reply.kind === 'stale') throw new Error(`shard thread ${this.#setup.shard} refused to open`);
    return reply.answer as StoreTotals;
  }

  #send(epoch: number, request: ShardRequest): Promise<ShardReply> {
    return this.#pool.run({ epoch, request }) as Promise<ShardReply>;
  }
}

function refusal(reply: Extract<ShardReply, { kind: 'refused' }>): TrailspikeError {
  return new TrailspikeError(reply.code, reply.message, reply.hint === undefined ? {} : { hint: reply.hint });
}
