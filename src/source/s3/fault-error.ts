import { TrailspikeError } from '../../model/errors.js';
import { errnoOf } from '../../base/errno.js';
import { MalformedResponseError } from './malformed-response.js';
import type { Proxy } from './proxies.js';
import type { CaBundle } from './s3-settings.js';
import { isUnreachable, proxyRefusal } from './transport.js';

/** The request that failed without an answer of the service, and how it was sent. */
export interface FailedRequest {
  /** What it was for: `s3://bucket/key`, `keys of profile audit`. */
  readonly purpose: string;
  /** Which service it was sent to: `S3`, `AWS STS`. */
  readonly service: string;
  /** Of the endpoint. */
  readonly origin: string;
  readonly proxy: Proxy | undefined;
  readonly caBundle: CaBundle | undefined;
}

/** Codes of OpenSSL and Node.js for a certificate whose authority is not trusted. */
const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
]);

/** Whether no request to the server can succeed: it cannot be reached, or not be trusted. */
export function isFaultOfServer(cause: Error): boolean {
  return (
    isUnreachable(cause) ||
    proxyRefusal(cause) !== undefined ||
    tlsProblem(cause, undefined, undefined) !== undefined
  );
}

/** The error for a request to which the service did not respond, or not as it does. */
export function faultError(cause: Error, request: FailedRequest): TrailspikeError {
  if (cause instanceof TrailspikeError) return cause;
  const { purpose, service, origin, proxy, caBundle } = request;
  const what = faultText(cause);
  const where = service === 'S3' ? origin : `${service} at ${origin}`;
  const through = proxy === undefined ? '' : ` through the proxy ${proxy.origin}`;
  if (cause instanceof MalformedResponseError) {
    return new TrailspikeError(
      'E_SOURCE_RESPONSE',
      `${origin}${through} does not answer as ${service} does (${what})`,
      {
        hint: `Check that the endpoint is one of ${service} or of a compatible server.`,
        cause,
      },
    );
  }
  if (proxy !== undefined) {
    const error = proxyError(cause, where, proxy);
    if (error !== undefined) return error;
  }
  const tls = tlsProblem(cause, caBundle, proxy);
  const hint =
    tls?.hint ??
    (proxy === undefined
      ? 'Check the network, the region and the endpoint, and HTTPS_PROXY if a proxy is needed; then run again.'
      : 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, the network, the region and the endpoint; then run again.');
  const text =
    tls === undefined
      ? `cannot reach ${where} for ${purpose}${through} (${what})`
      : `${where}${through} ${tls.what} (${what})`;
  return new TrailspikeError('E_SOURCE_NETWORK', text, { hint, cause });
}

/** Code and message of a fault, on one line. */
export function faultText(cause: Error): string {
  return `${errnoOf(cause) ?? cause.name}: ${cause.message.replace(/\s+/g, ' ').trim()}`;
}

/** The error where the proxy is what fails: connections to an address are made to it alone. */
function proxyError(cause: Error, where: string, { origin, namedBy }: Proxy): TrailspikeError | undefined {
  const status = proxyRefusal(cause);
  if (status === undefined && !isUnreachable(cause)) return undefined;
  const text =
    status === undefined
      ? `cannot reach the proxy ${origin}, which ${namedBy} names (${faultText(cause)})`
      : `the proxy ${origin} refuses requests to ${where} (status ${status})`;
  const hint =
    status === undefined
      ? `Check ${namedBy}; hosts that need no proxy are named in NO_PROXY.`
      : status === 407
        ? `Put its user and password into ${namedBy}: http://USER:PASSWORD@HOST:PORT, with %40 for an @ in them.`
        : status >= 500
          ? 'The proxy cannot reach the host. If it can be reached without it, name it in NO_PROXY.'
          : 'Allow the host at the proxy, or name it in NO_PROXY.';
  return new TrailspikeError('E_SOURCE_NETWORK', text, { hint, cause });
}

function tlsProblem(
  cause: Error,
  caBundle: CaBundle | undefined,
  proxy: Proxy | undefined,
): { readonly what: string; readonly hint: string } | undefined {
  const code = errnoOf(cause) ?? '';
  if (UNTRUSTED.has(code)) {
    return {
      what: 'has a certificate of an authority that is not trusted',
      hint:
        (proxy === undefined ? '' : `A proxy that inspects TLS shows certificates of its own authority. `) +
        (caBundle === undefined
          ? "Name a PEM file with the authority's certificate in AWS_CA_BUNDLE, or in ca_bundle of the profile, and run again."
          : `Add the authority's certificate to ${caBundle.file}, which ${caBundle.namedBy} names and which takes the place of the usual authorities.`),
    };
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return {
      what: 'has a certificate that is not valid now',
      hint: "Check this machine's clock, and have the certificate renewed.",
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'UND_ERR_PRX_TLS') {
    return {
      what: 'has a certificate for other names',
      hint: 'Name the endpoint as its certificate does; with --path-style the bucket is no part of the host name.',
    };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return {
      what: 'does not speak TLS as expected',
      hint: 'Check whether the endpoint begins with http:// or https://, and its port.',
    };
  }
  return undefined;
}
