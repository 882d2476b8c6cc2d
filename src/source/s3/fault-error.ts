import { TrailspikeError } from '../../model/errors.js';
import { errnoOf } from '../../base/errno.js';
import { MalformedResponseError } from './malformed-response.js';
import type { CaBundle } from './s3-settings.js';
import { isUnreachable, proxyRefusal } from './transport.js';

/** The request that failed without an answer of S3, and how it was sent. */
export interface FailedRequest {
  readonly uri: string;
  /** Of the endpoint. */
  readonly origin: string;
  /** Origin of the proxy, if there is one. */
  readonly proxy: string | undefined;
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
    isUnreachable(cause) || proxyRefusal(cause) !== undefined || tlsProblem(cause, undefined) !== undefined
  );
}

/** The error for a request to which S3 did not respond, or not as S3 does. */
export function faultError(cause: Error, { uri, origin, proxy, caBundle }: FailedRequest): TrailspikeError {
  const what = faultText(cause);
  if (cause instanceof MalformedResponseError) {
    return new TrailspikeError('E_SOURCE_RESPONSE', `${origin} does not answer as S3 does (${what})`, {
      hint: 'Check that the endpoint is one of S3 or of a compatible server.',
      cause,
    });
  }
  const through = proxy === undefined ? '' : ` through the proxy ${proxy}`;
  const refusal = proxyRefusal(cause);
  if (refusal !== undefined) return proxyError(refusal, `${origin}${through}`, cause);
  const tls = tlsProblem(cause, caBundle);
  if (tls !== undefined) {
    return new TrailspikeError('E_SOURCE_NETWORK', `${origin} ${tls.what} (${what})`, {
      hint: tls.hint,
      cause,
    });
  }
  return new TrailspikeError('E_SOURCE_NETWORK', `cannot reach ${origin} for ${uri}${through} (${what})`, {
    hint:
      proxy === undefined
        ? 'Check the network, the region and the endpoint, and HTTPS_PROXY if a proxy is needed; then run again.'
        : 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, the network, the region and the endpoint; then run again.',
    cause,
  });
}

/** Code and message of a fault, on one line. */
export function faultText(cause: Error): string {
  return `${errnoOf(cause) ?? cause.name}: ${cause.message.replace(/\s+/g, ' ').trim()}`;
}

/** @param status of the response of a proxy; 407: it wants another user */
function proxyError(status: number, where: string, cause: Error): TrailspikeError {
  return new TrailspikeError(
    'E_SOURCE_NETWORK',
    `the proxy refuses requests to ${where} (status ${status})`,
    {
      hint:
        status === 407
          ? 'Put its user and password into HTTPS_PROXY (HTTP_PROXY for http endpoints): http://USER:PASSWORD@HOST:PORT.'
          : 'Allow the host at the proxy, or name it in NO_PROXY.',
      cause,
    },
  );
}

function tlsProblem(
  cause: Error,
  caBundle: CaBundle | undefined,
): { readonly what: string; readonly hint: string } | undefined {
  const code = errnoOf(cause) ?? '';
  if (UNTRUSTED.has(code)) {
    return {
      what: 'has a certificate of an authority that is not trusted',
      hint:
        caBundle === undefined
          ? "Name a PEM file with the authority's certificate in AWS_CA_BUNDLE, or in ca_bundle of the profile, and run again."
          : `Add the authority's certificate to ${caBundle.file}, which ${caBundle.namedBy} names and which takes the place of the usual authorities.`,
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
