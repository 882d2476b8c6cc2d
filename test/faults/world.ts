import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Options } from '../../src/source/s3/s3-options.js';

/** How many times faster than real time limits and pauses pass. */
export const SPEED = 30;

export interface StoredBody {
  readonly body: Buffer;
  /** With its quotes. */
  readonly etag: string;
}

/** The answer to a request. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** One request, and the answer that it would have. */
export interface Exchange {
  readonly on: 'list' | 'get';
  /** Key of the object; the query of a listing. */
  readonly target: string;
  /** How often this was asked for before, in this run. */
  readonly attempt: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: Answer;
  readonly world: World;
  /** Sends the answer, as it is by then. */
  send(): void;
}

/** Disturbs an exchange, and then answers it itself. @returns whether it did */
export type Disturber = (exchange: Exchange) => boolean;

/** A bucket on a server that speaks as much of S3 as a scan needs, and lets its answers be disturbed. */
export class World {
  readonly objects = new Map<string, StoredBody>();
  readonly disturbers: Disturber[] = [];
  /** Entries of a page. */
  pageSize = 1000;
  /** Whether conditions are heeded. */
  ifMatch = true;
  /** Requests by number, for reports of what was asked last. */
  requests = 0;
  /** Faults that pass, by target: so few that every request succeeds in the end. */
  readonly passing = new Map<string, number>();
  /** How fast its time passes. */
  speed = SPEED;
  /** Kills the process that scans, where it has one of its own. */
  kill: (() => void) | undefined;
  readonly #asked = new Map<string, number>();
  readonly #server = createServer((request, response) => this.#respond(request, response));
  #port = 0;

  put(key: string, body: Buffer): void {
    this.objects.set(key, { body, etag: `"${createHash('md5').update(body).digest('hex')}"` });
  }

  /** A copy with the same objects and nothing disturbed. */
  clean(without: ReadonlySet<string> = new Set()): World {
    const other = new World();
    other.speed = 1;
    for (const [key, stored] of this.objects) if (!without.has(key)) other.objects.set(key, stored);
    return other;
  }

  async open(): Promise<void> {
    this.#server.on('clientError', (_error, socket) => socket.destroy());
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  get options(): S3Options {
    return {
      endpoint: `http://127.0.0.1:${this.#port}`,
      region: 'us-east-1',
      speed: this.speed,
      credentials: () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
    };
  }

  #respond(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    this.requests++;
    const url = new URL(request.url!, 'http://localhost');
    const isList = url.searchParams.get('list-type') === '2';
    const target = isList ? url.search : decodeURIComponent(url.pathname.replace(/^\/[^/]+\//, ''));
    const attempt = this.#asked.get(target) ?? 0;
    this.#asked.set(target, attempt + 1);
    const exchange: Exchange = {
      on: isList ? 'list' : 'get',
      target,
      attempt,
      request,
      response,
      answer: { status: 200, headers: {}, body: Buffer.alloc(0) },
      world: this,
      send: () => {
        const { status, headers, body } = exchange.answer;
        response.writeHead(status, { 'content-length': String(body.length), ...headers }).end(body);
      },
    };
    Object.assign(
      exchange.answer,
      isList ? this.#list(url.searchParams) : this.objectAnswer(target, request),
    );
    for (const disturb of this.disturbers) if (disturb(exchange)) return;
    exchange.send();
  }

  /** What is answered to a request for an object as it is now. */
  objectAnswer(key: string, { headers }: IncomingMessage): Partial<Answer> {
    const stored = this.objects.get(key);
    if (stored === undefined) return refusal(404, 'NoSuchKey');
    const { body, etag } = stored;
    const wanted = headers['if-match'];
    if (this.ifMatch && wanted !== undefined && wanted !== etag) return refusal(412, 'PreconditionFailed');
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
    if (range === null) return { headers: { etag }, body };
    const from = Number(range[1]);
    const part = body.subarray(from, range[2] === '' ? undefined : Number(range[2]) + 1);
    if (part.length === 0) return refusal(416, 'InvalidRange');
    const contentRange = `bytes ${from}-${from + part.length - 1}/${body.length}`;
    return { status: 206, headers: { etag, 'content-range': contentRange }, body: part };
  }

  #list(query: URLSearchParams): Partial<Answer> {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter');
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const most = Math.min(this.pageSize, Number(query.get('max-keys') ?? 1000));
    const names = new Map<string, StoredBody | undefined>();
    for (const key of [...this.objects.keys()].sort()) {
      if (!key.startsWith(prefix)) continue;
      const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
      if (end >= 0) names.set(key.slice(0, end + 1), undefined);
      else names.set(key, this.objects.get(key));
    }
    const rest = [...names].filter(([name]) => name > after);
    const page = rest.slice(0, most);
    const isTruncated = rest.length > most;
    const entries = page.map(([name, stored]) =>
      stored === undefined
        ? `<CommonPrefixes><Prefix>${encodeURIComponent(name)}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${encodeURIComponent(name)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>` +
          `<ETag>${stored.etag.replaceAll('"', '&quot;')}</ETag><Size>${stored.body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
    const token = isTruncated
      ? `<NextContinuationToken>${xmlText(page.at(-1)![0])}</NextContinuationToken>`
      : '';
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
      `<Name>bucket</Name><EncodingType>url</EncodingType><KeyCount>${page.length}</KeyCount>` +
      `<IsTruncated>${isTruncated}</IsTruncated>${token}${entries.join('')}</ListBucketResult>`;
    return { headers: { 'content-type': 'application/xml' }, body: Buffer.from(xml) };
  }
}

export function refusal(status: number, code: string): Answer {
  const body = Buffer.from(`<Error><Code>${code}</Code><Message>said so</Message></Error>`);
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
