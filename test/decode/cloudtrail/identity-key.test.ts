import { expect, test } from 'vitest';
import { parsePrincipal } from '../../../src/decode/cloudtrail/api-event.js';
import { identityOf as identityOfPrincipal } from '../../../src/decode/cloudtrail/identity-key.js';
import type { IdentityMode } from '../../../src/model/identity.js';

const identityOf = (userIdentity: unknown, mode: IdentityMode) =>
  identityOfPrincipal(parsePrincipal(userIdentity), mode);

const SESSION = 'arn:aws:sts::111122223333:assumed-role/deploy/build-17';
const ROLE = 'arn:aws:iam::111122223333:role/ci/deploy';
const session = (arn: string, issuer: unknown) => ({
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:build-17',
  arn,
  accountId: '111122223333',
  sessionContext: { sessionIssuer: issuer },
});

test('the key of a role session is the session by default, and the role in mode issuer', () => {
  const user = session(SESSION, { type: 'Role', arn: ROLE });
  const rest = { type: 'AssumedRole', accountId: '111122223333', issuerArn: ROLE };
  expect(identityOf(user, 'arn')).toEqual({ key: SESSION, arn: SESSION, ...rest });
  expect(identityOf(user, 'issuer')).toEqual({ key: ROLE, arn: ROLE, ...rest });
});

test('people with the same Identity Center role have different keys', () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/anika';
  const role =
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_Admin_0123456789abcdef';
  expect(identityOf(session(arn, { arn: role }), 'issuer')).toMatchObject({ key: arn, arn, issuerArn: role });
});

test.each([[{}], [null], [{ arn: '' }], [{ arn: 7 }]])(
  'the key of a session with issuer %j is the session',
  (issuer) => {
    expect(identityOf(session(SESSION, issuer), 'issuer')).toMatchObject({ key: SESSION, issuerArn: '' });
  },
);

test('only role sessions get the key of their role', () => {
  const user = {
    ...session('arn:aws:sts::111122223333:federated-user/x', { arn: ROLE }),
    type: 'FederatedUser',
  };
  expect(identityOf(user, 'issuer').key).toBe('arn:aws:sts::111122223333:federated-user/x');
});

test.each([
  [
    { type: 'IdentityCenterUser', accountId: '111122223333', onBehalfOf: { userId: 'u-1' } },
    'identity-center:u-1',
  ],
  [{ type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '111122223333' }, 'principal:AIDAEXAMPLE'],
  [{ type: 'AssumedRole', principalId: 'AROAEXAMPLE:name' }, 'principal:AROAEXAMPLE'],
  [{ type: 'AWSService', invokedBy: 'rds.amazonaws.com' }, 'service:rds.amazonaws.com'],
  [{ accountId: '111122223333', invokedBy: 'rds.amazonaws.com' }, 'service:rds.amazonaws.com'],
  [{ type: 'Root', accountId: '111122223333', arn: '' }, 'account:111122223333'],
  [{ principalId: ':name', arn: {}, onBehalfOf: 'x' }, 'unknown'],
  [{}, 'unknown'],
  ['text', 'unknown'],
  [undefined, 'unknown'],
])('the key of %j, without ARN, is %s in both modes', (userIdentity, key) => {
  expect(identityOf(userIdentity, 'arn')).toMatchObject({ key, arn: '' });
  expect(identityOf(userIdentity, 'issuer')).toMatchObject({ key, arn: '' });
});

test('the account is the field accountId, else the account in the ARN', () => {
  expect(identityOf({ arn: SESSION, accountId: '444455556666' }, 'arn').accountId).toBe('444455556666');
  expect(identityOf({ arn: SESSION }, 'arn').accountId).toBe('111122223333');
  expect(identityOf({ arn: 'arn:aws:iam::aws:policy/x' }, 'arn').accountId).toBe('');
});
