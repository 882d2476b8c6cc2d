import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';
import type { AwsProfile } from './aws-profile.js';
import { faultError } from './fault-error.js';
import type { SentKeyRequest } from './key-requests.js';
import { MalformedResponseError } from './malformed-response.js';

/** The profile that keys were wanted from, and those behind it. */
type Chain = readonly AwsProfile[];

/** What is wrong, and what to do. */
interface Problem {
  readonly what: string;
  readonly hint: string;
}

/**
 * The error when no way led to keys.
 * @param chain the profile, and those that it takes keys from
 * @param last request for keys that was sent
 */
export function keyError(cause: unknown, chain: Chain, last: SentKeyRequest | undefined): TrailspikeError {
  if (cause instanceof TrailspikeError) return cause;
  const { name, named } = chain[0]!;
  const ofProfile = named === 'default' && last === undefined ? '' : ` in profile ${name}`;
  const said = textOf(cause);
  const fault =
    last?.cause ?? (/\bDeserialization error\b/.test(said) ? new MalformedResponseError(said) : undefined);
  if (last !== undefined && fault !== undefined)
    return faultError(fault, { ...last, purpose: `keys${ofProfile}` });
  const { what, hint } =
    localProblem(said, chain) ??
    (last === undefined ? nothingFound(ofProfile, chain) : refusal(codeOf(cause, said), chain, last));
  return new TrailspikeError('E_SOURCE_CREDENTIALS', `${what} (${said})`, { hint, cause });
}

/** A response that refuses, by the code of the service's error. */
function refusal(code: string, chain: Chain, { service, role, origin }: SentKeyRequest): Problem {
  if (service === 'IAM Identity Center') return identityCenterRefusal(code, chain);
  const profile = chain[0]!;
  const file = profile.values.get('web_identity_token_file') ?? process.env['AWS_WEB_IDENTITY_TOKEN_FILE'];
  const hasToken = file !== undefined && !profile.values.has('source_profile');
  const source = profile.values.get('source_profile');
  const keys = source === undefined ? 'the keys that assume it' : `the keys of profile ${source}`;
  if (code === 'AccessDenied' && role !== undefined) {
    return {
      what: `${service} refuses to let ${hasToken ? `the token in ${file}` : keys} assume ${role}`,
      hint: hasToken
        ? `Let the trust policy of ${role} allow sts:AssumeRoleWithWebIdentity for the token's issuer, audience and subject.`
        : `Allow sts:AssumeRole on ${role} to ${keys}, and name them in its trust policy, with the external_id it asks for.`,
    };
  }
  if (hasToken && /^(?:ExpiredToken|InvalidIdentityToken|IDP)/.test(code)) {
    return {
      what: `${service} does not accept the web identity token in ${file}`,
      hint: `Have a new token written to ${file}; its issuer must be an identity provider of the account.`,
    };
  }
  if (/^(?:InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|ExpiredToken)/.test(code)) {
    return {
      what: `${service} does not accept ${keys.replace(' that assume it', ` that assume ${role ?? 'the role'}`)}`,
      hint: `Check or renew them${source === undefined ? '' : ` (aws sts get-caller-identity --profile ${source})`}, and that ${origin} is of their partition.`,
    };
  }
  if (code === 'RegionDisabledException') {
    return {
      what: `${service} is not enabled at ${origin} for the account`,
      hint: 'Enable the region for the account in IAM, or name another one in region of the profile.',
    };
  }
  return { what: `${service} at ${origin} gives no keys`, hint: 'Check the profile and its role.' };
}

function identityCenterRefusal(code: string, chain: Chain): Problem {
  if (/^(?:Forbidden|ResourceNotFound|InvalidRequest)Exception/.test(code)) {
    const { name, values } = signedIn(chain);
    return {
      what: `IAM Identity Center gives no keys for role ${values.get('sso_role_name') ?? '?'} in account ${values.get('sso_account_id') ?? '?'}`,
      hint: `Check sso_role_name and sso_account_id of profile ${name}, and that the role is assigned to you there.`,
    };
  }
  return signInAgain(chain);
}

/** What the SDK says before it sends a request. */
function localProblem(said: string, chain: Chain): Problem | undefined {
  const { name, values } = chain[0]!;
  if (/\bSSO\b|sso login/i.test(said)) return signInAgain(chain);
  if (/multi-factor/.test(said)) {
    const profile = chain.find((one) => one.values.has('mfa_serial'))?.name ?? name;
    return {
      what: `profile ${profile} wants a code of an MFA device, which cannot be asked for here`,
      hint: `Get keys with it first, for example with eval "$(aws configure export-credentials --profile ${name} --format env)".`,
    };
  }
  const login = chain.find((one) => one.values.has('login_session'));
  if (login !== undefined && /authenticat|token/i.test(said)) {
    return {
      what: `the sign-in of profile ${login.name} is missing or has expired`,
      hint: `Run aws login --profile ${login.name}.`,
    };
  }
  if (values.has('credential_process')) {
    return {
      what: `the credential_process of profile ${name} gives no keys`,
      hint: 'Run its command yourself: it must print JSON with Version 1, AccessKeyId and SecretAccessKey.',
    };
  }
  return undefined;
}

function signInAgain(chain: Chain): Problem {
  const { name } = signedIn(chain);
  return {
    what: `the sign-in of profile ${name} to IAM Identity Center is missing or has expired`,
    hint: `Run aws sso login --profile ${name}, and run again; with --state the run continues where it stopped.`,
  };
}

/** The profile whose values are those of IAM Identity Center. */
function signedIn(chain: Chain): AwsProfile {
  return chain.find(({ values }) => [...values.keys()].some((key) => key.startsWith('sso_'))) ?? chain[0]!;
}

function nothingFound(ofProfile: string, chain: Chain): Problem {
  const marked = [...new Set(chain.flatMap((one) => one.marked))];
  return {
    what: `no AWS credentials${ofProfile}`,
    hint:
      marked.length > 0
        ? `Save ${marked.join(' and ')} as UTF-8 without a byte order mark, with which AWS's tools cannot read it.`
        : 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with --profile, or read a public bucket with --anonymous.',
  };
}

/** The code of an error response; the SDK puts some of these into the text of another error. */
function codeOf(cause: unknown, said: string): string {
  const name = cause instanceof Error ? cause.name : '';
  return name === 'CredentialsProviderError' ? (/^(\w+): /.exec(said)?.[1] ?? '') : name;
}

function textOf(cause: unknown): string {
  const code = errnoOf(cause);
  const text = cause instanceof Error ? cause.message : String(cause);
  const name =
    cause instanceof Error && !/^(?:Error|CredentialsProviderError)$/.test(cause.name) ? cause.name : code;
  return `${name === undefined ? '' : `${name}: `}${text}`.replace(/\s+/g, ' ').trim();
}
