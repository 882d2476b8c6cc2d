import type { Identity, IdentityMode } from '../model/identity.js';
import { fieldOf, textOf } from './json-field.js';

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
export function identityOf(userIdentity: unknown, mode: IdentityMode): Identity {
  const type = textOf(userIdentity, 'type');
  const issuerArn = textOf(fieldOf(fieldOf(userIdentity, 'sessionContext'), 'sessionIssuer'), 'arn');
  const folds =
    mode === 'issuer' && type === 'AssumedRole' && issuerArn !== '' && !isIdentityCenter(issuerArn);
  const arn = folds ? issuerArn : textOf(userIdentity, 'arn');
  return {
    key: arn === '' ? keyWithoutArn(userIdentity) : arn,
    arn,
    type,
    accountId: textOf(userIdentity, 'accountId') || accountOf(arn),
    issuerArn,
  };
}

function keyWithoutArn(userIdentity: unknown): string {
  const user = textOf(fieldOf(userIdentity, 'onBehalfOf'), 'userId');
  if (user !== '') return `identity-center:${user}`;
  const principal = textOf(userIdentity, 'principalId').split(':', 1)[0]!;
  if (principal !== '') return `principal:${principal}`;
  const service = textOf(userIdentity, 'invokedBy');
  if (service !== '') return `service:${service}`;
  const account = textOf(userIdentity, 'accountId');
  return account === '' ? 'unknown' : `account:${account}`;
}

function isIdentityCenter(roleArn: string): boolean {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1).startsWith(IDENTITY_CENTER_ROLE);
}

function accountOf(arn: string): string {
  const account = arn.split(':', 5)[4] ?? '';
  return /^\d{12}$/.test(account) ? account : '';
}
