import { isIP } from 'node:net';
import { withoutPasswords } from '../../base/without-passwords.js';
import { TrailspikeError } from '../../model/errors.js';
import { type AccessPoint, accessPointOf } from './access-point.js';
import { escapeUri } from './escape-uri.js';
import { partitionOf } from '../../model/partition.js';

/** Where the requests to one bucket are sent. */
export interface S3Endpoint {
  /** `https://host[:port]` */
  readonly origin: string;
  /** `host[:port]`, as in the Host header. */
  readonly host: string;
  /** What precedes the key in the path of a request, escaped, with `/` at its end. */
  readonly path: string;
}

export interface EndpointOptions {
  /** Base URL. @default that of AWS for the region */
  readonly endpoint?: string | undefined;
  /** Whether the bucket is part of the path. @default depends on its name and the endpoint */
  readonly pathStyle?: boolean | undefined;
  /** Endpoints of AWS with cryptography validated by FIPS 140. @default false */
  readonly fips?: boolean | undefined;
  /** Endpoints of AWS that have IPv6 addresses, too. @default false */
  readonly dualStack?: boolean | undefined;
}

/**
 * The bucket is part of the host name on AWS, unless its name has dots (no certificate covers those), and part of the
 * path on other endpoints, as in the AWS CLI. An access point is always part of the host name.
 * @throws TrailspikeError `E_USAGE` when the endpoint is not an http or https URL, or cannot be had in this form
 */
export function endpointOf(s3Bucket: string, region: string, options: EndpointOptions): S3Endpoint {
  refuseForms(region, options);
  const base = parseEndpoint(options.endpoint ?? `https://${awsHost('s3', region, options)}`);
  const isBareHost = isIP(base.hostname.replace(/^\[|\]$/g, '')) !== 0 || base.hostname === 'localhost';
  const path = base.pathname.replace(/\/*$/, '/');
  const accessPoint = accessPointOf(s3Bucket);
  if (accessPoint !== undefined) {
    if (isBareHost) {
      throw new TrailspikeError('E_USAGE', `${s3Bucket} cannot be reached at ${base.origin}`, {
        hint: 'The name of an access point is part of the host name, so the endpoint must be one with a domain.',
      });
    }
    const host = accessPointHost(accessPoint, options, base.host);
    return { origin: `${base.protocol}//${host}`, host, path };
  }
  const isHostName = /^[a-z0-9-]+$/.test(s3Bucket) && !isBareHost;
  const pathStyle = !isHostName || (options.pathStyle ?? options.endpoint !== undefined);
  const host = pathStyle ? base.host : `${s3Bucket}.${base.host}`;
  return {
    origin: `${base.protocol}//${host}`,
    host,
    path: pathStyle ? `${path}${escapeUri(s3Bucket)}/` : path,
  };
}

function accessPointHost(
  { name, accountId, region }: AccessPoint,
  options: EndpointOptions,
  host: string,
): string {
  const of = options.endpoint === undefined ? awsHost('s3-accesspoint', region, options) : host;
  return `${name}-${accountId}.${of}`;
}

function awsHost(service: string, region: string, { fips, dualStack }: EndpointOptions): string {
  return `${service}${fips ? '-fips' : ''}${dualStack ? '.dualstack' : ''}.${region}.${partitionOf(region).dnsSuffix}`;
}

/** As the AWS tools do: who asked for a form of AWS's endpoints does not get another endpoint in silence. */
function refuseForms(region: string, { endpoint, fips, dualStack }: EndpointOptions): void {
  const form = fips ? 'FIPS' : dualStack ? 'dual-stack' : undefined;
  if (form !== undefined && endpoint !== undefined) {
    throw new TrailspikeError(
      'E_USAGE',
      `${form} endpoints are asked for, and the endpoint ${withoutPasswords(endpoint)}`,
      {
        hint: `Leave out the endpoint, or AWS_USE_${fips ? 'FIPS' : 'DUALSTACK'}_ENDPOINT and use_${fips ? 'fips' : 'dualstack'}_endpoint of the profile.`,
      },
    );
  }
  if (fips && !partitionOf(region).hasFips) {
    throw new TrailspikeError('E_USAGE', `S3 has no FIPS endpoint in ${region}`, {
      hint: 'Leave out AWS_USE_FIPS_ENDPOINT and use_fips_endpoint of the profile.',
    });
  }
}

function parseEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const hint = 'Write the endpoint as https://host[:port].';
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new TrailspikeError('E_USAGE', `not an http or https URL: ${withoutPasswords(text)}`, { hint });
  if (url.username !== '' || url.password !== '')
    throw new TrailspikeError('E_USAGE', `an endpoint has no user and password: ${withoutPasswords(text)}`, {
      hint: `${hint} Credentials are those of AWS: see docs/aws.md.`,
    });
  return url;
}
