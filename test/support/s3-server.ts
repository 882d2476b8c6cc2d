import type { AddressInfo } from 'node:net';
import { buildApp } from 'fauxqs';
import { Credentials } from '../../src/source/s3/credentials.js';
import { escapeKey } from '../../src/source/s3/escape-uri.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import { endpointOf } from '../../src/source/s3/s3-endpoint.js';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { Signer } from '../../src/source/s3/signer.js';

/** An S3 server in this process, with objects in memory. It does not check signatures. */
export interface S3Server {
  /** What a client needs to reach it. */
  readonly options: S3Options;
  /** Method and URL of every request so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const app = buildApp({ logger: false });
  const requests: string[] = [];
  app.addHook('onRequest', (request, _reply, done) => {
    requests.push(`${request.method} ${request.url}`);
    done();
  });
  app.addHook('preHandler', (request, _reply, done) => {
    request.body ??= Buffer.alloc(0); // without this it answers an empty PUT with status 500
    done();
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    options: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' }),
    },
    requests,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

/** Creates a bucket on any server. The product itself never does. */
export async function createBucket(name: string, options: S3Options): Promise<void> {
  const client = new S3Client(name, options);
  await client.send({ method: 'PUT' }, AbortSignal.timeout(10_000), () => undefined);
  await client.close();
}

/** Deletes an object on any server. The product itself never does. */
export async function deleteObject(s3Bucket: string, key: string, options: S3Options): Promise<void> {
  const { origin, host, path } = endpointOf(s3Bucket, 'us-east-1', options);
  const request = { method: 'DELETE', host, path: path + escapeKey(key), query: {}, headers: {} };
  const headers = await new Signer(new Credentials(options)).sign(request, 'us-east-1');
  delete headers['host']; // fetch sets it
  const answer = await fetch(origin + request.path, { method: 'DELETE', headers });
  if (!answer.ok) throw new Error(`DELETE of ${key}: ${answer.status} ${await answer.text()}`);
}
