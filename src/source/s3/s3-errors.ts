import { TrailspikeError } from '../../model/errors.js';
import { ObjectReadError } from '../source.js';
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

/** What a request was for: one object, or without `key` the bucket or a listing. */
export interface S3Target {
  readonly method: 'GET' | 'PUT';
  readonly s3Bucket: string;
  readonly key: string | undefined;
}

export function parseRefusal(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
): S3Refusal {
  const header = headers['x-amz-bucket-region'];
  return {
    status,
    code: element(body, 'Code') ?? `HTTP ${status}`,
    message: element(body, 'Message') ?? '',
    region: (typeof header === 'string' ? header : undefined) ?? element(body, 'Region'),
  };
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
}

const SLOW_DOWN = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequests',
]);

const EXPIRED = {
  what: 'the credentials have expired',
  hint: 'Sign in again (for example aws sso login) and rerun; with --state the run continues where it stopped.',
};

/** Error codes that mean that no request succeeds. */
const CREDENTIALS = new Map([
  [
    'InvalidAccessKeyId',
    {
      what: 'the access key id is unknown',
      hint: 'Check AWS_ACCESS_KEY_ID or the profile, and that the endpoint is the one these keys belong to.',
    },
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
    {
      what: 'the session token is not valid',
      hint: 'Check AWS_SESSION_TOKEN; long-lived keys need none.',
    },
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
  const { status, code, message } = refusal;
  const uri = formatS3Uri(target.s3Bucket, target.key ?? '');
  const said = message === '' ? code : `${code}: ${message}`;
  const fail = (
    kind: ConstructorParameters<typeof TrailspikeError>[0],
    what: string,
    hint: string,
  ): TrailspikeError => new TrailspikeError(kind, `${what} (${said})`, { hint });
  const credentials = CREDENTIALS.get(code);
  if (credentials) return fail('E_SOURCE_CREDENTIALS', `${credentials.what} at ${uri}`, credentials.hint);
  if (code === 'NoSuchBucket') {
    return fail(
      'E_SOURCE_NOT_FOUND',
      `there is no bucket ${target.s3Bucket}`,
      'Check its name and the account and partition.',
    );
  }
  if (target.key !== undefined && target.method === 'GET') return objectError(refusal, uri, said);
  if (status === 403) {
    const action = target.key === undefined ? 's3:ListBucket' : 's3:PutObject';
    const on =
      target.key === undefined ? `arn:aws:s3:::${target.s3Bucket}` : `arn:aws:s3:::${target.s3Bucket}/*`;
    return fail(
      'E_SOURCE_ACCESS',
      `${action} is denied on ${uri}`,
      `Allow ${action} on ${on} to these credentials, and look at the bucket's own policy.`,
    );
  }
  if (status === 301 || status === 307) {
    return fail(
      'E_SOURCE_RESPONSE',
      `${uri} is in another region, and S3 did not say in which`,
      'Name it with --aws-region.',
    );
  }
  if (isSlowDown(refusal)) {
    return fail('E_SOURCE_NETWORK', `${uri} still asks to slow down after many attempts`, 'Try again later.');
  }
  return fail(
    'E_SOURCE_RESPONSE',
    `S3 refused ${uri} with status ${status}`,
    'Check the endpoint and the region.',
  );
}

function objectError({ status, code }: S3Refusal, uri: string, said: string): ObjectReadError {
  if (status === 404)
    return new ObjectReadError('vanished', `${uri} was deleted after it was listed (${said})`);
  if (status === 412) return new ObjectReadError('vanished', `${uri} changed after it was listed (${said})`);
  if (code === 'InvalidObjectState') {
    return new ObjectReadError('unreadable', `${uri} is archived and must be restored first (${said})`);
  }
  const why = status === 403 ? ': s3:GetObject, or kms:Decrypt for its key, is denied' : '';
  return new ObjectReadError('unreadable', `cannot read ${uri}${why} (${said})`);
}
