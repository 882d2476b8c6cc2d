import { TrailspikeError } from '../../model/errors.js';

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
  /** Value of the header Proxy-Authorization, if the URL has a user. */
  readonly authorization?: string;
}

/**
 * `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`; in lower case they come first. As in the AWS tools, https endpoints do
 * not use the proxy for http.
 */
export function proxiesOfEnvironment(): Proxies | undefined {
  const [http, https, except = ''] = ['http_proxy', 'https_proxy', 'no_proxy'].map(
    (name) => (process.env[name] || process.env[name.toUpperCase()])?.trim() || undefined,
  );
  if (http === undefined && https === undefined) return undefined;
  return { ...(http !== undefined && { http }), ...(https !== undefined && { https }), except };
}

/**
 * The proxy for an endpoint, if there is one. Whether NO_PROXY names the host is not looked at.
 * @param protocol `http:` or `https:`
 * @throws TrailspikeError `E_USAGE` when it is not the URL of an HTTP proxy
 */
export function proxyFor(protocol: string, proxies: Proxies | undefined): Proxy | undefined {
  const text = protocol === 'http:' ? proxies?.http : proxies?.https;
  if (text === undefined) return undefined;
  const full = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    const name = protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY';
    throw new TrailspikeError('E_USAGE', `${name} does not name an HTTP proxy`, {
      hint: `Set ${name} to http://[USER:PASSWORD@]HOST:PORT.`,
    });
  }
  const { origin, username, password } = url;
  if (username === '') return { origin };
  const userAndPassword = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { origin, authorization: `Basic ${Buffer.from(userAndPassword).toString('base64')}` };
}
