import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from '../../base/errno.js';
import { ObjectReadError } from '../source.js';
import { AdaptiveLimiter } from './adaptive-limiter.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import { Credentials } from './credentials.js';
import { escapeKey, escapeUri } from './escape-uri.js';
import { faultError, faultText, isFaultOfServer } from './fault-error.js';
import { MalformedResponseError } from './malformed-response.js';
import { proxyFor } from './proxies.js';
import { endpointOf, type S3Endpoint } from './s3-endpoint.js';
import {
  isExpired,
  isSlowDown,
  isTransient,
  parseRefusal,
  refusalError,
  type S3Refusal,
} from './s3-errors.js';
import type { S3Description } from './s3-description.js';
import type { S3Options } from './s3-options.js';
import { resolveSettings, type S3Settings } from './s3-settings.js';
import { formatS3Uri } from './s3-uri.js';
import { Signer } from './signer.js';
import { isTransientFault, openTransport, type Transport } from './transport.js';
import { RequestRetryError } from './undici.js';

/** Attempts at a request that S3 refuses or drops with a transient error: half a minute in all. */
const ATTEMPTS = 8;
/** Attempts while the server has never responded, and at a request with a malformed response. */
const FEW_ATTEMPTS = 4;
/** Requests at once, unless the options say otherwise. */
const CONNECTIONS = 64;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
const REDIRECTS = 3;

export interface S3Request {
  readonly method: 'GET' | 'PUT';
  /** Absent: the request is for the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Waits. @throws the signal's reason at once when it is aborted */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Waits for the real time. */
export const pauseFor: Pause = async (milliseconds, signal) => {
  await sleep(milliseconds, undefined, { signal }).catch(() => {
    throw signal.reason as Error;
  });
};

/** Why an attempt failed: an error response, or no complete response at all. */
type FailedAttempt =
  | { readonly kind: 'refusal'; readonly refusal: S3Refusal }
  | { readonly kind: 'fault'; readonly cause: Error };

/** Where requests to the bucket are sent, as far as is known, and how. */
interface Address {
  readonly region: string;
  readonly endpoint: S3Endpoint;
  readonly transport: Transport;
  readonly settings: S3Settings;
}

/**
 * Sends signed requests to one bucket. Keeps connections alive, adapts the number of requests under way, retries a
 * bounded number of times with jittered pauses, follows the bucket to its region and renews credentials.
 */
export class S3Client {
  readonly s3Bucket: string;
  readonly limiter: AdaptiveLimiter;
  readonly #options: S3Options;
  readonly #resolve: () => Promise<S3Settings>;
  readonly #credentials: Credentials;
  readonly #signer: Signer;
  readonly #pause: Pause;
  readonly #warnings = new Set<string>();
  #address: Promise<Address> | undefined;
  #hasResponded = false;

  /**
   * @param s3Bucket name of a bucket, or ARN of an access point
   * @param pause between attempts at a request @default pauseFor
   * @param resolve gives the settings, once. @default resolveSettings
   */
  constructor(
    s3Bucket: string,
    options: S3Options,
    pause: Pause = pauseFor,
    resolve?: () => Promise<S3Settings>,
  ) {
    this.s3Bucket = s3Bucket;
    this.limiter = new AdaptiveLimiter({ max: options.maxConcurrency ?? CONNECTIONS });
    this.#options = options;
    this.#resolve = resolve ?? (() => resolveSettings(s3Bucket, options));
    this.#credentials = new Credentials({
      ...options,
      connect: () => this.#currentAddress(),
      warn: (text) => this.#warnings.add(text),
    });
    this.#signer = new Signer(this.#credentials);
    this.#pause = pause;
    endpointOf(s3Bucket, 'us-east-1', options); // throws now if the endpoint is malformed
  }

  /** What was noticed so far that may not be meant, one sentence each. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** What another thread needs to send the same requests. @throws TrailspikeError `E_SOURCE_CREDENTIALS` */
  async describe(): Promise<S3Description> {
    const { requestPayer, anonymous = false, maxConcurrency } = this.#options;
    const { region, settings } = await this.#currentAddress();
    return {
      s3Bucket: this.s3Bucket,
      settings: { ...settings, region },
      anonymous,
      ...(requestPayer !== undefined && { requestPayer }),
      ...(maxConcurrency !== undefined && { maxConcurrency }),
      ...(!anonymous && { keys: await this.#credentials.get() }),
    };
  }

  /** Ends all connections; requests under way fail. */
  async close(): Promise<void> {
    const address = await this.#address?.catch(() => undefined);
    await address?.transport.close();
  }

  /**
   * Sends a request, with retries, and turns the response into a result.
   * @param lengthOf length that the body must have, bytes; `undefined` when it is not known. An error that it throws
   *   ends the request.
   * @throws ObjectReadError when this one object cannot be read, TrailspikeError when no request succeeds
   */
  async send<T>(
    request: S3Request,
    signal: AbortSignal,
    consume: (response: S3Response) => T,
    lengthOf: (head: S3ResponseHead) => number | undefined = () => undefined,
  ): Promise<T> {
    let redirects = 0;
    let hasRenewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const address = await this.#currentAddress();
      const outcome = await this.limiter.run(signal, () =>
        this.#attempt(request, address, signal, consume, lengthOf),
      );
      if (outcome.kind === 'response') return outcome.value;
      if (outcome.kind === 'refusal') {
        const { refusal } = outcome;
        if (isElsewhere(refusal, address.region) && redirects < REDIRECTS) {
          redirects += 1;
          this.#address = Promise.resolve(this.#moved(address, refusal.region!));
          continue;
        }
        if (isExpired(refusal) && !hasRenewed) {
          hasRenewed = true;
          continue;
        }
      }
      const mayPass =
        outcome.kind === 'fault' ? isTransientFault(outcome.cause) : isTransient(outcome.refusal);
      const mayImprove =
        this.#hasResponded && !('cause' in outcome && outcome.cause instanceof MalformedResponseError);
      if (!mayPass || attempt >= (mayImprove ? ATTEMPTS : FEW_ATTEMPTS)) {
        throw this.#error(outcome, request, address);
      }
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
      await this.#pause(longest * (0.5 + 0.5 * Math.random()), signal);
    }
  }

  async #attempt<T>(
    request: S3Request,
    address: Address,
    signal: AbortSignal,
    consume: (response: S3Response) => T,
    lengthOf: (head: S3ResponseHead) => number | undefined,
  ): Promise<{ readonly kind: 'response'; readonly value: T } | FailedAttempt> {
    const { origin, path, headers } = await this.#prepare(request, address);
    const { generation } = this.#credentials;
    try {
      const response = await address.transport.send(
        { origin, path, headers, method: request.method, body: request.body ?? null },
        signal,
        (head) => {
          this.#hasResponded = true; // even if the connection breaks later
          return lengthOf(head);
        },
      );
      this.#hasResponded = true;
      if (response.status < 300) {
        const value = consume(response);
        this.limiter.success();
        return { kind: 'response', value };
      }
      const text = Buffer.from(response.body.buffer).toString('utf8');
      const refusal = parseRefusal(response.status, response.headers, text);
      if (isSlowDown(refusal)) this.limiter.slowDown();
      if (isExpired(refusal)) this.#credentials.renew(generation);
      return { kind: 'refusal', refusal };
    } catch (cause) {
      signal.throwIfAborted();
      if (!(cause instanceof Error)) throw cause;
      if (cause instanceof RequestRetryError && cause.statusCode >= 300) {
        return { kind: 'refusal', refusal: parseRefusal(cause.statusCode, {}, '') }; // while resuming
      }
      if (errnoOf(cause) === undefined && !(cause instanceof MalformedResponseError)) throw cause; // a bug
      return { kind: 'fault', cause };
    }
  }

  async #prepare(
    { method, key, query = {}, headers = {}, body }: S3Request,
    { region, endpoint }: Address,
  ): Promise<{ origin: string; path: string; headers: Record<string, string> }> {
    const path = endpoint.path + escapeKey(key ?? '');
    const parameters = Object.entries(query).map(([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`);
    const all = this.#options.requestPayer ? { ...headers, 'x-amz-request-payer': 'requester' } : headers;
    const { origin, host } = endpoint;
    const signed: Record<string, string> = this.#options.anonymous
      ? { host, ...all }
      : await this.#signer.sign(
          { method, host, path, query, headers: all, ...(body === undefined ? {} : { body }) },
          region,
        );
    // For stores that inflate what they keep with Content-Encoding gzip. Not signed, because proxies change it.
    if (method === 'GET' && key !== undefined) signed['accept-encoding'] = 'gzip';
    return {
      origin,
      path: parameters.length === 0 ? path : `${path}?${parameters.join('&')}`,
      headers: signed,
    };
  }

  #currentAddress(): Promise<Address> {
    return (this.#address ??= this.#open());
  }

  async #open(): Promise<Address> {
    const settings = await this.#resolve();
    const { region, caBundle, proxies } = settings;
    const endpoint = endpointOf(this.s3Bucket, region, settings);
    const connections = this.#options.maxConcurrency ?? CONNECTIONS;
    const transport = openTransport({ connections, caBundle, proxies });
    transport.prepare(endpoint.origin);
    return { region, endpoint, transport, settings };
  }

  #moved({ settings, transport }: Address, region: string): Address {
    return { region, endpoint: endpointOf(this.s3Bucket, region, settings), transport, settings };
  }

  #error(failed: FailedAttempt, { method, key }: S3Request, { endpoint, region, settings }: Address): Error {
    const { anonymous = false, requestPayer = false } = this.#options;
    const proxy = proxyFor(endpoint.origin, settings.proxies);
    if (failed.kind === 'refusal') {
      const target = { method, s3Bucket: this.s3Bucket, key, region, anonymous, requestPayer, proxy };
      return refusalError(failed.refusal, target);
    }
    const { cause } = failed;
    const uri = formatS3Uri(this.s3Bucket, key ?? '');
    if (method === 'GET' && key !== undefined && this.#hasResponded && !isFaultOfServer(cause)) {
      return new ObjectReadError('unreadable', `${uri} breaks off on every attempt (${faultText(cause)})`, {
        cause,
      });
    }
    const { origin } = endpoint;
    return faultError(cause, { purpose: uri, service: 'S3', origin, proxy, caBundle: settings.caBundle });
  }
}

/** Whether the response says that the bucket is in another region. */
function isElsewhere({ status, region }: S3Refusal, asked: string): boolean {
  return region !== undefined && region !== asked && [301, 307, 400, 403].includes(status);
}
