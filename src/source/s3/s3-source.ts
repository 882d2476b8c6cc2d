import { parseObjectKey } from '../object-key.js';
import { walkLayout } from '../layout.js';
import type { ListPlan, Source, SourceObject } from '../source.js';
import type { LevelPage, Store } from '../store.js';
import { getObject } from './get-object.js';
import { listObjects } from './list-objects.js';
import type { ListedObject } from './list-result.js';
import { type Pause, pauseFor, S3Client } from './s3-client.js';
import type { S3Options } from './s3-options.js';
import { formatS3Uri, parseS3Uri } from './s3-uri.js';

/** Listings at once. They share the client's limit with the reads, so they must not take all of it. */
const LISTINGS = 24;

/**
 * A bucket, a folder in it or one object as a source. Nothing is asked of S3 before `list` or `read`.
 * @param uri `s3://bucket[/prefix]`
 * @param pause between attempts at a request @default pauseFor
 * @throws TrailspikeError `E_USAGE` when the name or the endpoint is malformed
 */
export function openS3(uri: string, options: S3Options = {}, pause: Pause = pauseFor): Source {
  const { s3Bucket, prefix } = parseS3Uri(uri);
  const client = new S3Client(s3Bucket, options, pause);
  const base = formatS3Uri(s3Bucket, '');
  return {
    uri: formatS3Uri(s3Bucket, prefix),
    list: (plan, signal) => list(new S3Store(client), prefix, plan, signal),
    read: ({ uri, size, version }, signal, clock) =>
      getObject(client, { key: uri.slice(base.length + 1), size, etag: version }, signal, clock),
    access: () => client.access(),
    close: () => client.close(),
  };
}

async function* list(
  store: S3Store,
  prefix: string,
  plan: ListPlan,
  signal: AbortSignal,
): AsyncGenerator<SourceObject> {
  // Policies that allow a listing below one folder often deny one that only begins like its name.
  if (parseObjectKey(prefix).kind !== 'notCloudTrail') {
    const named = await store.find(prefix, signal);
    if (named) yield named;
  }
  yield* walkLayout(store, prefix === '' ? '' : `${prefix}/`, plan, signal);
}

class S3Store implements Store {
  readonly uri: string;
  readonly width = LISTINGS;
  readonly #client: S3Client;

  constructor(client: S3Client) {
    this.uri = formatS3Uri(client.s3Bucket, '');
    this.#client = client;
  }

  async *level(prefix: string, signal: AbortSignal): AsyncGenerator<LevelPage> {
    let last: string | undefined;
    for await (const page of listObjects(this.#client, { prefix, delimiter: '/' }, signal)) {
      // Some servers begin a page with the folder that ended the one before.
      const folders = page.folders.filter((folder) => folder !== last);
      last = page.folders.at(-1) ?? last;
      yield {
        folders,
        entries: folders.length + page.objects.length,
        objects: () => Promise.resolve(page.objects.map((object) => this.#object(object))),
      };
    }
  }

  async *below(prefix: string, signal: AbortSignal): AsyncGenerator<readonly SourceObject[]> {
    for await (const { objects } of listObjects(this.#client, { prefix }, signal)) {
      yield objects.map((object) => this.#object(object));
    }
  }

  /** The object of exactly this key: it sorts before all others that begin with it. */
  async find(key: string, signal: AbortSignal): Promise<SourceObject | undefined> {
    for await (const { objects } of listObjects(this.#client, { prefix: key, maxKeys: 1 }, signal)) {
      const [first] = objects;
      return first?.key === key ? this.#object(first) : undefined;
    }
    return undefined;
  }

  #object({ key, size, etag }: ListedObject): SourceObject {
    return { uri: `${this.uri}/${key}`, key, size, version: etag };
  }
}
