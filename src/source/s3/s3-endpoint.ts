import { isIP } from 'node:net';
import { TrailspikeError } from '../../model/errors.js';
import type { S3Options } from './s3-options.js';
import { escapeUri } from './escape-uri.js';

/** Where the requests to one bucket are sent. */
export interface S3Endpoint {
  /** `https://host[:port]` */
  readonly origin: string;
  /** `host[:port]`, as in the Host header. */
  readonly host: string;
  /** What precedes the key in the path of a request, escaped, with `/` at its end. */
  readonly path: string;
}

/**
 * The bucket is part of the host name on AWS, unless its name has dots (no certificate covers those), and part of the
 * path on other endpoints, as in the AWS CLI.
 * @throws TrailspikeError `E_USAGE` when the endpoint is not an http or https URL
 */
export function endpointOf(
  s3Bucket: string,
  region: string,
  options: Pick<S3Options, 'endpoint' | 'pathStyle'>,
): S3Endpoint {
  const base = parseEndpoint(options.endpoint ?? `https://s3.${region}.${suffixOf(region)}`);
  const isBareHost = isIP(base.hostname.replace(/^\[|\]$/g, '')) !== 0 || base.hostname === 'localhost';
  const isHostName = /^[a-z0-9-]+$/.test(s3Bucket) && !isBareHost;
  const pathStyle = !isHostName || (options.pathStyle ?? options.endpoint !== undefined);
  const host = pathStyle ? base.host : `${s3Bucket}.${base.host}`;
  const path = base.pathname.replace(/\/*$/, '/');
  return {
    origin: `${base.protocol}//${host}`,
    host,
    path: pathStyle ? `${path}${escapeUri(s3Bucket)}/` : path,
  };
}

function parseEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new TrailspikeError('E_USAGE', `not an http or https URL: ${text}`, {
    hint: 'Write the endpoint as https://host[:port].',
  });
}

/** Domain of the partition that a region belongs to. */
function suffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
