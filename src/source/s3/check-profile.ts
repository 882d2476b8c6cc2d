import { TrailspikeError } from '../../model/errors.js';
import { type AwsProfile, readAwsProfile } from './aws-profile.js';
import { environment } from './environment.js';

/**
 * The profile and those that it takes keys from by `source_profile`, each once.
 * @throws TrailspikeError `E_SOURCE_CREDENTIALS` for one that no file has, and for a role that cannot be assumed because
 *   a value is missing: the SDK would go on to the container and the instance, and say that nothing was found
 */
export async function profileChain(first: AwsProfile): Promise<readonly AwsProfile[]> {
  const chain = [first];
  for (let profile = first; ;) {
    check(profile);
    const name = profile.values.get('source_profile');
    if (!name || !profile.values.get('role_arn') || chain.some((one) => one.name === name)) return chain;
    const source = await readAwsProfile(name);
    if (!source.exists) {
      throw refused(
        `profile ${profile.name} takes its keys from source_profile ${name}, which is in none of ${source.files.join(' and ')}`,
        'Check its name (aws configure list-profiles).',
      );
    }
    chain.push((profile = source));
  }
}

/** @throws TrailspikeError `E_SOURCE_CREDENTIALS` when the environment has a token of a web identity and no role */
export function checkWebIdentity(): void {
  if (environment('AWS_ROLE_ARN') === undefined) {
    throw refused(
      'AWS_WEB_IDENTITY_TOKEN_FILE is set, but not AWS_ROLE_ARN',
      'Set AWS_ROLE_ARN to the role to assume, or none of both.',
    );
  }
}

function check({ name, values, sections, files }: AwsProfile): void {
  const has = (key: string): boolean => Boolean(values.get(key));
  if (has('role_arn') && !has('web_identity_token_file')) {
    if (!has('source_profile') && !has('credential_source')) {
      throw refused(
        `profile ${name} has a role_arn, and neither source_profile nor credential_source to assume it with`,
        'Name the profile whose keys may assume the role in source_profile.',
      );
    }
    if (has('source_profile') && has('credential_source')) {
      throw refused(
        `profile ${name} has both source_profile and credential_source`,
        'Take one of the two out.',
      );
    }
  }
  const session = values.get('sso_session');
  if (session && !sections.has(`sso-session ${session}`)) {
    throw refused(
      `profile ${name} names sso_session ${session}, and ${files[0]!} has no section [sso-session ${session}]`,
      `Set it up with aws configure sso --profile ${name}.`,
    );
  }
}

function refused(message: string, hint: string): TrailspikeError {
  return new TrailspikeError('E_SOURCE_CREDENTIALS', message, { hint });
}
