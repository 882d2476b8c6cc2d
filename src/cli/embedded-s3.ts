import { request } from 'undici';
import { TrailspikeError } from '../model/errors.js';

export interface EmbeddedS3 {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts an S3 server in this process, on loopback only, with one empty bucket in memory. */
export async function startEmbeddedS3(s3Bucket: string): Promise<EmbeddedS3> {
  const { buildApp } = await import('fauxqs').catch((error: unknown) => {
    throw new TrailspikeError(
      'E_USAGE',
      'the demo needs the package fauxqs, which is a development dependency',
      {
        hint: 'clone the repository and run npm ci && npm start',
        cause: error,
      },
    );
  });
  const app = await buildApp({ logger: false });
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const { statusCode, body } = await request(`${endpoint}/${s3Bucket}`, { method: 'PUT' });
  await body.dump();
  if (statusCode !== 200)
    throw new Error(`the embedded S3 server responded ${statusCode} when the bucket was made`);
  return { endpoint, close: () => app.close() };
}
