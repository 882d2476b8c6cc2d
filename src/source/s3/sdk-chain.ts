import type { DefaultProviderInit } from '@aws-sdk/credential-provider-node';
import type { AwsProfile } from './aws-profile.js';
import { isUnseenBySdk, redirectKeyRequest } from './key-endpoints.js';
import { KeyRequests, type KeyConnection, type SdkRequest } from './key-requests.js';
import type { CredentialProvider } from './s3-options.js';

type ClientPlugin = NonNullable<DefaultProviderInit['clientPlugins']>[number];

/** A name that no file has: the chain does not look at profiles then. */
const NO_FILE = '/dev/null';

export interface SdkChain {
  readonly provider: CredentialProvider;
  readonly requests: KeyRequests;
}

/**
 * The SDK's chain of providers, which takes a tenth of a second to load.
 * @param isWebIdentity whether only the token that the environment names counts, and no profile
 * @param warn receives what the SDK warns about, one line each
 */
export async function openSdkChain(
  profile: AwsProfile,
  isWebIdentity: boolean,
  connection: KeyConnection,
  warn: (text: string) => void,
): Promise<SdkChain> {
  // It says that versions of the year to come need a newer Node.js, which a user of this version cannot act on.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  const ignore = (): void => undefined;
  const { name, named } = profile;
  const requests = new KeyRequests(connection, (request) => redirectKeyRequest(profile, request));
  const usesProfile = named !== 'default' && !isWebIdentity;
  const client = { requestHandler: requests, ...(usesProfile && { profile: name }) };
  const provider = defaultProvider({
    logger: {
      debug: ignore,
      info: ignore,
      error: ignore,
      warn: (...parts: unknown[]) => {
        const text = parts.map(String).join(' ').replace(/\s+/g, ' ').trim();
        // It means the profile and the keys of the environment, between which `chooseProvider` has chosen.
        if (!text.includes('Multiple credential sources')) warn(`the AWS SDK says: ${text}`);
      },
    },
    ...(usesProfile && { profile: name }),
    ...(isWebIdentity && { filepath: NO_FILE, configFilepath: NO_FILE }),
    // Clients for web identities of profiles are made from the second alone. A region in the first would be that of IAM
    // Identity Center too, which has its own in sso_region.
    clientConfig: { ...client, ...(isUnseenBySdk(profile) && { ignoreConfiguredEndpointUrls: true }) },
    parentClientConfig: { ...client, region: connection.region },
    // Requests of STS are signed with their host, so it is changed before.
    clientPlugins: [beforeSigning((request) => redirectKeyRequest(profile, request, 'sts'))],
  });
  return { provider, requests };
}

function beforeSigning(change: (request: SdkRequest) => void): ClientPlugin {
  return {
    applyToStack: (stack) =>
      stack.add(
        (next) => (args) => {
          if (isSdkRequest(args.request)) change(args.request);
          return next(args);
        },
        { step: 'build', priority: 'high', name: 'endpointOfProfile' },
      ),
  };
}

function isSdkRequest(request: unknown): request is SdkRequest {
  return typeof request === 'object' && request !== null && 'hostname' in request && 'headers' in request;
}
