import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';
import { ObjectReadError } from '../source.js';
import { AdaptiveLimiter } from './adaptive-limiter.js';
import type { Expected, S3Response } from './response-reader.js';
import { Credentials } from './credentials.js';
import { escapeKey, escapeUri } from './escape-uri.js';
import { faultError, faultText, isFaultOfServer } from './fault-error.js';
import { MalformedResponseError, SlowResponseError } from './malformed-response.js';
import { type Failing, Patience } from './patience.js';
import { ProgressClock, RETRY_FOR_MS } from '../progress-clock.js';
import { RetryBudget } from './retry-budget.js';
import { proxyFor } from './proxies.js';
import { endpointOf, type S3Endpoint } from './s3-endpoint.js';
import {
  isExpired,
  isSlowDown,
  isTransient,
  parseRefusal,
  refusalError,
  refusalText,
  type S3Refusal,
} from './s3-errors.js';
import type { S3Description } from './s3-description.js';
import type { S3Options } from './s3-options.js';
import { resolveSettings, type S3Settings } from './s3-settings.js';
import { formatS3Uri } from './s3-uri.js';
import { Signer } from './signer.js';
import { realTime, type Time } from './time.js';
import { isNoResponse, isTransientFault, isUnreachable, openTransport, type Transport } from './transport.js';
import { RequestRetryError } from './undici.js';

/** Attempts while the server has never responded, and at a list that cannot be right. */
const FEW_ATTEMPTS = 4;
/** Requests at once, unless the options say otherwise. */
const CONNECTIONS = 64;
const REDIRECTS = 3;

/** How often keys are renewed for one request. */
const RENEWALS = 3;
const RENEWAL_PAUSE_MS = 5_000;
/** How often it is found out, at most, whether the server is well. */
const PROBE_EVERY_MS = 10_000;
/** A server that gives no part of an object gives the whole of it. */
const PROBE_BYTES = 64 << 20;
/** A probe has limits of time of its own. */
const NEVER = new AbortController().signal;

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Absent: the request is for the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Statuses from 300 on that are answers to this request, and no refusals. @default none */
  readonly answers?: readonly number[];
}

/** Why an attempt failed: an error response, or no complete response at all. */
type FailedAttempt =
  | { readonly kind: 'refusal'; readonly refusal: S3Refusal }
  | {
      readonly kind: 'fault';
      readonly cause: Error;
      /** Whether the response had begun, with a status that promises a body. */
      readonly hadBegun: boolean;
    };

/** How an attempt that failed ends the request: see `Verdict`. */
type Ending = 'final' | 'giveUp' | 'unavailable';

/** Where requests to the bucket are sent, as far as is known, and how. */
interface Address {
  readonly region: string;
  readonly endpoint: S3Endpoint;
  readonly transport: Transport;
  readonly settings: S3Settings;
}

/**
 * Sends signed requests to one bucket. Keeps connections alive, adapts the number of requests under way, retries with
 * patience (`Patience`), follows the bucket to its region and renews credentials.
 */
export class S3Client {
  readonly s3Bucket: string;
  readonly limiter: AdaptiveLimiter;
  readonly #options: S3Options;
  readonly #resolve: () => Promise<S3Settings>;
  readonly #credentials: Credentials;
  readonly #signer: Signer;
  readonly #time: Time;
  readonly #progress: ProgressClock;
  readonly #budget: RetryBudget;
  readonly #warnings = new Set<string>();
  #address: Promise<Address> | undefined;
  #hasResponded: boolean;
  readonly #renewals: number;
  /** Key of an object that was read, to find out whether the server is well. */
  #readable: string | undefined;
  #probedAt = -Infinity;
  #probe: Promise<boolean> | undefined;

  /**
   * @param s3Bucket name of a bucket, or ARN of an access point
   * @param time by which it is patient. @default realTime
   * @param known what another thread has found out; `renewsKeys`: that thread renews them. @default nothing
   */
  constructor(
    s3Bucket: string,
    options: S3Options,
    time: Time = realTime(options.speed),
    known: {
      readonly settings?: S3Settings;
      readonly hasResponded?: boolean;
      readonly renewsKeys?: boolean;
    } = {},
  ) {
    const { settings, hasResponded = false, renewsKeys = false } = known;
    this.#renewals = renewsKeys ? 0 : RENEWALS;
    this.s3Bucket = s3Bucket;
    this.limiter = new AdaptiveLimiter({ max: options.maxConcurrency ?? CONNECTIONS });
    this.#options = options;
    this.#hasResponded = hasResponded;
    this.#resolve = () =>
      settings === undefined ? resolveSettings(s3Bucket, options) : Promise.resolve(settings);
    this.#credentials = new Credentials({
      ...options,
      time,
      connect: () => this.#currentAddress(),
      warn: (text) => this.#warnings.add(text),
    });
    this.#signer = new Signer(this.#credentials);
    this.#time = time;
    this.#progress = options.progress ?? new ProgressClock();
    this.#budget = new RetryBudget(time);
    endpointOf(s3Bucket, 'us-east-1', options); // throws now if the endpoint is malformed
  }

  /** What was noticed so far that may not be meant, one sentence each. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** What another thread needs to send the same requests. @throws TrailspikeError `E_SOURCE_CREDENTIALS` */
  async describe(): Promise<S3Description> {
    const { requestPayer, anonymous = false, maxConcurrency, retryFor, speed } = this.#options;
    const { region, settings } = await this.#currentAddress();
    return {
      s3Bucket: this.s3Bucket,
      settings: { ...settings, region },
      anonymous,
      progress: this.#progress.memory,
      hasResponded: this.#hasResponded,
      ...(this.#readable !== undefined && { readable: this.#readable }),
      ...(requestPayer !== undefined && { requestPayer }),
      ...(retryFor !== undefined && { retryFor }),
      ...(speed !== undefined && { speed }),
      ...(maxConcurrency !== undefined && { maxConcurrency }),
      ...(!anonymous && { keys: await this.#credentials.get() }),
    };
  }

  /** @param key of an object that was read before */
  knowReadable(key: string): void {
    this.#readable ??= key;
  }

  /** Ends all connections; requests under way fail. */
  async close(): Promise<void> {
    const address = await this.#address?.catch(() => undefined);
    await address?.transport.close();
  }

  /**
   * Sends a request, with retries, and turns the response into a result.
   * @param expected what is known of the response; an error of this module's that it throws is one of the response
   * @throws ObjectReadError when this one object cannot be read, TrailspikeError when no request succeeds
   */
  async send<T>(
    request: S3Request,
    signal: AbortSignal,
    consume: (response: S3Response) => T | Promise<T>,
    expected: Expected = {},
  ): Promise<T> {
    let redirects = 0;
    let renewals = 0;
    const patience = new Patience(this.#time, this.#progress, this.#options.retryFor ?? RETRY_FOR_MS);
    for (;;) {
      const address = await this.#currentAddress();
      const outcome = await this.limiter.run(signal, () =>
        this.#attempt(request, address, signal, consume, expected),
      );
      if (outcome.kind === 'response') {
        if (request.method === 'GET' && request.key !== undefined) this.#readable = request.key;
        return outcome.value;
      }
      if (outcome.kind === 'refusal') {
        const { refusal } = outcome;
        if (isElsewhere(refusal, address.region) && redirects < REDIRECTS) {
          redirects += 1;
          this.#address = Promise.resolve(this.#moved(address, refusal.region!));
          continue;
        }
        if (isExpired(refusal) && renewals < this.#renewals) {
          // The second time the provider is asked again: a rotation may be under way.
          if (renewals > 0) await this.#time.pause(RENEWAL_PAUSE_MS, signal);
          renewals += 1;
          continue;
        }
      }
      const ending = await this.#endingOf(outcome, request, address, patience);
      if (ending !== undefined) throw this.#error(outcome, ending, request, address);
      this.#progress.countRetry();
      await this.#time.pause(patience.pause() + this.#budget.take(), signal);
    }
  }

  /**
   * Sends a request once, where another client has the patience.
   * @returns `undefined` when there is no response, or one that refuses or cannot be right
   */
  async sendOnce<T>(
    request: S3Request,
    signal: AbortSignal,
    consume: (response: S3Response) => T | Promise<T>,
    expected: Expected = {},
  ): Promise<T | undefined> {
    const address = await this.#currentAddress();
    const outcome = await this.limiter.run(signal, () =>
      this.#attempt(request, address, signal, consume, expected),
    );
    return outcome.kind === 'response' ? outcome.value : undefined;
  }

  /** Whether a failed attempt ends its request, and how. */
  async #endingOf(
    failed: FailedAttempt,
    request: S3Request,
    address: Address,
    patience: Patience,
  ): Promise<Ending | undefined> {
    const mayPass = failed.kind === 'fault' ? isTransientFault(failed.cause) : isTransient(failed.refusal);
    if (!mayPass) {
      if (failed.kind === 'refusal') this.#progress.note(this.#time.now());
      return 'final';
    }
    const failing = failingOf(failed);
    let verdict = patience.afterFailure(failing);
    if (failed.kind === 'fault') {
      const { cause } = failed;
      if (!this.#hasResponded && isUnreachable(cause) && patience.attempts >= FEW_ATTEMPTS) return 'final';
      const isNoList = request.key === undefined && cause instanceof MalformedResponseError;
      if (isNoList && patience.countMalformed() >= FEW_ATTEMPTS) return 'final';
    }
    const isObject = request.key !== undefined && request.method === 'GET';
    if (isObject && (verdict === 'probe' || verdict === 'unavailable')) {
      if (await this.#isWell(address, verdict === 'unavailable')) verdict = patience.verdict(failing);
    }
    // The whole run needs a list, so that it is given up last.
    if (verdict === 'giveUp' && request.key === undefined && failing !== 'answer') return undefined;
    return verdict === 'giveUp' || verdict === 'unavailable' ? verdict : undefined;
  }

  /**
   * Whether the server answers a request for an object that it gave before.
   * @param now even where that was found out a short time ago
   */
  async #isWell(address: Address, now: boolean): Promise<boolean> {
    if (this.#readable === undefined) return false;
    if (!now && this.#time.now() - this.#probedAt < PROBE_EVERY_MS) return false;
    this.#probe ??= this.#probeObject(address, this.#readable).finally(() => (this.#probe = undefined));
    return this.#probe;
  }

  async #probeObject(address: Address, key: string): Promise<boolean> {
    this.#probedAt = this.#time.now();
    const probe = { method: 'GET', key, headers: { range: 'bytes=0-0' } } as const;
    const outcome = await this.#attempt(probe, address, NEVER, () => true, { maxBytes: PROBE_BYTES });
    if (outcome.kind === 'refusal' && !isTransient(outcome.refusal)) this.#progress.note(this.#time.now());
    return outcome.kind === 'response' || (outcome.kind === 'refusal' && !isTransient(outcome.refusal));
  }

  async #attempt<T>(
    request: S3Request,
    address: Address,
    signal: AbortSignal,
    consume: (response: S3Response) => T | Promise<T>,
    { lengthOf, maxBytes }: Expected,
  ): Promise<{ readonly kind: 'response'; readonly value: T } | FailedAttempt> {
    const { origin, path, headers } = await this.#prepare(request, address);
    signal.throwIfAborted();
    let hadBegun = false;
    const { generation } = this.#credentials;
    try {
      const response = await address.transport.send(
        { origin, path, headers, method: request.method, body: request.body ?? null },
        signal,
        {
          lengthOf: (head) => {
            this.#hasResponded = true; // even if the connection breaks later
            hadBegun = true;
            return lengthOf?.(head);
          },
          ...(maxBytes !== undefined && { maxBytes }),
        },
      );
      this.#hasResponded = true;
      if (response.status < 300 || request.answers?.includes(response.status) === true) {
        const value = await consume(response);
        this.limiter.success();
        this.#budget.success();
        this.#progress.note(this.#time.now());
        return { kind: 'response', value };
      }
      const text = Buffer.from(response.body.buffer).toString('utf8');
      const refusal = parseRefusal(response.status, response.headers, text);
      if (isSlowDown(refusal)) {
        this.limiter.slowDown();
        this.#progress.countThrottled();
      }
      if (isExpired(refusal)) this.#credentials.renew(generation);
      return { kind: 'refusal', refusal };
    } catch (cause) {
      signal.throwIfAborted();
      if (!(cause instanceof Error)) throw cause;
      // While resuming there is no body, and so no code: only what the status alone says is believed.
      if (cause instanceof RequestRetryError && cause.statusCode === 412) {
        return { kind: 'refusal', refusal: parseRefusal(cause.statusCode, {}, '') };
      }
      const isFault = cause instanceof MalformedResponseError || cause instanceof SlowResponseError;
      if (errnoOf(cause) === undefined && !isFault) throw cause; // a bug
      if (cause instanceof TrailspikeError) throw cause;
      return { kind: 'fault', cause, hadBegun };
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
    const transport = openTransport({ connections, caBundle, proxies, speed: this.#time.speed });
    transport.prepare(endpoint.origin);
    return { region, endpoint, transport, settings };
  }

  #moved({ settings, transport }: Address, region: string): Address {
    return { region, endpoint: endpointOf(this.s3Bucket, region, settings), transport, settings };
  }

  #error(
    failed: FailedAttempt,
    ending: Ending,
    { method, key }: S3Request,
    { endpoint, region, settings }: Address,
  ): Error {
    const { anonymous = false, requestPayer = false } = this.#options;
    const proxy = proxyFor(endpoint.origin, settings.proxies);
    if (ending !== 'final') {
      const what = failed.kind === 'refusal' ? refusalText(failed.refusal) : faultText(failed.cause);
      const cause = failed.kind === 'fault' ? failed.cause : undefined;
      return ending === 'giveUp' && method === 'GET' && key !== undefined
        ? new ObjectReadError(
            'unavailable',
            `${formatS3Uri(this.s3Bucket, key)} fails on every attempt (${what})`,
            {
              cause,
            },
          )
        : this.#unavailable(endpoint.origin, what, ending, cause);
    }
    if (failed.kind === 'refusal') {
      const target = { method, s3Bucket: this.s3Bucket, key, region, anonymous, requestPayer, proxy };
      return refusalError(failed.refusal, target);
    }
    const { cause } = failed;
    const uri = formatS3Uri(this.s3Bucket, key ?? '');
    if (method === 'GET' && key !== undefined && this.#hasResponded && !isFaultOfServer(cause)) {
      return new ObjectReadError('unreadable', `${uri} cannot be asked for (${faultText(cause)})`, { cause });
    }
    const { origin } = endpoint;
    return faultError(cause, { purpose: uri, service: 'S3', origin, proxy, caBundle: settings.caBundle });
  }

  #unavailable(origin: string, what: string, ending: Ending, cause: Error | undefined): TrailspikeError {
    const { retryFor = RETRY_FOR_MS } = this.#options;
    const text =
      ending === 'giveUp'
        ? `${origin} fails on every attempt at a request without which nothing goes on (${what})`
        : `${origin} has not answered any request as it should for ${spanText(retryFor)} (${what})`;
    return new TrailspikeError('E_SOURCE_UNAVAILABLE', text, {
      hint: 'Run again later, with --state to go on from here; --retry-for sets how long a run waits.',
      cause,
    });
  }
}

function spanText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds % 60 === 0 && seconds > 60 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}

function failingOf(failed: FailedAttempt): Failing {
  if (failed.kind === 'refusal') return isSlowDown(failed.refusal) ? 'slowDown' : 'server';
  return failed.hadBegun || isNoResponse(failed.cause) ? 'answer' : 'server';
}

/** Whether the response says that the bucket is in another region. */
function isElsewhere({ status, region }: S3Refusal, asked: string): boolean {
  return region !== undefined && region !== asked && [301, 307, 400, 403].includes(status);
}
