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
