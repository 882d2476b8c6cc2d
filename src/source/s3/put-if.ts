import type { S3ResponseHead } from './response-reader.js';
import { parseRefusal, refusalError } from './s3-errors.js';
import type { S3Client } from './s3-client.js';

/** Names in lower case: what must hold for an object to be written. */
export type Condition =
  | { readonly 'if-none-match': '*' }
  /** Value of the ETag, in the form that the server takes. */
  | { readonly 'if-match': string };

/** No object with that ETag, a condition that does not hold, and one that another write made undecided. */
const NOT_WRITTEN = [404, 409, 412] as const;

/**
 * Writes a whole object if the condition holds.
 * @returns its ETag as the server says it, empty where it says none; undefined when it was not written. A request that is
 * sent again because its answer was lost may have been written by the first, and is then refused: the caller reads the
 * object to find out.
 * @throws TrailspikeError
 */
export async function putIf(
  client: S3Client,
  key: string,
  bytes: Uint8Array,
  condition: Condition,
  signal: AbortSignal,
): Promise<string | undefined> {
  const request = {
    method: 'PUT',
    key,
    body: bytes,
    headers: { ...condition },
    answers: NOT_WRITTEN,
  } as const;
  return client.send(request, signal, (response) => {
    if (response.status < 300) return etagOf(response);
    refuseMissingBucket(client, key, response);
    return undefined;
  });
}

export function etagOf({ headers }: S3ResponseHead): string {
  const etag = headers['etag'];
  return typeof etag === 'string' ? etag.trim() : '';
}

/** @throws TrailspikeError `E_SOURCE_NOT_FOUND` when an answer with status 404 says that it is the bucket that is missing */
export function refuseMissingBucket(
  client: S3Client,
  key: string,
  { status, headers, body }: S3ResponseHead & { readonly body: Uint8Array },
): void {
  if (status !== 404) return;
  const refusal = parseRefusal(status, headers, Buffer.from(body).toString('utf8'));
  if (refusal.code !== 'NoSuchBucket' && refusal.code !== 'NoSuchAccessPoint') return;
  throw refusalError(refusal, {
    method: 'PUT',
    s3Bucket: client.s3Bucket,
    key,
    region: '',
    anonymous: false,
    requestPayer: false,
  });
}
