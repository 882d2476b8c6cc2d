import { ObjectReadError, type ReadClock } from '../source.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import type { ListedObject } from './list-result.js';
import type { S3Client } from './s3-client.js';
import { formatS3Uri } from './s3-uri.js';

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
  const lengthOf = (head: S3ResponseHead): number => {
    const length = Number(head.headers['content-length'] ?? size);
    if (length === size) return size;
    const uri = formatS3Uri(client.s3Bucket, key);
    throw new ObjectReadError('vanished', `${uri} changed after it was listed: ${length} bytes, not ${size}`);
  };
  const consume = ({ body, waited, took }: S3Response): Uint8Array<ArrayBuffer> => {
    clock?.record('first-byte', waited);
    clock?.record('body', took);
    return body;
  };
  return client.send({ method: 'GET', key, ...(headers && { headers }) }, signal, consume, lengthOf);
}
