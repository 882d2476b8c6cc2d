import type { S3Client } from './s3-client.js';

/** Writes an object whole, in place of one that may be there. @throws TrailspikeError */
export async function putObject(
  client: S3Client,
  key: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  await client.send({ method: 'PUT', key, body: bytes }, signal, ({ body }) => body.dump());
}

/**
 * Writes many objects, as many at once as the client allows; of the rest, no more are taken from the iterable.
 * @returns how many were written
 * @throws TrailspikeError of the first that could not be written, once no other is under way
 */
export async function putObjects(
  client: S3Client,
  objects: AsyncIterable<readonly [key: string, bytes: Uint8Array]>,
  signal: AbortSignal,
): Promise<number> {
  const underWay = new Set<Promise<void>>();
  let written = 0;
  let failure: { readonly error: unknown } | undefined;
  for await (const [key, bytes] of objects) {
    const put = putObject(client, key, bytes, signal)
      .then(() => {
        written += 1;
      })
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(put));
    underWay.add(put);
    if (underWay.size >= client.limiter.limit) await Promise.race(underWay);
    if (failure !== undefined) break;
  }
  await Promise.all(underWay);
  if (failure !== undefined) throw failure.error;
  return written;
}
