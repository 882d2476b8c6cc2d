import { ObjectReadError, UNKNOWN_SIZE, type ReadClock } from '../source.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import type { ListedObject } from './list-result.js';
import type { S3Client } from './s3-client.js';
import { formatS3Uri } from './s3-uri.js';

/** The largest object that is read without a size in the listing, bytes. */
const MOST_UNLISTED = 512 << 20;

/**
 * Reads the whole content of an object, if it is still what was listed.
 * @throws ObjectReadError `vanished` when it was deleted or changed, `unreadable` when only this object cannot be read;
 *   TrailspikeError when no object can be read
 */
export function getObject(
  client: S3Client,
  { key, size, etag }: ListedObject,
  signal: AbortSignal,
  clock?: ReadClock,
): Promise<Uint8Array<ArrayBuffer>> {
  const headers = etag === '' ? undefined : { 'if-match': `"${etag}"` };
  const lengthOf = (head: S3ResponseHead): number | undefined => {
    const uri = formatS3Uri(client.s3Bucket, key);
    if (size === UNKNOWN_SIZE) return unlistedLength(head, uri);
    const length = Number(head.headers['content-length'] ?? size);
    if (length === size) return size;
    throw new ObjectReadError('vanished', `${uri} changed after it was listed: ${length} bytes, not ${size}`);
  };
  const consume = ({ body, waited, took }: S3Response): Uint8Array<ArrayBuffer> => {
    clock?.record('first-byte', waited);
    clock?.record('body', took);
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
