import type { Identity, IdentityMode } from '../../model/identity.js';
import type { Principal } from './api-event.js';

/** Prefix of the names of IAM Identity Center roles. The session name of such a role is the person. */
const IDENTITY_CENTER_ROLE = 'AWSReservedSSO_';

/**
 * The identity of a principal.
 *
 * Its key is the ARN of the principal. In mode `issuer`, the key of a role session is the ARN of its role, except for
 * roles of IAM Identity Center, which many people share. A principal without ARN gets the first of these keys that
 * its fields allow, the most specific first, so that no retrieval is lost: `identity-center:USER`
 * (`onBehalfOf.userId`), `principal:ID` (`principalId` without session name), `service:NAME` (`invokedBy`),
 * `account:ID`, `unknown`.
 */
export function identityOf(principal: Principal, mode: IdentityMode): Identity {
  const { type, issuerArn } = principal;
  const usesRole =
    mode === 'issuer' && type === 'AssumedRole' && issuerArn !== '' && !isIdentityCenter(issuerArn);
  const arn = usesRole ? issuerArn : principal.arn;
  return {
    key: arn === '' ? keyWithoutArn(principal) : arn,
    arn,
    type,
    accountId: principal.accountId || accountOf(arn),
    issuerArn,
  };
}

function keyWithoutArn({ onBehalfOf, principalId, invokedBy, accountId }: Principal): string {
  if (onBehalfOf !== '') return `identity-center:${onBehalfOf}`;
  const principal = principalId.split(':', 1)[0]!;
  if (principal !== '') return `principal:${principal}`;
  if (invokedBy !== '') return `service:${invokedBy}`;
  return accountId === '' ? 'unknown' : `account:${accountId}`;
}

function isIdentityCenter(roleArn: string): boolean {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1).startsWith(IDENTITY_CENTER_ROLE);
}

function accountOf(arn: string): string {
  const account = arn.split(':', 5)[4] ?? '';
  return /^\d{12}$/.test(account) ? account : '';
}
