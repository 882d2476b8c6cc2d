import type { Identity, IdentityMode } from '../../model/identity.js';
import type { Principal } from './api-event.js';

/** The start of an IAM Identity Center role's name; its session's name is the person. */
const IDENTITY_CENTER_ROLE = 'AWSReservedSSO_';

/**
 * Who a record's `userIdentity` is.
 *
 * The key is its ARN, or in mode `issuer` that of the role behind the session, except for Identity Center's
 * roles, which many people share. Without an ARN it is the first of these that is there, the narrowest first,
 * so that no retrieval is lost: `identity-center:USER` (`onBehalfOf.userId`), `principal:ID` (`principalId`
 * without session name), `service:NAME` (`invokedBy`), `account:ID`, `unknown`.
 */
export function identityOf(principal: Principal, mode: IdentityMode): Identity {
  const { type, issuerArn } = principal;
  const folds =
    mode === 'issuer' && type === 'AssumedRole' && issuerArn !== '' && !isIdentityCenter(issuerArn);
  const arn = folds ? issuerArn : principal.arn;
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
