/**
 * Who made a retrieval. Retrievals are grouped by `key`, and a signal is about one identity. The key is
 * `userIdentity.arn` (`--identity arn`, the default) or the role behind a session (`--identity issuer`).
 */
export interface Identity {
  /** The grouping key. Never empty: records without an ARN get a key of another form (see identity-key.ts). */
  readonly key: string;
  /** `userIdentity.arn`, or the issuer's ARN with `--identity issuer`; empty when the record has none. */
  readonly arn: string;
  /** `userIdentity.type`, for example `AssumedRole`; empty when the record has none. */
  readonly type: string;
  /** The account that the identity belongs to, 12 digits; empty when unknown. */
  readonly accountId: string;
  /** `sessionContext.sessionIssuer.arn` of a session, else empty. */
  readonly issuerArn: string;
}

export type IdentityMode = 'arn' | 'issuer';

const SESSION = /^(arn:[^:]*:sts::[^:]*:assumed-role\/([^/]+))\/(.+)$/;

/** The key of an identity's role: for the ARN of a role session the part before the session name, else its own key. */
export function roleKeyOf(identityKey: string): string {
  return SESSION.exec(identityKey)?.[1] ?? identityKey;
}

/**
 * Names that SDKs and the AWS CLI give a session when the caller gives none: identity providers always give one.
 * `botocore-session-SECONDS`, `aws-sdk-js-MILLISECONDS`, `aws-go-sdk-NANOSECONDS`, `AWSCLI-Session`, or a number of nanoseconds.
 */
const UNNAMED_SESSION = /^(?:botocore-session-\d+|aws-(?:go-)?sdk-(?:[a-z]+-)?\d+|AWSCLI-Session|\d{13,})$/;

/**
 * Whether a key names one person: a session of an IAM Identity Center role (`AWSReservedSSO_…`), which several people may
 * use, or a session of any role or a user with an e-mail address as name.
 */
export function isPerson(identityKey: string): boolean {
  if (identityKey.startsWith('identity-center:')) return true;
  if (/:user\/.*@/.test(identityKey)) return true;
  const session = SESSION.exec(identityKey);
  if (session === null) return false;
  const [, , role, name] = session;
  return name!.includes('@') || (role!.startsWith('AWSReservedSSO_') && !UNNAMED_SESSION.test(name!));
}

/**
 * The name of the person or user behind an identity: of an e-mail address the part before the `@`, in lower case. So one person
 * with several roles, accounts or keys has one name. Undefined for a role that no person is known of.
 */
export function personNameOf(identityKey: string): string | undefined {
  const name = isPerson(identityKey)
    ? identityKey.slice(Math.max(identityKey.lastIndexOf('/'), identityKey.lastIndexOf(':')) + 1)
    : /:user\/(?:.*\/)?([^/]+)$/.exec(identityKey)?.[1];
  return name?.replace(/@.*$/, '').toLowerCase();
}

/** The key of the role group of an identity: its role, or the person or user that it is. */
export function roleGroupKeyOf(identityKey: string): string {
  return isPerson(identityKey) ? identityKey : roleKeyOf(identityKey);
}
