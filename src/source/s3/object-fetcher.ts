import { TrailspikeError } from '../../model/errors.js';
import { ObjectReadError, type ReadClock } from '../source.js';
import { getObject } from './get-object.js';
import type { ListedObject } from './list-result.js';
import type { S3Access } from './s3-access.js';
import { S3Client } from './s3-client.js';

/**
 * @returns the object, in an ArrayBuffer of its own, or why it cannot be read; `undefined` when no object can be, as
 *   far as this thread knows: whoever gave the access had better see for itself
 */
export type ObjectReader = (
  object: ListedObject,
  clock: ReadClock,
) => Promise<Uint8Array<ArrayBuffer> | ObjectReadError | undefined>;

/** Nobody stops a thread's requests but by ending the thread. */
const NEVER = new AbortController().signal;

/** Reads objects of S3 for one of several threads. */
export class ObjectFetcher {
  readonly #threads: number;
  /** By what gives access: new keys are a new client, and its connections. */
  readonly #clients = new Map<string, S3Client>();

  /** @param threads that fetch at the same time, and share what requests may be under way */
  constructor(threads: number) {
    this.#threads = threads;
  }

  /** Reads of objects of one bucket; any number may be under way. */
  reader(access: S3Access): ObjectReader {
    const client = this.#clientFor(access);
    return async (object, clock) => {
      try {
        return await getObject(client, object, NEVER, clock);
      } catch (error) {
        if (error instanceof ObjectReadError) return error;
        if (error instanceof TrailspikeError) return undefined;
        throw error;
      }
    };
  }

  #clientFor(access: S3Access): S3Client {
    const name = JSON.stringify(access);
    let client = this.#clients.get(name);
    if (client === undefined) {
      const { s3Bucket, keys, maxConcurrency, ...options } = access;
      client = new S3Client(s3Bucket, {
        ...options,
        ...(keys !== undefined && { credentials: () => Promise.resolve(keys) }),
        ...(maxConcurrency !== undefined && {
          maxConcurrency: Math.max(1, Math.floor(maxConcurrency / this.#threads)),
        }),
      });
      // Those of before may still be at work, and their idle connections end by themselves.
      if (this.#clients.size === CLIENTS) this.#clients.delete(this.#clients.keys().next().value!);
      this.#clients.set(name, client);
    }
    return client;
  }
}

/** Buckets that a run reads side by side, with room for keys that change. */
const CLIENTS = 16;
