import { TrailspikeError } from '../../model/errors.js';
import { isExempt } from './no-proxy.js';

/** HTTP proxies, as the environment names them. */
export interface Proxies {
  /** For endpoints with `http:`; URL, with a user and a password where it has them. */
  readonly http?: string;
  /** For endpoints with `https:`. */
  readonly https?: string;
  /** Hosts that are reached without a proxy, as in NO_PROXY. */
  readonly except: string;
}

/** One proxy, in the parts that a connection needs and a message may show. */
export interface Proxy {
  /** `http://host:port`, without user and password. */
  readonly origin: string;
  /** The variable that names it, in capitals. */
  readonly namedBy: 'HTTP_PROXY' | 'HTTPS_PROXY';
  /** Value of the header Proxy-Authorization, if the URL has a user. */
  readonly authorization?: string;
}

/**
 * `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. As in the AWS tools, https endpoints do not use the proxy for http, and a
 * name in lower case comes first, also where it is empty: no proxy then.
 */
export function proxiesOfEnvironment(): Proxies | undefined {
  const [http, https, except = ''] = ['http_proxy', 'https_proxy', 'no_proxy'].map(
    (name) => (process.env[name] ?? process.env[name.toUpperCase()])?.trim() || undefined,
  );
  if (http === undefined && https === undefined) return undefined;
  return { ...(http !== undefined && { http }), ...(https !== undefined && { https }), except };
}

/**
 * The proxy for an endpoint; none for a host that NO_PROXY names.
 * @param origin of the endpoint, `https://host[:port]`
 * @throws TrailspikeError `E_USAGE` when it is not the URL of an HTTP proxy
 */
export function proxyFor(origin: string, proxies: Proxies | undefined): Proxy | undefined {
  const isPlain = origin.startsWith('http:');
  const text = isPlain ? proxies?.http : proxies?.https;
  if (text === undefined || isExempt(origin, proxies!.except)) return undefined;
  const namedBy = isPlain ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const url = proxyUrl(text);
  if (url === undefined) {
    throw new TrailspikeError('E_USAGE', `${namedBy} does not name an HTTP proxy`, {
      hint: `Set ${namedBy} to http://[USER:PASSWORD@]HOST:PORT.`,
    });
  }
  const { username, password } = url;
  if (username === '') return { origin: url.origin, namedBy };
  const userAndPassword = `${decoded(username)}:${decoded(password)}`;
  return {
    origin: url.origin,
    namedBy,
    authorization: `Basic ${Buffer.from(userAndPassword).toString('base64')}`,
  };
}

function proxyUrl(text: string): URL | undefined {
  const full = text.includes('://') ? text : `http://${text.replace(/^\/\//, '')}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** A percent sign that begins no code stands for itself: passwords are often written as they are. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
