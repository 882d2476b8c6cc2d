import { TrailspikeError } from '../../model/errors.js';
import { ObjectReadError } from '../source.js';
import { accessPointOf } from './access-point.js';
import { partitionOf } from '../../model/partition.js';
import type { Proxy } from './proxies.js';
import { formatS3Uri } from './s3-uri.js';

/** An error response of S3. */
export interface S3Refusal {
  readonly status: number;
  /** S3's error code; `HTTP 403` and the like when the body has none. */
  readonly code: string;
  readonly message: string;
  /** Region of the bucket, if the response names it. */
  readonly region: string | undefined;
}

/** What a request was for, one object, or without `key` the bucket or a listing, and how it was sent. */
export interface S3Target {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Name of the bucket, or ARN of an access point. */
  readonly s3Bucket: string;
  readonly key: string | undefined;
  /** Where the request was sent. */
  readonly region: string;
  readonly anonymous: boolean;
  /** Whether the request agreed to pay. */
  readonly requestPayer: boolean;
  /** Through which it was sent. */
  readonly proxy?: Proxy | undefined;
}

/** The object is no longer what was listed. */
export class ObjectChangedError extends ObjectReadError {}

/** Begins the code of a refusal whose body has none. */
const NO_CODE = 'HTTP ';

export function parseRefusal(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
): S3Refusal {
  const header = headers['x-amz-bucket-region'];
  const message = element(body, 'Message') ?? '';
  return {
    status,
    code: element(body, 'Code') ?? `${NO_CODE}${status}`,
    message,
    region:
      (typeof header === 'string' ? header : undefined) ??
      element(body, 'Region') ??
      regionIn(message, element(body, 'Endpoint') ?? ''),
  };
}

/** The region that the text of an error names where no header and no element does. */
function regionIn(message: string, endpoint: string): string | undefined {
  return (
    /; expecting '([a-z0-9-]+)'/.exec(message)?.[1] ?? // AuthorizationHeaderMalformed
    /^The ([a-z0-9-]+) location constraint is incompatible/.exec(message)?.[1] ?? // IllegalLocationConstraintException
    /\bs3[.-](?:dualstack\.)?([a-z]+(?:-[a-z]+)+-\d+)\./.exec(endpoint)?.[1] // PermanentRedirect
  );
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
}

/** Code and message of a refusal, on one line. */
export function refusalText({ code, message }: S3Refusal): string {
  return message === '' ? code : `${code}: ${message}`.replace(/\s+/g, ' ');
}

const SLOW_DOWN = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequests',
  'KMS.ThrottlingException',
]);

const EXPIRED = {
  what: 'the credentials have expired',
  hint: 'Sign in again (for example aws sso login) and rerun; with --state the run continues where it stopped.',
};

interface Explanation {
  readonly what: string;
  readonly hint: string;
}

/** Error codes that mean that no request succeeds, because of the keys. */
const CREDENTIALS: ReadonlyMap<string, Explanation | ((region: string) => Explanation)> = new Map<
  string,
  Explanation | ((region: string) => Explanation)
>([
  [
    'InvalidAccessKeyId',
    (region) => ({
      what: 'the access key id is unknown',
      hint:
        'Check AWS_ACCESS_KEY_ID or the profile, and that the endpoint is the one these keys belong to. ' +
        `${region} is in partition ${partitionOf(region).id}; keys of another one need a region of it (--aws-region).`,
    }),
  ],
  [
    'SignatureDoesNotMatch',
    {
      what: 'the secret access key is wrong',
      hint: 'Check AWS_SECRET_ACCESS_KEY or the profile.',
    },
  ],
  ['ExpiredToken', EXPIRED],
  ['ExpiredTokenException', EXPIRED],
  ['TokenRefreshRequired', EXPIRED],
  [
    'InvalidToken',
    (region) => ({
      what: `the session token is not valid in ${region}`,
      hint:
        'Check AWS_SESSION_TOKEN: it belongs to its access key, and long-lived keys need none. Tokens of the global ' +
        'endpoint sts.amazonaws.com are not valid in regions that must be enabled; get one from ' +
        `sts.${region}.${partitionOf(region).dnsSuffix} (AWS_STS_REGIONAL_ENDPOINTS=regional).`,
    }),
  ],
  [
    'RequestTimeTooSkewed',
    {
      what: "this machine's clock is too far off for signed requests",
      hint: 'Set the clock (for example with NTP) and run again.',
    },
  ],
]);

/** Whether S3 asks for fewer requests. */
export function isSlowDown({ status, code }: S3Refusal): boolean {
  return status === 503 || status === 429 || SLOW_DOWN.has(code);
}

/** Whether the same request may succeed a little later. */
export function isTransient(refusal: S3Refusal): boolean {
  return isSlowDown(refusal) || refusal.status >= 500 || refusal.code === 'RequestTimeout';
}

export function isExpired({ code }: S3Refusal): boolean {
  return code === 'ExpiredToken' || code === 'ExpiredTokenException' || code === 'TokenRefreshRequired';
}

/** The error for an error response: an `ObjectReadError` when it concerns one object only. */
export function refusalError(refusal: S3Refusal, target: S3Target): TrailspikeError | ObjectReadError {
  const { status, code } = refusal;
  const uri = formatS3Uri(target.s3Bucket, target.key ?? '');
  const said = refusalText(refusal);
  const fail = (
    kind: ConstructorParameters<typeof TrailspikeError>[0],
    what: string,
    hint: string,
  ): TrailspikeError => new TrailspikeError(kind, `${what} (${said})`, { hint });
  const known = CREDENTIALS.get(code);
  if (known) {
    const { what, hint } = typeof known === 'function' ? known(target.region) : known;
    return fail('E_SOURCE_CREDENTIALS', `${what} at ${uri}`, hint);
  }
  if (code === 'NoSuchBucket' || code === 'NoSuchAccessPoint') {
    return fail(
      'E_SOURCE_NOT_FOUND',
      `there is no ${code === 'NoSuchBucket' ? 'bucket' : 'access point'} ${target.s3Bucket}`,
      'Check its name and the account and partition.',
    );
  }
  if (isWrongRegion(refusal)) {
    const { region } = refusal;
    return fail(
      'E_SOURCE_RESPONSE',
      region === target.region
        ? `${uri} is refused in ${region}, where S3 says that it is`
        : `${uri} is not in ${target.region}, but in ${region ?? 'a region that S3 does not name'}`,
      'Name its region with --aws-region, and enable it for the account of these keys if it is one that must be enabled.',
    );
  }
  if (target.key !== undefined && target.method === 'GET') return objectError(refusal, target, uri, said);
  if (target.proxy?.namedBy === 'HTTP_PROXY' && code.startsWith(NO_CODE)) {
    return fail(
      'E_SOURCE_NETWORK',
      `${uri} is refused without an error of S3, perhaps by the proxy ${target.proxy.origin}, which HTTP_PROXY names`,
      'Name the host in NO_PROXY if it can be reached without a proxy; else allow it at the proxy.',
    );
  }
  if (status === 403) {
    const ofObject = target.method === 'DELETE' ? 's3:DeleteObject' : 's3:PutObject';
    const action = target.key === undefined ? 's3:ListBucket' : ofObject;
    return fail('E_SOURCE_ACCESS', `${action} is denied on ${uri}`, accessHint(action, target));
  }
  return fail(
    'E_SOURCE_RESPONSE',
    `S3 refused ${uri} with status ${status}`,
    'Check the endpoint and the region.',
  );
}

/** Whether the bucket is in another region, and the requests could not follow it there. */
function isWrongRegion({ status, code }: S3Refusal): boolean {
  return (
    status === 301 ||
    status === 307 ||
    code === 'AuthorizationHeaderMalformed' ||
    code === 'IllegalLocationConstraintException'
  );
}

function accessHint(action: string, { s3Bucket, key, region, anonymous, requestPayer }: S3Target): string {
  if (anonymous) return 'The bucket does not allow this without keys: leave out --anonymous.';
  const payer = requestPayer ? '' : ' If its readers pay for requests, add --request-payer.';
  const arn = arnOf(s3Bucket, region, key !== undefined);
  return `Allow ${action} on ${arn} to these credentials, and look at the bucket's own policy.${payer}`;
}

/** The resource in a policy: the bucket or access point, or all of its objects. */
function arnOf(s3Bucket: string, region: string, isOfObjects: boolean): string {
  if (accessPointOf(s3Bucket) !== undefined) return isOfObjects ? `${s3Bucket}/object/*` : s3Bucket;
  return `arn:${partitionOf(region).id}:s3:::${s3Bucket}${isOfObjects ? '/*' : ''}`;
}

function objectError(
  { status, code, message }: S3Refusal,
  { requestPayer, anonymous }: S3Target,
  uri: string,
  said: string,
): ObjectReadError {
  if (status === 404)
    return new ObjectReadError('vanished', `${uri} was deleted after it was listed (${said})`);
  if (status === 412)
    return new ObjectChangedError('vanished', `${uri} changed after it was listed (${said})`);
  const unreadable = (why: string): ObjectReadError => new ObjectReadError('unreadable', `${why} (${said})`);
  if (code === 'InvalidObjectState') return unreadable(`${uri} is archived and must be restored first`);
  if (code.startsWith('KMS.'))
    return unreadable(`cannot read ${uri}: its KMS key cannot be used; enable or restore the key`);
  if (status !== 403) return unreadable(`cannot read ${uri}`);
  if (/\bkms:/i.test(message)) {
    const key = /\bresource: (arn:[^\s]+)/.exec(message)?.[1] ?? 'its KMS key';
    return unreadable(
      `cannot read ${uri}: allow kms:Decrypt on ${key} to these credentials, in the key's policy, too`,
    );
  }
  const payer = requestPayer || anonymous ? '' : '; if its readers pay for requests, add --request-payer';
  return unreadable(`cannot read ${uri}: s3:GetObject, or kms:Decrypt for its key, is denied${payer}`);
}
