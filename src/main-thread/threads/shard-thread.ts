import { TrailspikeError } from '../../model/errors.js';
import type {
  ShardResponses,
  ShardMessage,
  ShardReply,
  ShardRequest,
  ShardRequestKind,
  ShardSetup,
} from '../../wire/shard-messages.js';
import { PAGING_YOUNG_GENERATION, SMALL_YOUNG_GENERATION, type WorkerEntry } from '../worker-entry.js';
import { heapLimit, MOST_FOR_A_SHARD } from './heap-limit.js';
import { WatchedPool } from './watched-pool.js';

/** The run fails when so many threads died with one request. */
const MAX_DEATHS = 3;

/**
 * One shard thread as the main thread sees it: a pool of one thread, which keeps state. When the thread dies,
 * the pool silently replaces it by one with empty state. The epoch in each message reveals that: the new thread then
 * loads the snapshots and the log of the shard, and the request in progress is sent again. This is safe because state
 * is a join: what arrives twice counts once.
 *
 * A thread that hangs is ended, as if it had died. Requests are sent one after the other, so that it is known during which request a thread died.
 */
export class ShardThread {
  readonly #shard: number;
  readonly #pool: WatchedPool;
  readonly #opening: ShardRequest;
  readonly #opened: Promise<unknown>;
  #epoch = 1;
  /** Resolves, never rejects, when all requests so far have their response. */
  #turn: Promise<unknown>;

  /** @param directories to load at the start; after a death, the directory of the shard is loaded too */
  constructor(setup: Omit<ShardSetup, 'beats'>, entry: WorkerEntry, directories: readonly string[]) {
    this.#opening = { kind: 'open', directories: [...new Set([...directories, setup.directory])] };
    this.#shard = setup.shard;
    this.#pool = new WatchedPool(setup, {
      threads: 1,
      atOnce: 1,
      entry,
      heapMegabytes: heapLimit(setup.shards, MOST_FOR_A_SHARD),
      resourceLimits: setup.paged === true ? PAGING_YOUNG_GENERATION : SMALL_YOUNG_GENERATION,
      atomics: 'disabled',
    });
    this.#opened = this.#response(this.#opening);
    this.#turn = this.#opened.catch(() => undefined);
  }

  /** How often the thread was replaced. */
  get restarts(): number {
    return this.#epoch - 1;
  }

  /** Resolves when it has loaded its state. */
  async opened(): Promise<void> {
    await this.#opened;
  }

  /** @throws TrailspikeError that the thread responded with, or E_THREAD_DIED when threads keep dying of the request */
  async ask<Kind extends ShardRequest['kind']>(
    request: Extract<ShardRequest, { kind: Kind }>,
  ): Promise<ShardResponses[Kind]> {
    const responded = this.#turn.then(() => this.#response(request));
    this.#turn = responded.catch(() => undefined);
    return responded as Promise<ShardResponses[Kind]>;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #response(request: ShardRequest): Promise<ShardResponses[ShardRequestKind]> {
    let death: ThreadDeath | undefined;
    for (let deaths = 0; deaths < MAX_DEATHS; deaths++) {
      try {
        if (death !== undefined) {
          this.#epoch++;
          await this.#send(this.#opening);
        }
        const response = await this.#send(request);
        if (response !== 'stale') return response;
        death = new ThreadDeath('it was replaced between two requests');
      } catch (error) {
        if (!(error instanceof ThreadDeath)) throw error;
        death = error;
      }
    }
    throw new TrailspikeError(
      'E_THREAD_DIED',
      `shard thread ${this.#shard} died ${MAX_DEATHS} times on one '${request.kind}' request: ${death?.message}`,
      { hint: 'if it ran out of memory, use more --shards or a larger machine', cause: death },
    );
  }

  async #send(request: ShardRequest): Promise<ShardResponses[ShardRequestKind] | 'stale'> {
    const message: ShardMessage = { epoch: this.#epoch, request };
    // The thread responds in all cases, even to bugs, unless it dies.
    const reply = await (this.#pool.run(message) as Promise<ShardReply>).catch((error: unknown) => {
      throw new ThreadDeath(error);
    });
    switch (reply.kind) {
      case 'response':
        return reply.response;
      case 'stale':
        return 'stale';
      case 'refused':
        throw new TrailspikeError(
          reply.code,
          reply.message,
          reply.hint === undefined ? {} : { hint: reply.hint },
        );
      case 'bug':
        throw new Error(`in shard thread ${this.#shard}: ${reply.stack}`);
    }
  }
}

/** The thread did not respond. */
class ThreadDeath extends Error {
  constructor(cause: unknown) {
    super(String(cause instanceof Error ? cause.message : cause), { cause });
  }
}
