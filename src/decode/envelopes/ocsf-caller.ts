import { partitionOf } from '../../model/partition.js';
import { eventTimeOf } from '../cloudtrail/event-time.js';
import { firstTextAt, put, textAt, valueAt } from './paths.js';

/** Fields of an event's actor that say who called. The preview of Security Lake named the actor `identity`. */
const ACTOR = [
  'user.type',
  'user.account.uid',
  'user.account_uid',
  'user.uid',
  'user.uuid',
  'user.uid_alt',
  'user.name',
  'user.credential_uid',
  'invoked_by',
  'session.issuer',
  'session.created_time',
  'session.created_time_dt',
  'session.is_mfa',
  'session.mfa',
  'idp.name',
  'idp.uid',
];

export const CALLER_FIELDS: readonly string[] = ['actor', 'identity'].flatMap((actor) =>
  ACTOR.map((path) => `${actor}.${path}`),
);

/** The types of callers that CloudTrail has; other mappings have their own (`Admin`, `System`). */
const TYPES = [
  'Root',
  'IAMUser',
  'AssumedRole',
  'Role',
  'FederatedUser',
  'Directory',
  'AWSAccount',
  'AWSService',
  'Unknown',
  'IdentityCenterUser',
  'SAMLUser',
  'WebIdentityUser',
];

/** The types of callers by their ARNs. */
const BY_ARN: readonly (readonly [arn: RegExp, type: string])[] = [
  [/^arn:[\w-]+:sts::\d+:assumed-role\//, 'AssumedRole'],
  [/^arn:[\w-]+:sts::\d+:federated-user\//, 'FederatedUser'],
  [/^arn:[\w-]+:iam::\d+:user\//, 'IAMUser'],
  [/^arn:[\w-]+:iam::\d+:root$/, 'Root'],
];

/**
 * Puts back who called. In source 1.0 `uid` is the id of the principal and `uuid` its ARN; since OCSF 1.1 `uid` is the ARN
 * and `uid_alt` the id. The id of a person of IAM Identity Center, who has no ARN, is the user that is acted for. Where
 * a mapping left out the ARN, it is made from what is there, as far as that is certain (of a user without the path).
 * @param record gets `userIdentity`; its `awsRegion` is read
 */
export function putCaller(record: Record<string, unknown>, event: Record<string, unknown>): void {
  const actor = valueAt(event, 'actor') ?? valueAt(event, 'identity');
  const text = (...paths: readonly string[]): string => firstTextAt(actor, paths);
  const putText = (to: string, value: string): void => {
    if (value !== '') put(record, `userIdentity.${to}`, value);
  };
  const ids = [text('user.uid_alt'), text('user.uid'), text('user.uuid')];
  const id = ids.find((one) => one !== '' && !one.startsWith('arn:')) ?? '';
  const known = ids.find((one) => one.startsWith('arn:')) ?? '';
  const type = typeOf(text('user.type'), known);
  const accountId = text('user.account.uid', 'user.account_uid');
  const issuer = text('session.issuer');
  const name = text('user.name');
  putText('type', type);
  putText('accountId', accountId);
  putText('invokedBy', text('invoked_by'));
  putText('identityProvider', text('idp.name'));
  putText('arn', known || arnOf({ type, accountId, issuer, name, id, region: textAt(record, 'awsRegion') }));
  if (type === 'IdentityCenterUser') {
    putText('onBehalfOf.userId', id);
    putText('onBehalfOf.identityStoreArn', text('idp.uid'));
    putText('credentialId', text('user.credential_uid'));
    if (name !== '') put(record, 'additionalEventData.UserName', name);
  } else {
    putText('principalId', id);
    putText('accessKeyId', text('user.credential_uid'));
    if (type !== 'AssumedRole') putText('userName', name);
  }
  const given = (path: string): boolean => valueAt(record, `userIdentity.${path}`) !== undefined;
  for (const [part, value] of issuerParts(issuer, type === 'AssumedRole' ? name : '', id)) {
    const path = `sessionContext.sessionIssuer.${part}`;
    if (!given(path)) putText(path, value);
  }
  putText('sessionContext.attributes.creationDate', timeOf(actor));
  const mfa = valueAt(actor, 'session.is_mfa') ?? valueAt(actor, 'session.mfa');
  if (typeof mfa === 'boolean' || mfa === 'true' || mfa === 'false')
    putText('sessionContext.attributes.mfaAuthenticated', String(mfa));
}

function typeOf(type: string, arn: string): string {
  if (TYPES.includes(type)) return type;
  return BY_ARN.find(([pattern]) => pattern.test(arn))?.[1] ?? type;
}

interface Known {
  readonly type: string;
  readonly accountId: string;
  readonly issuer: string;
  readonly name: string;
  readonly id: string;
  readonly region: string;
}

/** The ARN of a caller, from the other parts of who it is; empty where they do not say it. */
function arnOf({ type, accountId, issuer, name, id, region }: Known): string {
  const [, session = ''] = id.split(':', 2);
  if (type === 'AssumedRole') {
    const [, partition = '', account = '', role = ''] =
      /^arn:([\w-]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(issuer) ?? [];
    return role === '' || session === ''
      ? ''
      : `arn:${partition}:sts::${account}:assumed-role/${role}/${session}`;
  }
  if (accountId === '') return '';
  const start = `arn:${partitionOf(region).id}`;
  if (type === 'Root') return `${start}:iam::${accountId}:root`;
  if (type === 'IAMUser' && name !== '') return `${start}:iam::${accountId}:user/${name}`;
  if (type === 'FederatedUser' && session !== '')
    return `${start}:sts::${accountId}:federated-user/${session}`;
  return '';
}

/** The parts of the issuer of a session: of a role its ARN says all, but its id. */
function issuerParts(issuer: string, roleName: string, id: string): [part: string, value: string][] {
  const [, account = '', role = ''] = /^arn:[\w-]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(issuer) ?? [];
  const parts: [string, string][] = [['arn', issuer]];
  if (role !== '' || roleName !== '') parts.push(['userName', role || roleName]);
  if (role !== '')
    parts.push(
      ['type', 'Role'],
      ['accountId', account],
      ['principalId', id.includes(':') ? id.split(':', 1)[0]! : ''],
    );
  return parts;
}

/** When the session began; some mappings write 0 for a caller without a session. */
function timeOf(actor: unknown): string {
  for (const path of ['session.created_time_dt', 'session.created_time']) {
    const value = valueAt(actor, path);
    const time = Number(value) === 0 ? undefined : eventTimeOf(value);
    if (time !== undefined) return time;
  }
  return '';
}
