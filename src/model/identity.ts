/**
 * Who retrieved. An identity is what signals are about; its `key` groups retrievals, and by default it is
 * `userIdentity.arn` (`--identity arn`), or the role behind a session (`--identity issuer`).
 */
export interface Identity {
  /** The grouping key. Never empty: records without an ARN get a key of another kind (see identity-key.ts). */
  readonly key: string;
  /** `userIdentity.arn`, or the issuer's ARN when sessions are folded into roles; empty when the record has none. */
  readonly arn: string;
  /** `userIdentity.type`, for example `AssumedRole`; empty when the record has none. */
  readonly type: string;
  /** The account that the identity belongs to, 12 digits; empty when unknown. */
  readonly accountId: string;
  /** `sessionContext.sessionIssuer.arn` of a session, else empty. */
  readonly issuerArn: string;
}

export type IdentityMode = 'arn' | 'issuer';
