import { ObjectReadError, type ReadClock } from '../source.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import type { ListedObject } from './list-result.js';
import type { S3Client } from './s3-client.js';
import { formatS3Uri } from './s3-uri.js';
import { bodyLength, storedBody } from './stored-body.js';

/**
 * Reads the whole content of an object, if it is still what was listed. Where the store inflated a gzip object on the
 * way, it is the inflated content.
 * @throws ObjectReadError `vanished` when it was deleted or changed, `unreadable` when only this object cannot be read;
 *   TrailspikeError when no object can be read
 */
export function getObject(
  client: S3Client,
  listed: ListedObject,
  signal: AbortSignal,
  clock?: ReadClock,
): Promise<Uint8Array<ArrayBuffer>> {
  const { key, size, etag } = listed;
  const headers = etag === '' ? undefined : { 'if-match': `"${etag}"` };
  const lengthOf = (head: S3ResponseHead): number | undefined => {
    const length = bodyLength(head, listed);
    if (length !== 'other') return length;
    const uri = formatS3Uri(client.s3Bucket, key);
    const said = String(head.headers['content-length']);
    throw new ObjectReadError('vanished', `${uri} changed after it was listed: ${said} bytes, not ${size}`);
  };
  const consume = (response: S3Response): Uint8Array<ArrayBuffer> => {
    const body = storedBody(response, listed);
    clock?.record('first-byte', response.waited);
    clock?.record('body', response.took);
    return body;
  };
  return client.send({ method: 'GET', key, ...(headers && { headers }) }, signal, consume, lengthOf);
}
