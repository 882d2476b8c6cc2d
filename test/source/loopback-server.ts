import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { S3Options } from '../../src/source/s3/s3-options.js';

/** A request as it was received. */
export interface Received {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface LoopbackServer {
  readonly options: S3Options;
  readonly port: number;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/**
 * An HTTP server on loopback, for faults that a real S3 server does not produce on demand.
 * @param tls certificate and key; an HTTPS server with them
 */
export async function startLoopback(
  respond: (request: Received, response: ServerResponse, count: number) => void,
  tls?: { readonly cert: string; readonly key: string },
): Promise<LoopbackServer> {
  const received: Received[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '' } = request;
    const headers = request.headers as Record<string, string>;
    received.push({ method, url, headers, body: Buffer.concat(chunks) });
    respond(received.at(-1)!, response, received.length);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    options: {
      endpoint: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
    },
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Answers at most so many requests at once, and refuses the others with `SlowDown`. It answers none until it has
 * refused one, so that a client that sends more at once is refused however fast the machine is.
 */
export class BusyServer {
  /** Requests answered at once. */
  places: number;
  refused = 0;
  #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(places: number) {
    this.places = places;
  }

  respond(response: ServerResponse, body: string | Buffer): void {
    if (this.#busy >= this.places) {
      this.refused++;
      refuse(response, 503, 'SlowDown');
      for (const answer of this.#waiting.splice(0)) setImmediate(answer);
      return;
    }
    this.#busy++;
    const answer = (): void => {
      this.#busy--;
      response.end(body);
    };
    if (this.refused === 0) this.#waiting.push(answer);
    else setImmediate(answer);
  }
}

export function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  options: {
    /** @default `said so` */
    readonly message?: string;
    readonly inside?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/xml', ...options.headers });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${options.message ?? 'said so'}</Message>${options.inside ?? ''}</Error>`,
  );
}

export function answerList(response: ServerResponse, keys: readonly string[], size = 4, etag = 'e'): void {
  const contents = keys.map(
    (key) => `<Contents><Key>${key}</Key><Size>${size}</Size><ETag>"${etag}"</ETag></Contents>`,
  );
  response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`);
}
