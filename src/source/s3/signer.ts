import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './credentials.js';

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

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, plain or keyed, by node:crypto: half the time of the library's own JavaScript. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash | typeof createHmac>;

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', viewOf(secret));
  }

  update(data: Bytes): void {
    this.#hash.update(viewOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('a hash is used once');
  }
}

function viewOf(data: Bytes): string | Uint8Array {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Signs requests to S3 with Signature Version 4. */
export class Signer {
  readonly #signature: SignatureV4;

  constructor(credentials: Credentials) {
    this.#signature = new SignatureV4({
      service: 's3',
      region: 'us-east-1',
      credentials: () => credentials.get(),
      sha256: Sha256,
      uriEscapePath: false, // S3 alone signs the path as it is sent
      applyChecksum: true,
    });
  }

  /** @returns the headers to send, the given ones among them */
  async sign(request: UnsignedRequest, region: string): Promise<Record<string, string>> {
    const { method, host, path, query, headers, body } = request;
    const signed = await this.#signature.sign(
      {
        method,
        protocol: 'https:',
        hostname: host,
        path,
        query: { ...query },
        headers: { host, ...headers },
        body,
      },
      { signingRegion: region },
    );
    return signed.headers;
  }
}
