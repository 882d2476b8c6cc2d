import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';
import { type AwsProfile, readAwsProfile } from './aws-profile.js';
import { checkKeys, ENVIRONMENT_NAMES } from './check-keys.js';
import { environment } from './environment.js';
import type { S3Credentials, S3Options } from './s3-options.js';

export type CredentialProvider = (options: { readonly forceRefresh: boolean }) => Promise<S3Credentials>;

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
 * @param warn receives what the SDK warns about, one line each
 * @throws TrailspikeError `E_SOURCE_CREDENTIALS` for keys in part, and for a profile that no file has
 */
export async function chooseProvider(
  { profile: option, credentials }: Pick<S3Options, 'profile' | 'credentials'>,
  region: string | undefined,
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
  if (!isWebIdentity) {
    const own = profileKeys(profile);
    if (own !== undefined) return () => Promise.resolve(own);
  }
  return sdkChain(profile, isWebIdentity, region, warn);
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

/** A name that no file has: the chain does not look at profiles then. */
const NO_FILE = '/dev/null';

async function sdkChain(
  { name, named }: AwsProfile,
  isWebIdentity: boolean,
  region: string | undefined,
  warn: (text: string) => void,
): Promise<CredentialProvider> {
  // It says that versions of the year to come need a newer Node.js, which a user of this version cannot act on.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  const ignore = (): void => undefined;
  return defaultProvider({
    logger: {
      debug: ignore,
      info: ignore,
      error: ignore,
      warn: (...parts: unknown[]) => {
        const text = oneLine(parts);
        // It means the profile and the keys of the environment, between which `chooseProvider` has chosen.
        if (!text.includes('Multiple credential sources')) warn(`the AWS SDK says: ${text}`);
      },
    },
    ...(named === 'option' && { profile: name }),
    ...(named === 'environment' && !isWebIdentity && { profile: name }),
    ...(isWebIdentity && { filepath: NO_FILE, configFilepath: NO_FILE }),
    ...(region !== undefined && { clientConfig: { region } }),
  });
}

function oneLine(parts: readonly unknown[]): string {
  return parts.map(String).join(' ').replace(/\s+/g, ' ').trim();
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

/** The error when no way led to keys. */
export async function noCredentials(option: string | undefined, cause: unknown): Promise<TrailspikeError> {
  if (cause instanceof TrailspikeError) return cause;
  const detail = oneLine([cause instanceof Error ? cause.message : cause]);
  const { name, named, marked } = await readAwsProfile(option);
  const where = named === 'default' ? 'no AWS credentials' : `no AWS credentials in profile ${name}`;
  const code = errnoOf(cause);
  return new TrailspikeError(
    'E_SOURCE_CREDENTIALS',
    `${where}: ${code === undefined ? '' : `${code}: `}${detail}`,
    {
      hint:
        marked.length > 0
          ? `Save ${marked.join(' and ')} as UTF-8 without a byte order mark, with which AWS's tools cannot read it.`
          : 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with --profile, or read a public bucket with --anonymous.',
      cause,
    },
  );
}
