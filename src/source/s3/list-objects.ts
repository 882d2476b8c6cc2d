import { type ListResult, parseListResult } from './list-result.js';
import { ListingCheck } from './listing-check.js';
import type { PageEnds } from '../source.js';
import { MalformedResponseError } from './malformed-response.js';
import type { Expected, S3Response } from './response-reader.js';
import type { S3Client } from './s3-client.js';

export interface ListRequest {
  readonly prefix: string;
  /** `/` lists one level: deeper keys are summarised as folders. */
  readonly delimiter?: '/';
  /** Entries of a page. @default 1000, the most that S3 returns */
  readonly maxKeys?: number;
}

/** Most bytes of a page: a thousand keys of 1024 bytes, each of three characters, take a quarter of it. */
export const LIST_PAGE: Expected = { maxBytes: 16 << 20 };

/**
 * The pages of a listing (ListObjectsV2). Each is requested when the consumer wants it. A page that cannot be right is
 * requested again, as one that breaks off is. An empty last page is doubted, because a server may answer so to a token
 * that it does not know: what comes after the last name is then asked for by that name, without a token.
 */
export function listObjects(
  client: S3Client,
  request: ListRequest,
  signal: AbortSignal,
): AsyncGenerator<ListResult, void, undefined> {
  return listPages(client, request, signal, listResultOf);
}

/** @throws MalformedResponseError */
export function listResultOf({ body }: S3Response): ListResult {
  return parseListResult(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

/**
 * The same, each page as `read` gives it.
 * @param elsewhere asks for a page before the client does; `undefined` when it has none. @default never has one
 */
export async function* listPages<Page extends PageEnds>(
  client: S3Client,
  { prefix, delimiter, maxKeys }: ListRequest,
  signal: AbortSignal,
  read: (response: S3Response) => Page,
  elsewhere?: (query: Readonly<Record<string, string>>) => Promise<Page | undefined>,
): AsyncGenerator<Page, void, undefined> {
  let continuation: string | undefined;
  /** The last name listed so far. */
  let last: string | undefined;
  /** Asks for the names after this one. */
  let after: string | undefined;
  const check = new ListingCheck(prefix, delimiter);
  do {
    const query = {
      'list-type': '2',
      'encoding-type': 'url', // XML 1.0 cannot represent every key
      prefix,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(maxKeys === undefined ? {} : { 'max-keys': String(maxKeys) }),
      ...(continuation === undefined ? {} : { 'continuation-token': continuation }),
      ...(after === undefined ? {} : { 'start-after': after }),
    };
    const fetched = await elsewhere?.(query);
    const page =
      (fetched && checked(check, fetched)) ??
      (await client.send(
        { method: 'GET', query },
        signal,
        (response) => check.next(read(response)),
        LIST_PAGE,
      ));
    const isEmptyEnd = page.continuation === undefined && page.objects.length + page.folders.length === 0;
    const isDoubtful = isEmptyEnd && continuation !== undefined && last !== undefined;
    yield after === undefined ? page : withoutFolder(page, after);
    continuation = page.continuation;
    after = isDoubtful ? last : undefined;
    last = lastName(page) ?? last;
  } while (continuation !== undefined || after !== undefined);
}

/** @returns the page; `undefined` when it cannot come after those before it */
function checked<Page extends PageEnds>(check: ListingCheck, page: Page): Page | undefined {
  try {
    return check.next(page);
  } catch (error) {
    if (error instanceof MalformedResponseError) return undefined;
    throw error;
  }
}

/** The greatest name of a page, in the order of S3: by the bytes of UTF-8. */
function lastName({ objects, folders }: PageEnds): string | undefined {
  const [key, folder] = [objects.at(-1)?.key, folders.at(-1)];
  if (key === undefined || folder === undefined) return key ?? folder;
  return Buffer.compare(Buffer.from(key), Buffer.from(folder)) > 0 ? key : folder;
}

/** A page without a folder: after its name come the names in it, which the server sums up as the same folder again. */
function withoutFolder<Page extends PageEnds>(page: Page, name: string): Page {
  return { ...page, folders: page.folders.filter((folder) => folder !== name) };
}
