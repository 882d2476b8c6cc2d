import type { S3Client } from './s3-client.js';

/**
 * Writes a whole object, and replaces one with the same key.
 * @param headers names in lower case. @default none
 * @throws TrailspikeError
 */
export async function putObject(
  client: S3Client,
  key: string,
  bytes: Uint8Array,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  await client.send({ method: 'PUT', key, body: bytes, headers }, signal, () => undefined);
}
