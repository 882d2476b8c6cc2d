import type { AddressInfo } from 'node:net';
import { buildApp } from 'fauxqs';
import { Credentials } from '../../src/source/s3/credentials.js';
import { escapeKey } from '../../src/source/s3/escape-uri.js';
import { S3Client } from '../../src/source/s3/s3-client.js';
import { endpointOf } from '../../src/source/s3/s3-endpoint.js';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { Signer } from '../../src/source/s3/signer.js';

/** `refused`: with status 503; `lost`: done, and the connection breaks before the answer; `conflict`: with status 409. */
export type Fault = 'refused' | 'lost' | 'conflict';

/** An S3 server in this process, with objects in memory. It does not check signatures. */
export interface S3Server {
  /** What a client needs to reach it. */
  readonly options: S3Options;
  /** Method and URL of every request so far. */
  readonly requests: readonly string[];
  /** What becomes of a request, by its method and URL. @default nothing: it is answered */
  fault: (request: string) => Fault | undefined;
  close(): Promise<void>;
}

/** @param heedsConditions whether PUT heeds `If-None-Match: *` and `If-Match`, which this server by itself does not */
export async function startS3Server(heedsConditions = false): Promise<S3Server> {
  const app = buildApp({ logger: false });
  const requests: string[] = [];
  const conditions = new Conditions();
  const lost = new Set<string>();
  app.addHook('onRequest', (request, _reply, done) => {
    requests.push(`${request.method} ${request.url}`);
    done();
  });
  app.addHook('preHandler', (request, _reply, done) => {
    request.body ??= Buffer.alloc(0); // without this it answers an empty PUT with status 500
    done();
  });
  app.addHook('preHandler', async (request, reply) => {
    const fault = server.fault(`${request.method} ${request.url}`);
    if (fault === 'lost') lost.add(request.id);
    if (fault === 'refused') return reply.code(503).send('<Error><Code>SlowDown</Code></Error>');
    if (fault === 'conflict')
      return reply.code(409).send('<Error><Code>ConditionalRequestConflict</Code></Error>');
    if (!heedsConditions || (await conditions.begin(request))) return undefined;
    return reply.code(412).send('<Error><Code>PreconditionFailed</Code></Error>');
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    conditions.end(request, reply.statusCode, String(reply.getHeader('etag')));
    if (lost.delete(request.id)) request.raw.socket.destroy();
    done(null, payload);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const server: S3Server = {
    fault: () => undefined,
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
  return server;
}

interface Ended {
  readonly promise: Promise<void>;
  resolve(): void;
}

function ended(): Ended {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

interface Writing {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Decides about conditional writes, one after the other for each object. */
class Conditions {
  readonly #etags = new Map<string, string>();
  readonly #busy = new Map<string, { readonly id: string; readonly ended: Ended }>();

  /** @returns whether the request may go on. Each that may is ended by `end` */
  async begin({ id, method, url, headers }: Writing): Promise<boolean> {
    if (method !== 'PUT' && method !== 'DELETE') return true;
    for (let other = this.#busy.get(url); other !== undefined; other = this.#busy.get(url)) {
      await other.ended.promise;
    }
    const [etag, wanted] = [this.#etags.get(url), headers['if-match']];
    if (headers['if-none-match'] === '*' && etag !== undefined) return false;
    if (wanted !== undefined && wanted !== etag) return false;
    this.#busy.set(url, { id, ended: ended() });
    return true;
  }

  end({ id, method, url }: Writing, status: number, etag: string): void {
    const busy = this.#busy.get(url);
    if (busy === undefined || busy.id !== id) return;
    if (method === 'DELETE') this.#etags.delete(url);
    else if (status === 200) this.#etags.set(url, etag);
    this.#busy.delete(url);
    busy.ended.resolve();
  }
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
