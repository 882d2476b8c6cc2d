import type { PageRequest } from '../source.js';
import type { FetchedPage, ReaderOpener, WaitingReader } from '../source-kind.js';
import { getObject } from './get-object.js';
import { ProgressClock } from '../progress-clock.js';
import { S3Client } from './s3-client.js';
import type { S3Description } from './s3-description.js';
import { LIST_PAGE, listResultOf } from './list-objects.js';
import { sourceObject, type ListResult } from './list-result.js';
import { checkKeys } from './listing-check.js';
import type { S3Response } from './response-reader.js';
import { formatS3Uri, keyOf } from './s3-uri.js';

/**
 * Reads under way for one decode job. A thread has a few jobs at once, so together they are more than there are
 * connections. A request that waits for a connection only grows old.
 */
const READS = 32;

/** Clients kept: for the buckets that a run reads side by side, and for keys that change. */
const CLIENTS = 16;

/** A thread's requests end only with the thread. */
const NEVER = new AbortController().signal;

interface BucketReader extends WaitingReader {
  readonly client: S3Client;
}

/** Reads objects of S3 on one of several threads. */
export class S3Readers implements ReaderOpener<S3Description> {
  readonly #threads: number;
  /** By description: new keys mean a new client with connections of its own. */
  readonly #readers = new Map<string, BucketReader>();

  /** @param threads that read at the same time; they share the requests that may be under way */
  constructor(threads: number) {
    this.#threads = threads;
  }

  open(description: S3Description): BucketReader {
    const { readable, ...same } = description;
    const name = JSON.stringify({ ...same, hasResponded: true });
    let reader = this.#readers.get(name);
    if (reader === undefined) {
      reader = this.#readerOf(same);
      // The client of an older description may still be in use. Its idle connections end by themselves.
      if (this.#readers.size === CLIENTS) this.#readers.delete(this.#readers.keys().next().value!);
      this.#readers.set(name, reader);
    }
    if (readable !== undefined) reader.client.knowReadable(readable);
    return reader;
  }

  /** One request of a listing without a delimiter. */
  async fetchPage(
    description: S3Description,
    { query, prefix }: PageRequest,
  ): Promise<FetchedPage | undefined> {
    const { client } = this.open(description);
    const read = (response: S3Response): ListResult => {
      const result = listResultOf(response);
      checkKeys(result.objects, prefix); // only the ends of the page cross to the main thread, which checks them again
      return result;
    };
    const result = await client.sendOnce({ method: 'GET', query }, NEVER, read, LIST_PAGE);
    if (result === undefined) return undefined;
    const { objects, folders, continuation } = result;
    const ends = objects.length <= 2 ? objects : [objects[0]!, objects.at(-1)!];
    const base = `${formatS3Uri(description.s3Bucket, '')}/`;
    return {
      base,
      ends: { objects: ends.map(({ key }) => ({ key })), folders, continuation },
      objects: objects.map((one) => sourceObject(one, base)),
    };
  }

  #readerOf({
    s3Bucket,
    settings,
    keys,
    maxConcurrency,
    progress,
    hasResponded,
    ...options
  }: Omit<S3Description, 'readable'>): BucketReader {
    const client = new S3Client(
      s3Bucket,
      {
        ...options,
        progress: new ProgressClock(progress),
        ...(keys !== undefined && { credentials: () => Promise.resolve(keys) }),
        ...(maxConcurrency !== undefined && {
          maxConcurrency: Math.max(1, Math.floor(maxConcurrency / this.#threads)),
        }),
      },
      undefined,
      { settings, hasResponded, renewsKeys: true },
    );
    return {
      client,
      waits: true,
      concurrency: READS,
      read: ({ uri, size, version }, clock) =>
        getObject(client, { key: keyOf(s3Bucket, uri), size, etag: version }, NEVER, clock),
    };
  }
}
