import { ObjectReadError, type ReadClock } from '../source.js';
import type { ListedObject } from './list-result.js';
import type { S3Client } from './s3-client.js';
import { formatS3Uri } from './s3-uri.js';
import { discard, readBytes } from './transport.js';

/**
 * The whole content of an object as it was listed.
 * @throws ObjectReadError `vanished` when it is gone or changed, `unreadable` when only it is out of reach;
 *   TrailspikeError when all are
 */
export function getObject(
  client: S3Client,
  { key, size, etag }: ListedObject,
  signal: AbortSignal,
  clock?: ReadClock,
): Promise<Uint8Array<ArrayBuffer>> {
  const headers = etag === '' ? undefined : { 'if-match': `"${etag}"` };
  return client.send({ method: 'GET', key, ...(headers && { headers }) }, signal, async (answer, waited) => {
    const length = Number(answer.headers['content-length'] ?? size);
    if (length === size) {
      const started = performance.now();
      const bytes = await readBytes(answer.body, length);
      clock?.record('first-byte', waited);
      clock?.record('body', performance.now() - started);
      return bytes;
    }
    discard(answer.body);
    const uri = formatS3Uri(client.s3Bucket, key);
    throw new ObjectReadError('vanished', `${uri} changed since it was listed: ${length} bytes, not ${size}`);
  });
}
