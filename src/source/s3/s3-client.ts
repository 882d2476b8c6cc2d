import { setTimeout as sleep } from 'node:timers/promises';
import { TrailspikeError } from '../../model/errors.js';
import { errnoOf } from '../../base/errno.js';
import { ObjectReadError } from '../source.js';
import { AdaptiveLimiter } from './adaptive-limiter.js';
import type { S3Response, S3ResponseHead } from './response-reader.js';
import { Credentials } from './credentials.js';
import { escapeKey, escapeUri } from './escape-uri.js';
import { MalformedResponseError } from './malformed-response.js';
import { firstRegion } from './region.js';
import { endpointOf, type S3Endpoint } from './s3-endpoint.js';
import { isExpired, isPassing, isSlowDown, parseRefusal, refusalError, type S3Refusal } from './s3-errors.js';
import type { S3Description } from './s3-description.js';
import type { S3Options } from './s3-options.js';
import { formatS3Uri } from './s3-uri.js';
import { Signer } from './signer.js';
import { isPassingFault, isUnreachable, openTransport, type Transport } from './transport.js';
import { RequestRetryError } from './undici.js';

/** Attempts at a request that S3 refuses or drops for the moment: half a minute in all. */
const ATTEMPTS = 8;
/** Attempts while nothing was ever answered, and at what is answered in a form that is not S3's. */
const FEW_ATTEMPTS = 4;
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

/** What an attempt came to when it was not answered as asked. */
type Trouble =
  | { readonly kind: 'refusal'; readonly refusal: S3Refusal }
  | { readonly kind: 'fault'; readonly cause: Error };

/** Where the bucket is, as far as is known. */
interface Place {
  readonly region: string;
  readonly endpoint: S3Endpoint;
}

/**
 * Signed requests to one bucket, with everything that S3 needs on the way: connections kept alive, a limit that
 * adapts, bounded retries with jittered pauses, regions followed, credentials renewed.
 */
export class S3Client {
  readonly s3Bucket: string;
  readonly limiter: AdaptiveLimiter;
  readonly #options: S3Options;
  readonly #transport: Transport;
  readonly #credentials: Credentials;
  readonly #signer: Signer;
  readonly #random: () => number;
  #place: Promise<Place> | undefined;
  #hasResponded = false;

  /** @param random in [0, 1), for the jitter of pauses @default Math.random */
  constructor(s3Bucket: string, options: S3Options, random: () => number = Math.random) {
    const connections = options.maxConcurrency ?? 64;
    this.s3Bucket = s3Bucket;
    this.limiter = new AdaptiveLimiter({ max: connections });
    this.#options = options;
    this.#credentials = new Credentials(options);
    this.#signer = new Signer(this.#credentials);
    this.#random = random;
    endpointOf(s3Bucket, 'us-east-1', options); // what is wrong with the endpoint is known at once
    this.#transport = openTransport(connections);
  }

  /** What another thread needs to send the same requests. @throws TrailspikeError `E_SOURCE_CREDENTIALS` */
  async describe(): Promise<S3Description> {
    const { endpoint, pathStyle, requestPayer, anonymous = false, maxConcurrency } = this.#options;
    const { region } = await (this.#place ??= this.#firstPlace());
    return {
      s3Bucket: this.s3Bucket,
      region,
      anonymous,
      ...(endpoint !== undefined && { endpoint }),
      ...(pathStyle !== undefined && { pathStyle }),
      ...(requestPayer !== undefined && { requestPayer }),
      ...(maxConcurrency !== undefined && { maxConcurrency }),
      ...(!anonymous && { keys: await this.#credentials.get() }),
    };
  }

  /** Ends every connection; requests under way fail. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  /**
   * Sends a request until it is answered, and makes of the answer what is wanted.
   * @param lengthOf what the body must come to in bytes; `undefined` when nobody knows. What it throws ends the
   *   request.
   * @throws ObjectReadError when one object is out of reach, TrailspikeError when all are
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
      const place = await (this.#place ??= this.#firstPlace());
      const outcome = await this.limiter.run(signal, () =>
        this.#attempt(request, place, signal, consume, lengthOf),
      );
      if (outcome.kind === 'response') return outcome.value;
      if (outcome.kind === 'refusal') {
        const { refusal } = outcome;
        if (isElsewhere(refusal, place.region) && redirects < REDIRECTS) {
          redirects += 1;
          this.#place = Promise.resolve(this.#placeIn(refusal.region!));
          continue;
        }
        if (isExpired(refusal) && !hasRenewed) {
          hasRenewed = true;
          continue;
        }
      }
      const mayPass = outcome.kind === 'fault' ? isPassingFault(outcome.cause) : isPassing(outcome.refusal);
      const isHopeful =
        this.#hasResponded && !('cause' in outcome && outcome.cause instanceof MalformedResponseError);
      if (!mayPass || attempt >= (isHopeful ? ATTEMPTS : FEW_ATTEMPTS)) {
        throw this.#error(outcome, request, place);
      }
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
      await sleep(longest * (0.5 + 0.5 * this.#random()), undefined, { signal }).catch(() => {
        throw signal.reason as Error;
      });
    }
  }

  async #attempt<T>(
    request: S3Request,
    place: Place,
    signal: AbortSignal,
    consume: (response: S3Response) => T,
    lengthOf: (head: S3ResponseHead) => number | undefined,
  ): Promise<{ readonly kind: 'response'; readonly value: T } | Trouble> {
    const { origin, path, headers } = await this.#prepare(request, place);
    const { generation } = this.#credentials;
    try {
      const response = await this.#transport.send(
        { origin, path, headers, method: request.method, body: request.body ?? null },
        signal,
        (head) => {
          this.#hasResponded = true; // even if it breaks off later
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
        return { kind: 'refusal', refusal: parseRefusal(cause.statusCode, {}, '') }; // met when resuming
      }
      if (errnoOf(cause) === undefined && !(cause instanceof MalformedResponseError)) throw cause; // a bug
      return { kind: 'fault', cause };
    }
  }

  async #prepare(
    { method, key, query = {}, headers = {}, body }: S3Request,
    { region, endpoint }: Place,
  ): Promise<{ origin: string; path: string; headers: Record<string, string> }> {
    const path = endpoint.path + escapeKey(key ?? '');
    const parameters = Object.entries(query).map(([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`);
    const all = this.#options.requestPayer ? { ...headers, 'x-amz-request-payer': 'requester' } : headers;
    const { origin, host } = endpoint;
    return {
      origin,
      path: parameters.length === 0 ? path : `${path}?${parameters.join('&')}`,
      headers: this.#options.anonymous
        ? { host, ...all }
        : await this.#signer.sign(
            { method, host, path, query, headers: all, ...(body === undefined ? {} : { body }) },
            region,
          ),
    };
  }

  async #firstPlace(): Promise<Place> {
    return this.#placeIn(await firstRegion(this.#options));
  }

  #placeIn(region: string): Place {
    return { region, endpoint: endpointOf(this.s3Bucket, region, this.#options) };
  }

  #error(trouble: Trouble, { method, key }: S3Request, { endpoint }: Place): Error {
    const target = { method, s3Bucket: this.s3Bucket, key };
    if (trouble.kind === 'refusal') return refusalError(trouble.refusal, target);
    const { cause } = trouble;
    const uri = formatS3Uri(this.s3Bucket, key ?? '');
    const what = `${errnoOf(cause) ?? cause.name}: ${cause.message.replace(/\s+/g, ' ').trim()}`;
    if (method === 'GET' && key !== undefined && this.#hasResponded && !isUnreachable(cause)) {
      return new ObjectReadError('unreadable', `${uri} breaks off at every attempt (${what})`, { cause });
    }
    if (cause instanceof MalformedResponseError) {
      return new TrailspikeError(
        'E_SOURCE_RESPONSE',
        `${endpoint.origin} does not answer as S3 does (${what})`,
        {
          hint: 'Check that the endpoint is one of S3 or of a compatible server.',
          cause,
        },
      );
    }
    return new TrailspikeError('E_SOURCE_NETWORK', `cannot reach ${endpoint.origin} for ${uri} (${what})`, {
      hint: 'Check the network, the proxy and the endpoint, and run again.',
      cause,
    });
  }
}

/** The bucket is in another region than the one asked. */
function isElsewhere({ status, region }: S3Refusal, asked: string): boolean {
  return region !== undefined && region !== asked && [301, 307, 400, 403].includes(status);
}
