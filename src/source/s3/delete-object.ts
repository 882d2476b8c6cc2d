import type { S3Client } from './s3-client.js';

/** Deletes an object, also one that is not there. @throws TrailspikeError */
export async function deleteObject(client: S3Client, key: string, signal: AbortSignal): Promise<void> {
  await client.send({ method: 'DELETE', key, answers: [404] }, signal, () => undefined);
}
