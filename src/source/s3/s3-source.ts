import { parseObjectKey } from '../listing/object-key.js';
import { walkLayout } from '../listing/layout.js';
import {
  UNKNOWN_SIZE,
  type LeaveFolder,
  type ListedPage,
  type ListPlan,
  type PageEnds,
  type PageTaker,
  type Source,
  type SourceObject,
  type ThreadReading,
} from '../source.js';
import type { LevelPage, Store } from '../listing/store.js';
import { getObject } from './get-object.js';
import { s3Digests } from './s3-digests.js';
import { listObjects, listPages, listResultOf, type ListRequest } from './list-objects.js';
import { sourceObject, type ListedObject, type ListResult } from './list-result.js';
import type { S3Response } from './response-reader.js';
import { S3Client } from './s3-client.js';
import type { S3Options } from './s3-options.js';
import type { Time } from './time.js';
import { folderOf, formatS3Uri, keyOf, parseS3Uri } from './s3-uri.js';

/** Listings under way at once. They share the client's limit with the reads, so they must not use all of it. */
const LISTINGS = 24;

/** Jobs with enough objects that a thread always has one to decode while others arrive. */
const THREAD_READING: ThreadReading = { waits: true, jobFill: { bytes: 4 << 20, objects: 128 } };

/**
 * A bucket, a folder in it or one object as a source. No request is sent before `list` or `read`.
 * @param text as `parseS3Uri` takes it
 * @param time by which requests are patient. @default that of the clock
 * @throws TrailspikeError `E_USAGE` when the name or the endpoint is malformed
 */
export function openS3(text: string, options: S3Options = {}, time?: Time): Source {
  const { s3Bucket, prefix } = parseS3Uri(text);
  const client = new S3Client(s3Bucket, options, time);
  const store = new S3Listing(client);
  return {
    uri: formatS3Uri(s3Bucket, prefix),
    threadReading: THREAD_READING,
    list: (plan, signal, leave, pages) => list(store, prefix, plan, signal, leave, pages),
    named: (key, known = { size: UNKNOWN_SIZE, version: '' }) => ({
      uri: `${formatS3Uri(s3Bucket, '')}/${key}`,
      key,
      ...known,
    }),
    read: ({ uri, size, version }, signal, clock) =>
      getObject(client, { key: keyOf(s3Bucket, uri), size, etag: version }, signal, clock),
    describe: async () => ({ kind: 's3', data: await client.describe() }),
    digests: s3Digests(client, store, folderOf(prefix), options),
    wasReadable: ({ uri }) => client.knowReadable(keyOf(s3Bucket, uri)),
    listRequests: () => store.requests,
    warnings: () => client.warnings,
    close: () => client.close(),
  };
}

async function* list(
  store: S3Listing,
  prefix: string,
  plan: ListPlan,
  signal: AbortSignal,
  leave?: LeaveFolder,
  pages?: PageTaker,
): AsyncGenerator<SourceObject> {
  // A prefix without a slash at its end is listed only if its name is that of an object: policies that allow a listing
  // of `x/` often deny one of `x`.
  const isName = ['cloudtrail', 'records'].includes(parseObjectKey(prefix).kind);
  const named = isName ? await store.find(prefix, signal) : undefined;
  if (named) yield named;
  let isEmpty = named === undefined;
  const noted: LeaveFolder = (reason, uri) => {
    isEmpty = false;
    leave?.(reason, uri);
  };
  const taken = pages && {
    ...pages,
    take: (page: ListedPage) => {
      isEmpty &&= page.listed === 0;
      return pages.take(page);
    },
  };
  for await (const object of walkLayout(store, folderOf(prefix), plan, signal, noted, taken)) {
    isEmpty = false;
    yield object;
  }
  if (!isEmpty || isName || prefix === '') return;
  const other = await store.find(prefix, signal);
  if (other) yield other;
}

class S3Listing implements Store {
  readonly width = LISTINGS;
  readonly takesPrefixes = true;
  /** Pages that were asked for. */
  requests = 0;
  readonly #client: S3Client;
  readonly #uri: string;

  constructor(client: S3Client) {
    this.#uri = formatS3Uri(client.s3Bucket, '');
    this.#client = client;
  }

  uriOf(prefix: string): string {
    return formatS3Uri(this.#client.s3Bucket, prefix);
  }

  async *level(prefix: string, signal: AbortSignal): AsyncGenerator<LevelPage> {
    let last: string | undefined;
    for await (const page of this.#pages({ prefix, delimiter: '/' }, signal)) {
      // Some servers repeat the last folder of a page at the beginning of the next one.
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
    for await (const { objects } of this.#pages({ prefix }, signal)) {
      yield objects.map((object) => this.#object(object));
    }
  }

  async *pagesBelow(
    prefix: string,
    remark: SourceObject['remark'] | undefined,
    pages: PageTaker,
    signal: AbortSignal,
  ): AsyncGenerator<ListedPage> {
    type Query = Readonly<Record<string, string>>;
    type Page = PageEnds & { readonly page: ListedPage };
    const elsewhere = async (query: Query): Promise<Page | undefined> => {
      const fetched = await pages.fetch({ query, prefix, remark });
      return fetched && { ...fetched.ends, page: fetched.objects };
    };
    const here = (response: S3Response): Page => {
      const result = listResultOf(response);
      const objects = result.objects.map((object) => this.#object(object));
      return { ...result, page: pages.pageOf(objects, `${this.#uri}/`, remark) };
    };
    for await (const { page } of listPages(this.#client, { prefix }, signal, here, elsewhere)) {
      this.requests++;
      yield page;
    }
  }

  /** The object with exactly this key. It sorts before all other keys that begin with it. */
  async find(key: string, signal: AbortSignal): Promise<SourceObject | undefined> {
    for await (const { objects } of this.#pages({ prefix: key, maxKeys: 1 }, signal)) {
      const [first] = objects;
      return first?.key === key ? this.#object(first) : undefined;
    }
    return undefined;
  }

  async *#pages(request: ListRequest, signal: AbortSignal): AsyncGenerator<ListResult> {
    for await (const page of listObjects(this.#client, request, signal)) {
      this.requests++;
      yield page;
    }
  }

  #object(listed: ListedObject): SourceObject {
    return sourceObject(listed, `${this.#uri}/`);
  }
}
