import type { AwsProfile } from './aws-profile.js';
import { configuredEndpoint } from './configured-endpoint.js';
import { type SdkRequest, serviceOf } from './key-requests.js';

/** Hosts of AWS itself for keys, apart from FIPS endpoints, by the name of the service in the config file. */
const HOSTS: Readonly<Record<string, RegExp>> = {
  sts: /^sts\./,
  sso: /^portal\.sso\./,
  sso_oidc: /^oidc\./,
  signin: /\.signin\.aws/,
};

/**
 * Whether the SDK would not look for endpoints in this profile: it takes the one that `AWS_PROFILE` names, and knows
 * neither the option nor `AWS_DEFAULT_PROFILE`.
 */
export function isUnseenBySdk({ name }: AwsProfile): boolean {
  return name !== (process.env['AWS_PROFILE'] || 'default');
}

/**
 * Sends a request for keys to the endpoint that a profile which the SDK does not see configures for its service. A
 * request that does not go to AWS stays as it is.
 * @param service of the request. @default the one that its headers name
 */
export function redirectKeyRequest(
  profile: AwsProfile,
  request: SdkRequest,
  service = serviceOf(request)?.replace('-', '_'),
): void {
  if (!isUnseenBySdk(profile) || service === undefined || !HOSTS[service]?.test(request.hostname)) return;
  const endpoint = configuredEndpoint(profile, service);
  if (endpoint === undefined || !URL.canParse(endpoint)) return;
  const { protocol, hostname, port, host, pathname } = new URL(endpoint);
  request.protocol = protocol;
  request.hostname = hostname;
  request.port = port === '' ? undefined : Number(port);
  request.path = pathname.replace(/\/+$/, '') + request.path;
  if (request.headers['host'] !== undefined) request.headers['host'] = host;
}
