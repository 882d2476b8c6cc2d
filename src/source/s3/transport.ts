import type { SecureContext } from 'node:tls';
import type { Agent as UndiciAgent, Dispatcher, RetryHandler } from 'undici';
import { errnoOf } from '../../base/errno.js';
import { AbortGroup } from '../../base/abort-group.js';
import { trustOnly } from './ca-bundle.js';
import { type Expected, ResponseReader, type S3Response } from './response-reader.js';
import { MalformedResponseError, SlowResponseError } from './malformed-response.js';
import { type Proxies, type Proxy, proxyFor } from './proxies.js';
import type { CaBundle } from './s3-settings.js';
import { Agent, loadProxyAgent, Pool, retryInterceptor } from './undici.js';

const CONNECT_MS = 10_000;
/** Longest time without a byte, before the response and within its body. */
const SILENCE_MS = 30_000;
/** Silence is measured by the clock, also while this process has no time: it cannot pass as fast as the rest. */
const FASTEST_SILENCE = 10;
/** S3 closes idle connections after 5 to 20 seconds: close them earlier. */
const KEEP_ALIVE_MS = 4_000;
/** How often a body that breaks off is resumed before the whole request is sent again. */
const RESUMES = 4;

export interface Transport {
  /**
   * Makes ready for requests to an origin, so that what is wrong with the settings is known before the first.
   * @throws TrailspikeError `E_USAGE` for a proxy or a bundle of certificates that cannot be used
   */
  prepare(origin: string): void;
  /**
   * Sends a request and receives the whole response.
   * @throws MalformedResponseError when the body is longer or shorter than expected, or no response;
   *   SlowResponseError; undici's errors; the signal's reason
   */
  send(
    request: Dispatcher.DispatchOptions & { readonly origin: string },
    signal: AbortSignal,
    expected?: Expected,
  ): Promise<S3Response>;
  /** Ends all connections; requests under way fail. */
  close(): Promise<void>;
}

/** How connections are made. */
export interface TransportOptions {
  /** Most connections to one host. */
  readonly connections: number;
  /** Authorities to trust in place of those that Node.js trusts. */
  readonly caBundle?: CaBundle | undefined;
  readonly proxies?: Proxies | undefined;
  /** How many times faster than real time limits of time pass; only tests hurry. @default 1 */
  readonly speed?: number;
}

/**
 * Keeps connections alive, at most `connections` to one host. A GET whose connection breaks is resumed at once: within
 * a body with `Range` and `If-Match`, so that the rest belongs to the same content. All other retries are left to the
 * caller, which knows how long to pause.
 */
export function openTransport(options: TransportOptions): Transport {
  const routes = new Routes(options);
  const aborts = new AbortGroup();
  const ticker = new Ticker(TICK_MS / (options.speed ?? 1));
  return {
    prepare: (origin) => void routes.to(origin),
    send: (request, signal, expected = {}) =>
      new Promise((resolve, reject) => {
        const route = routes.to(request.origin);
        const settle = (): void => {
          aborts.delete(member);
          ticker.delete(reader);
        };
        const reader = new ResponseReader(expected, {
          resolve: (response) => {
            settle();
            resolve(response);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
        });
        const member = aborts.add(signal, (reason) => reader.abort(reason));
        ticker.add(reader);
        const resumable = { ...request, retryOptions: { retry: resumeAtOnce(reader) } };
        route.dispatch(resumable, reader);
      }),
    close: () => routes.close(),
  };
}

const TICK_MS = 1000;

/** Tells responses under way that a second has passed. */
class Ticker {
  readonly #every: number;
  /** An array rather than a `Set`, for the reason given at AbortGroup. */
  readonly #readers: ResponseReader[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param every milliseconds of real time */
  constructor(every: number) {
    this.#every = every;
  }

  add(reader: ResponseReader): void {
    this.#readers.push(reader);
    this.#timer ??= setInterval(() => [...this.#readers].forEach((one) => one.tick()), this.#every);
  }

  delete(reader: ResponseReader): void {
    const at = this.#readers.indexOf(reader);
    if (at < 0) return;
    const last = this.#readers.pop()!;
    if (at < this.#readers.length) this.#readers[at] = last;
    if (this.#readers.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** The ways to origins: direct or through a proxy, with the authorities of the bundle where there is TLS. */
class Routes {
  readonly #options: TransportOptions;
  readonly #byOrigin = new Map<string, Dispatcher>();
  readonly #agents = new Map<string, Dispatcher>();
  #trust: SecureContext | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** @throws TrailspikeError `E_USAGE` for a proxy or a bundle of certificates that cannot be used */
  to(origin: string): Dispatcher {
    let route = this.#byOrigin.get(origin);
    if (route === undefined) this.#byOrigin.set(origin, (route = this.#choose(origin)));
    return route;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }

  #choose(origin: string): Dispatcher {
    const { connections, caBundle, proxies, speed = 1 } = this.#options;
    const proxy = proxyFor(origin, proxies);
    const usesTls = origin.startsWith('https:') || proxy?.origin.startsWith('https:') === true;
    const name = `${usesTls} ${proxy?.origin ?? 'direct'}`;
    let agent = this.#agents.get(name);
    if (agent === undefined) {
      if (usesTls && caBundle !== undefined) this.#trust ??= trustOnly(caBundle);
      agent = openAgent(
        connections,
        usesTls ? this.#trust : undefined,
        proxy,
        SILENCE_MS / Math.min(speed, FASTEST_SILENCE),
      );
      this.#agents.set(name, agent);
    }
    return agent.compose(retryInterceptor({ statusCodes: [] }));
  }
}

function openAgent(
  connections: number,
  trust: SecureContext | undefined,
  proxy: Proxy | undefined,
  silence: number,
): Dispatcher {
  const connect = { timeout: CONNECT_MS, ...(trust !== undefined && { secureContext: trust }) };
  const options = {
    connections,
    pipelining: 1,
    connect,
    headersTimeout: silence,
    bodyTimeout: silence,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  } satisfies UndiciAgent.Options;
  if (proxy === undefined) return new Agent(options);
  const ProxyAgent = loadProxyAgent();
  // The agent gives its connections to the proxy itself none of these options.
  const withOptions = (origin: string | URL, more: object): Dispatcher =>
    new Pool(origin, { ...options, ...more });
  return new ProxyAgent({
    ...options,
    factory: withOptions,
    clientFactory: withOptions,
    uri: proxy.origin,
    proxyTunnel: false, // for http endpoints: most proxies allow tunnels to port 443 only
    requestTls: connect,
    proxyTls: connect,
    ...(proxy.authorization !== undefined && { token: proxy.authorization }),
  });
}

const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function resumeAtOnce(reader: ResponseReader) {
  return (
    error: Error,
    { state, opts }: RetryHandler.RetryContext,
    done: RetryHandler.OnRetryCallback,
  ): void => {
    const isBroken = opts.method === 'GET' && state.counter <= RESUMES && BROKEN.has(errnoOf(error) ?? '');
    if (isBroken && reader.mayResume) setImmediate(done, null);
    else done(error);
  };
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TRANSIENT = new Set([
  ...BROKEN,
  ...UNREACHABLE,
  'EHOSTDOWN',
  'ENETDOWN',
  'ENETRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_REQ_RETRY',
]);

const NO_RESPONSE = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'ERR_ASSERTION', // undici's, about lengths and ranges that no server sends
]);

/** Whether the server cannot be reached at all. */
export function isUnreachable(fault: Error): boolean {
  return UNREACHABLE.has(errnoOf(fault) ?? '');
}

/** Status with which a proxy refused a request or a tunnel, if that is the fault; undici has no codes for it. */
export function proxyRefusal(fault: Error): number | undefined {
  const status = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(fault.message)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** Whether something came that is no response of HTTP, or not the one that its own head promised. */
export function isNoResponse(fault: Error): boolean {
  if (fault instanceof MalformedResponseError) return true;
  const code = errnoOf(fault) ?? '';
  return code.startsWith('HPE_') || NO_RESPONSE.has(code); // HPE: of the parser of HTTP
}

/** Whether the same request may succeed a little later; with a bad certificate, for example, it will not. */
export function isTransientFault(fault: Error): boolean {
  const refusal = proxyRefusal(fault);
  if (refusal !== undefined) return refusal >= 500;
  return isNoResponse(fault) || fault instanceof SlowResponseError || TRANSIENT.has(errnoOf(fault) ?? '');
}
