import { TrailspikeError } from '../../model/errors.js';
import type { AwsProfile, Section } from './aws-profile.js';
import { environment } from './environment.js';

/**
 * The endpoint of a service that environment and profile name, in the order of the AWS SDKs and Tools Reference Guide,
 * "Service-specific endpoints".
 * @param service as in a section `[services NAME]`: `s3`, `sts`, `sso`, `sso_oidc`
 * @throws TrailspikeError `E_USAGE` for a section of services that the config file does not have
 */
export function configuredEndpoint(profile: AwsProfile, service: string): string | undefined {
  if (isOn('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', profile, 'ignore_configured_endpoint_urls'))
    return undefined;
  return (
    environment(`AWS_ENDPOINT_URL_${service.toUpperCase()}`) ??
    environment('AWS_ENDPOINT_URL') ??
    (servicesOf(profile)?.get(`${service}.endpoint_url`) || profile.values.get('endpoint_url') || undefined)
  );
}

function servicesOf({ name, values, services, files }: AwsProfile): Section | undefined {
  const named = values.get('services');
  if (!named || services !== undefined) return services;
  throw new TrailspikeError(
    'E_USAGE',
    `profile ${name} names the services ${named}, and ${files[0]!} has no section [services ${named}]`,
    { hint: 'Write the section, or take services out of the profile.' },
  );
}

/** @param name of the value of the profile that counts where the variable is not set */
export function isOn(variable: string, profile: AwsProfile, name: string): boolean {
  return isTrue(environment(variable) ?? profile.values.get(name));
}

export function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
