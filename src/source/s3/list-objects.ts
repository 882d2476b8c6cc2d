import { type ListResult, parseListResult } from './list-result.js';
import type { S3Client } from './s3-client.js';

export interface ListRequest {
  readonly prefix: string;
  /** `/` lists one level: deeper keys are summarised as folders. */
  readonly delimiter?: '/';
  /** Entries of a page. @default 1000, the most that S3 returns */
  readonly maxKeys?: number;
}

/** The pages of a listing (ListObjectsV2). Each is requested when the consumer wants it. */
export async function* listObjects(
  client: S3Client,
  { prefix, delimiter, maxKeys }: ListRequest,
  signal: AbortSignal,
): AsyncGenerator<ListResult, void, undefined> {
  let continuation: string | undefined;
  do {
    const query = {
      'list-type': '2',
      'encoding-type': 'url', // XML 1.0 cannot represent every key
      prefix,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(maxKeys === undefined ? {} : { 'max-keys': String(maxKeys) }),
      ...(continuation === undefined ? {} : { 'continuation-token': continuation }),
    };
    const page = await client.send({ method: 'GET', query }, signal, ({ body }) =>
      parseListResult(Buffer.from(body.buffer)),
    );
    yield page;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
