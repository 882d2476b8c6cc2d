import type { FailedRequest } from './fault-error.js';
import { proxyFor } from './proxies.js';
import { resolveSettings, type S3Settings } from './s3-settings.js';
import { isTransientFault, openTransport, type Transport } from './transport.js';

/** How the services that give keys are reached: as the bucket is. */
export interface KeyConnection {
  /** Of the first request to the bucket. */
  readonly region: string;
  readonly settings: S3Settings;
  readonly transport: Transport;
}

/** A way for keys alone, without a bucket. */
export async function connectForKeys(profile: string | undefined): Promise<KeyConnection> {
  const settings = await resolveSettings('', profile === undefined ? {} : { profile });
  return { region: settings.region, settings, transport: openTransport({ connections: 1, ...settings }) };
}

/** A request for keys, and what came of it. */
export interface SentKeyRequest extends Omit<FailedRequest, 'purpose'> {
  /** Why there was no response; absent: there was one. */
  readonly cause?: Error;
  /** ARN of the role that was asked for. */
  readonly role?: string;
}

/** What the SDK gives to a request handler, as far as it is needed. `@smithy/types` has the whole of it. */
export interface SdkRequest {
  protocol: string;
  hostname: string;
  port?: number | undefined;
  readonly method: string;
  path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** What it wants back. */
export interface SdkResponse {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  };
}

const NAMES: Readonly<Record<string, string>> = {
  sts: 'AWS STS',
  sso: 'IAM Identity Center',
  'sso-oidc': 'IAM Identity Center',
  signin: 'AWS Sign-In',
};

/** Most bytes of a response with keys. */
const KEY_BYTES = 1 << 20;

/** A request for keys ends with the transport. */
const NEVER = new AbortController().signal;

/**
 * A request handler of the AWS SDK: sends the requests for keys the way the requests to the bucket go, through the same
 * proxy and with the same authorities. The SDK's own handler knows neither. Keys of a container or an instance are no
 * business of it; for those the SDK goes to the machine itself, never through a proxy.
 */
export class KeyRequests {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #connection: KeyConnection;
  readonly #redirect: (request: SdkRequest) => void;
  #last: SentKeyRequest | undefined;

  /** @param redirect may change where a request goes. It is called before the request is sent. */
  constructor(connection: KeyConnection, redirect: (request: SdkRequest) => void) {
    this.#connection = connection;
    this.#redirect = redirect;
  }

  /** The last request that was sent, if there was one. */
  get last(): SentKeyRequest | undefined {
    return this.#last;
  }

  async handle(request: SdkRequest): Promise<SdkResponse> {
    this.#redirect(request);
    const { transport, settings } = this.#connection;
    const { method, headers } = request;
    const origin = originOf(request);
    const proxy = proxyFor(origin, settings.proxies);
    const role = roleIn(request);
    const service = NAMES[serviceOf(request) ?? ''] ?? 'the AWS service for keys';
    this.#last = {
      service,
      origin,
      proxy,
      caBundle: settings.caBundle,
      ...(role !== undefined && { role }),
    };
    try {
      const response = await transport.send(
        { origin, path: pathOf(request), method, headers, body: bodyOf(request) },
        NEVER,
        { maxBytes: KEY_BYTES },
      );
      const { status, body } = response;
      return { response: { statusCode: status, headers: singleValues(response.headers), body } };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#last = { ...this.#last, cause: error };
      throw isTransientFault(error) ? toRetry(error) : error;
    }
  }
}

/** The SDK sends a request again after an error with this name, and does not know the codes of undici. */
function toRetry(cause: Error): Error {
  return Object.assign(new Error(cause.message, { cause }), { name: 'TimeoutError' });
}

/** `sts`, `sso`, `sso-oidc`, `signin`: the SDK names the service of a request in its User-Agent. */
export function serviceOf({ headers }: SdkRequest): string | undefined {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'user-agent');
  return /(?:^| )api\/([\w-]+)#/.exec(name === undefined ? '' : headers[name]!)?.[1];
}

function originOf({ protocol, hostname, port }: SdkRequest): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

function pathOf({ path, query = {} }: SdkRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (value === null ? [''] : [value].flat()).map((one) => [name, one]),
  );
  return pairs.length === 0
    ? path
    : `${path}?${pairs.map((pair) => pair.map((one) => encodeURIComponent(one)).join('=')).join('&')}`;
}

function bodyOf({ body }: SdkRequest): string | Uint8Array | null {
  return typeof body === 'string' || body instanceof Uint8Array ? body : null;
}

function roleIn(request: SdkRequest): string | undefined {
  const body = serviceOf(request) === 'sts' ? bodyOf(request) : null;
  return body === null
    ? undefined
    : (new URLSearchParams(Buffer.from(body).toString()).get('RoleArn') ?? undefined);
}

function singleValues(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}
