import { TrailspikeError } from '../../model/errors.js';
import { accessPointOf } from './access-point.js';
import { type AwsProfile, readAwsProfile } from './aws-profile.js';
import { configuredEndpoint, isOn, isTrue } from './configured-endpoint.js';
import { environment } from './environment.js';
import { proxiesOfEnvironment, type Proxies } from './proxies.js';
import type { S3Options } from './s3-options.js';

/** Where and how S3 is reached: options, environment and profile together. Plain data, the same on every thread. */
export interface S3Settings {
  /** Region of the first request. */
  readonly region: string;
  /** Base URL in place of AWS's own. */
  readonly endpoint?: string;
  readonly pathStyle?: boolean;
  readonly fips: boolean;
  readonly dualStack: boolean;
  readonly caBundle?: CaBundle;
  readonly proxies?: Proxies;
}

/** Certificates of the authorities that are trusted, in place of those that Node.js trusts. */
export interface CaBundle {
  /** PEM file. */
  readonly file: string;
  /** What named it, for messages: `AWS_CA_BUNDLE`, or `ca_bundle` of a profile. */
  readonly namedBy: string;
}

/**
 * Resolves the settings in the order that AWS documents for its tools: option, environment, profile, default.
 * @throws TrailspikeError `E_USAGE` for a value that cannot be meant
 */
export async function resolveSettings(
  s3Bucket: string,
  options: Pick<S3Options, 'profile' | 'region' | 'endpoint' | 'pathStyle' | 'proxy'>,
): Promise<S3Settings> {
  const profile = await readAwsProfile(options.profile);
  const endpoint = options.endpoint ?? configuredEndpoint(profile, 's3');
  const pathStyle = options.pathStyle ?? addressing(profile);
  const caBundle = caBundleOf(profile);
  const proxies = options.proxy === false ? undefined : proxiesOfEnvironment();
  return {
    region: accessPointOf(s3Bucket)?.region ?? firstRegion(options.region, profile),
    ...(endpoint !== undefined && { endpoint }),
    ...(pathStyle !== undefined && { pathStyle }),
    fips: isOn('AWS_USE_FIPS_ENDPOINT', profile, 'use_fips_endpoint'),
    dualStack:
      isOn('AWS_USE_DUALSTACK_ENDPOINT', profile, 'use_dualstack_endpoint') ||
      isTrue(profile.values.get('s3.use_dualstack_endpoint')),
    ...(caBundle !== undefined && { caBundle }),
    ...(proxies !== undefined && { proxies }),
  };
}

/** `addressing_style` of the block `s3` of a profile, a setting of the AWS CLI. */
function addressing(profile: AwsProfile): boolean | undefined {
  const style = profile.values.get('s3.addressing_style');
  return style === 'path' ? true : style === 'virtual' ? false : undefined;
}

function caBundleOf(profile: AwsProfile): CaBundle | undefined {
  const file = environment('AWS_CA_BUNDLE');
  if (file !== undefined) return { file, namedBy: 'AWS_CA_BUNDLE' };
  const own = profile.values.get('ca_bundle');
  return own ? { file: own, namedBy: `ca_bundle of profile ${profile.name}` } : undefined;
}

/** A region that no partition has is taken as it is: other servers than AWS's have regions of their own. */
function firstRegion(option: string | undefined, profile: AwsProfile): string {
  const region =
    option ??
    environment('AWS_REGION') ??
    environment('AWS_DEFAULT_REGION') ??
    (profile.values.get('region') || 'us-east-1');
  if (/^[\w-]+$/.test(region)) return region === 'aws-global' ? 'us-east-1' : region;
  throw new TrailspikeError('E_USAGE', `not the name of a region: ${JSON.stringify(region)}`, {
    hint: 'Name the region of the bucket, such as eu-central-1, with --aws-region, AWS_REGION or region of the profile.',
  });
}
