import { hash } from 'node:crypto';
import type { Credentials } from './credentials.js';
import { escapeUri } from './escape-uri.js';
import { HmacKey } from './hmac-key.js';
import type { S3Credentials } from './s3-options.js';

export interface UnsignedRequest {
  readonly method: string;
  /** `host[:port]` */
  readonly host: string;
  /** Escaped. */
  readonly path: string;
  /** Not escaped. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

const NOTHING = sha256('');

/** The key for all requests of one day, region and secret. */
interface SigningKey {
  readonly secret: string;
  /** `YYYYMMDD/REGION/s3/aws4_request` */
  readonly scope: string;
  readonly key: HmacKey;
}

/**
 * Signs requests to S3 with Signature Version 4, as AWS specifies it in "Authenticating Requests: Using the
 * Authorization Header". With a library for all services, signing took half of the main thread's time for a small
 * object; here a request costs three hashes.
 */
export class Signer {
  readonly #credentials: Credentials;
  #key: SigningKey | undefined;
  #second = 0;
  /** `YYYYMMDDTHHMMSSZ` */
  #time = '';

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /**
   * @param service that the request is for. @default 's3'
   * @returns the headers to send, including the given ones
   */
  async sign(request: UnsignedRequest, region: string, service = 's3'): Promise<Record<string, string>> {
    const credentials = await this.#credentials.get();
    const time = this.#now();
    const headers: Record<string, string> = {
      host: request.host,
      ...request.headers,
      'x-amz-date': time,
      'x-amz-content-sha256': request.body === undefined ? NOTHING : sha256(request.body),
    };
    if (credentials.sessionToken !== undefined) headers['x-amz-security-token'] = credentials.sessionToken;
    const names = Object.keys(headers).sort();
    const signed = names.join(';');
    let canonical = `${request.method}\n${request.path}\n${canonicalQuery(request.query)}\n`;
    for (const name of names) canonical += `${name}:${withoutPadding(headers[name]!)}\n`;
    canonical += `\n${signed}\n${headers['x-amz-content-sha256']!}`;

    const { scope, key } = this.#keyFor(credentials, time.slice(0, 8), region, service);
    const signature = key.sign(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`);
    headers['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
  }

  #keyFor(
    { secretAccessKey: secret }: S3Credentials,
    date: string,
    region: string,
    service: string,
  ): SigningKey {
    const scope = `${date}/${region}/${service}/aws4_request`;
    const known = this.#key;
    if (known?.scope === scope && known.secret === secret) return known;
    const key = scope.split('/').reduce((key, part) => key.derive(part), keyOf(`AWS4${secret}`));
    return (this.#key = { secret, scope, key });
  }

  #now(): string {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#time = new Date(second * 1000).toISOString().replace(/[:-]|\.\d+/g, '');
    }
    return this.#time;
  }
}

function canonicalQuery(query: Readonly<Record<string, string>>): string {
  const escaped = Object.entries(query).map(([name, value]) => [escapeUri(name), escapeUri(value)] as const);
  escaped.sort(([a], [b]) => (a < b ? -1 : 1));
  return escaped.map(([name, value]) => `${name}=${value}`).join('&');
}

function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** A key longer than a block is replaced by its hash (RFC 2104). */
function keyOf(secret: string): HmacKey {
  const bytes = Buffer.from(secret);
  return new HmacKey(bytes.length > 64 ? hash('sha256', bytes, 'buffer') : bytes);
}

const PADDING = /^\s|\s$| {2}/;

function withoutPadding(value: string): string {
  return PADDING.test(value) ? value.trim().replace(/ +/g, ' ') : value;
}
