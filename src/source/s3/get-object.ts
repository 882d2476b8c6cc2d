import { ObjectReadError, UNKNOWN_SIZE, type ReadClock } from '../source.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import type { ListedObject } from './list-result.js';
import type { S3Client } from './s3-client.js';
import { formatS3Uri } from './s3-uri.js';
import { bodyLength, storedBody } from './stored-body.js';

/** The largest object that is read without a size in the listing, bytes. */
const MOST_UNLISTED = 512 << 20;

/**
 * Reads the whole content of an object, if it is still what was listed. Where the store inflated a gzip object on the
 * way, it is the inflated content.
 * @throws ObjectReadError `vanished` when it was deleted or changed, `unreadable` when only this object cannot be read;
 *   TrailspikeError when no object can be read
 */
export function getObject(
  client: Pick<S3Client, 's3Bucket' | 'send'>,
  listed: ListedObject,
  signal: AbortSignal,
  clock?: ReadClock,
): Promise<Uint8Array<ArrayBuffer>> {
  const { key, size, etag } = listed;
  const headers = etag === '' ? undefined : { 'if-match': `"${etag}"` };
  const lengthOf = (head: S3ResponseHead): number | undefined => {
    const uri = formatS3Uri(client.s3Bucket, key);
    if (size === UNKNOWN_SIZE) return unlistedLength(head, uri);
    const length = bodyLength(head, listed);
    if (length !== 'other') return length;
    const said = String(head.headers['content-length']);
    throw new ObjectReadError('vanished', `${uri} changed after it was listed: ${said} bytes, not ${size}`);
  };
  const consume = (response: S3Response): Uint8Array<ArrayBuffer> => {
    const body = size === UNKNOWN_SIZE ? response.body : storedBody(response, listed);
    clock?.record('first-byte', response.waited);
    clock?.record('body', response.took);
    return body;
  };
  return client.send({ method: 'GET', key, ...(headers && { headers }) }, signal, consume, lengthOf);
}

/** @returns `undefined` when the server does not say */
function unlistedLength({ headers }: S3ResponseHead, uri: string): number | undefined {
  const header = headers['content-length'];
  if (header === undefined) return undefined;
  const length = Number(header);
  if (length <= MOST_UNLISTED) return length;
  throw new ObjectReadError('unreadable', `${uri} is too large: ${length} bytes, more than ${MOST_UNLISTED}`);
}
