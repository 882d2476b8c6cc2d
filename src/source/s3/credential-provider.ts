import { TrailspikeError } from '../../model/errors.js';
import { type AwsProfile, readAwsProfile } from './aws-profile.js';
import { checkKeys, ENVIRONMENT_NAMES } from './check-keys.js';
import { checkWebIdentity, profileChain } from './check-profile.js';
import { environment } from './environment.js';
import { keyError } from './key-errors.js';
import type { KeyConnection } from './key-requests.js';
import type { CredentialProvider, S3Credentials, S3Options } from './s3-options.js';

/** Values of a profile that name another way to keys than those in the profile itself. */
const OTHER_WAYS = [
  'role_arn',
  'web_identity_token_file',
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'credential_process',
  'login_session',
];

/**
 * Chooses where keys come from, in the order that the AWS CLI documents ("Configuration and credential precedence"):
 * 1. what the caller gives, `options.credentials`;
 * 2. the profile of the option, and nothing else;
 * 3. keys in the environment, also where `AWS_PROFILE` names a profile;
 * 4. the role of the profile; then a web identity token that the environment names;
 * 5. SSO, keys and process of the profile;
 * 6. the container, then the instance.
 *
 * The SDK's chain, which takes a tenth of a second to load, is needed from a role on.
 * @param connect gives the way to services that give keys; called only where one may be needed
 * @param warn receives what the SDK warns about, one line each
 * @throws TrailspikeError `E_SOURCE_CREDENTIALS` for keys in part, and for a profile that no file has. What it returns
 *   throws the same, and `E_SOURCE_NETWORK` where a service cannot be reached.
 */
export async function chooseProvider(
  { profile: option, credentials }: Pick<S3Options, 'profile' | 'credentials'>,
  connect: () => Promise<KeyConnection>,
  warn: (text: string) => void,
): Promise<CredentialProvider> {
  if (credentials) return credentials;
  if (option === undefined && environmentKeys() !== undefined)
    return () => Promise.resolve(environmentKeys()!);
  const profile = await readAwsProfile(option);
  if (!profile.exists && profile.named !== 'default') throw noProfile(profile);
  const hasRole = profile.values.has('role_arn');
  const isWebIdentity =
    option === undefined && !hasRole && environment('AWS_WEB_IDENTITY_TOKEN_FILE') !== undefined;
  if (isWebIdentity) checkWebIdentity();
  const own = isWebIdentity ? undefined : profileKeys(profile);
  if (own !== undefined) {
    // Read again when S3 no longer takes them: other programs write new ones into the file.
    return async ({ forceRefresh }) => (forceRefresh && profileKeys(await readAwsProfile(option))) || own;
  }
  const chain = isWebIdentity ? [profile] : await profileChain(profile);
  const { openSdkChain } = await import('./sdk-chain.js');
  const { provider, requests } = await openSdkChain(profile, isWebIdentity, await connect(), warn);
  return async (options) => {
    try {
      return await provider(options);
    } catch (cause) {
      throw keyError(cause, chain, requests.last);
    }
  };
}

/** Read again at each call. */
function environmentKeys(): S3Credentials | undefined {
  const accessKeyId = environment('AWS_ACCESS_KEY_ID');
  const secretAccessKey = environment('AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === undefined) return undefined;
  if (secretAccessKey === undefined) {
    throw new TrailspikeError(
      'E_SOURCE_CREDENTIALS',
      'AWS_ACCESS_KEY_ID is set, but not AWS_SECRET_ACCESS_KEY',
      {
        hint: 'Set both, or none to use a profile.',
      },
    );
  }
  const sessionToken = environment('AWS_SESSION_TOKEN') ?? environment('AWS_SECURITY_TOKEN');
  const expiration = Date.parse(environment('AWS_CREDENTIAL_EXPIRATION') ?? '');
  return checkKeys(
    {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      ...(!Number.isNaN(expiration) && { expiration: new Date(expiration) }),
    },
    ENVIRONMENT_NAMES,
  );
}

/** The keys in a profile, if they are all that it has. */
function profileKeys({ name, values }: AwsProfile): S3Credentials | undefined {
  const [accessKeyId, secretAccessKey] = [
    values.get('aws_access_key_id'),
    values.get('aws_secret_access_key'),
  ];
  if (!accessKeyId || !secretAccessKey || OTHER_WAYS.some((one) => values.has(one))) return undefined;
  const sessionToken = values.get('aws_session_token');
  const of = (key: string): string => `${key} of profile ${name}`;
  return checkKeys(
    { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    {
      accessKeyId: of('aws_access_key_id'),
      secretAccessKey: of('aws_secret_access_key'),
      sessionToken: of('aws_session_token'),
    },
  );
}

function noProfile({ name, named, files }: AwsProfile): TrailspikeError {
  const by = named === 'option' ? '' : ', which AWS_PROFILE names';
  return new TrailspikeError(
    'E_SOURCE_CREDENTIALS',
    `there is no profile ${name}${by}, in ${files.join(' or ')}`,
    {
      hint: 'Check its name (aws configure list-profiles), and AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE.',
    },
  );
}
