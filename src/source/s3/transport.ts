import type { SecureContext } from 'node:tls';
import type { Agent as UndiciAgent, Dispatcher, RetryHandler } from 'undici';
import { errnoOf } from '../../base/errno.js';
import { AbortGroup } from '../../base/abort-group.js';
import { trustOnly } from './ca-bundle.js';
import { ResponseReader, type S3Response, type S3ResponseHead } from './response-reader.js';
import { MalformedResponseError } from './malformed-response.js';
import { type Proxies, type Proxy, proxyFor } from './proxies.js';
import type { CaBundle } from './s3-settings.js';
import { Agent, loadProxyAgent, Pool, retryInterceptor } from './undici.js';

const CONNECT_MS = 10_000;
/** Longest time without a byte, before the response and within its body. */
const SILENCE_MS = 30_000;
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
   * @param lengthOf length that the body of a response with a status below 300 must have, bytes; `undefined` when it
   *   is not known. An error that it throws ends the response.
   * @throws MalformedResponseError when the body is longer or shorter; undici's errors; the signal's reason
   */
  send(
    request: Dispatcher.DispatchOptions & { readonly origin: string },
    signal: AbortSignal,
    lengthOf: (head: S3ResponseHead) => number | undefined,
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
}

/**
 * Keeps connections alive, at most `connections` to one host. A GET whose connection breaks is resumed at once: within
 * a body with `Range` and `If-Match`, so that the rest belongs to the same content. All other retries are left to the
 * caller, which knows how long to pause.
 */
export function openTransport(options: TransportOptions): Transport {
  const routes = new Routes(options);
  const aborts = new AbortGroup();
  return {
    prepare: (origin) => void routes.to(origin),
    send: (request, signal, lengthOf) =>
      new Promise((resolve, reject) => {
        const route = routes.to(request.origin);
        const reader = new ResponseReader(lengthOf, {
          resolve: (response) => {
            aborts.delete(member);
            resolve(response);
          },
          reject: (error) => {
            aborts.delete(member);
            reject(error);
          },
        });
        const member = aborts.add(signal, (reason) => reader.abort(reason));
        route.dispatch(request, reader);
      }),
    close: () => routes.close(),
  };
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
    const { connections, caBundle, proxies } = this.#options;
    const proxy = proxyFor(origin, proxies);
    const usesTls = origin.startsWith('https:') || proxy?.origin.startsWith('https:') === true;
    const name = `${usesTls} ${proxy?.origin ?? 'direct'}`;
    let agent = this.#agents.get(name);
    if (agent === undefined) {
      if (usesTls && caBundle !== undefined) this.#trust ??= trustOnly(caBundle);
      agent = openAgent(connections, usesTls ? this.#trust : undefined, proxy);
      this.#agents.set(name, agent);
    }
    return agent.compose(retryInterceptor({ statusCodes: [], retry: resumeAtOnce }));
  }
}

function openAgent(
  connections: number,
  trust: SecureContext | undefined,
  proxy: Proxy | undefined,
): Dispatcher {
  const connect = { timeout: CONNECT_MS, ...(trust !== undefined && { secureContext: trust }) };
  const options = {
    connections,
    pipelining: 1,
    connect,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
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

const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT']);

function resumeAtOnce(
  error: Error,
  { state, opts }: RetryHandler.RetryContext,
  done: RetryHandler.OnRetryCallback,
): void {
  const mayResume = opts.method === 'GET' && state.counter <= RESUMES && BROKEN.has(errnoOf(error) ?? '');
  if (mayResume) setImmediate(done, null);
  else done(error);
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
  'ETIMEDOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_REQ_RETRY',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
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

/** Whether the same request may succeed a little later; with a bad certificate, for example, it will not. */
export function isTransientFault(fault: Error): boolean {
  const refusal = proxyRefusal(fault);
  if (refusal !== undefined) return refusal >= 500;
  return fault instanceof MalformedResponseError || TRANSIENT.has(errnoOf(fault) ?? '');
}
