import { fieldOf, isObject, textOf } from '../../base/json-values.js';
import { eventTimeOf } from '../cloudtrail/event-time.js';
import type { Envelope } from './envelope.js';

/**
 * Events of the Open Cybersecurity Schema Framework, as Security Lake writes those of CloudTrail: its sources 1.0 (OCSF
 * 1.0.0-rc.2) and 2.0 (OCSF 1.1.0), and OCSF 1.5. The fields are those of the mappings that AWS published for them
 * (github.com/ocsf/examples, mappings/markdown/AWS).
 */
export const OCSF: Envelope = {
  name: 'OCSF',
  unwrap(value) {
    const record = cloudTrailRecordOf(value);
    return record === undefined ? undefined : [record];
  },
};

/** Fields of a record that are the text of one field of the event: the first one that has any. */
const COPIED: readonly (readonly [to: string, ...from: string[]])[] = [
  ['eventName', 'api.operation'],
  ['eventSource', 'api.service.name'],
  ['apiVersion', 'api.version'],
  ['requestID', 'api.request.uid'],
  ['errorCode', 'api.response.error'],
  ['errorMessage', 'api.response.error_message', 'api.response.message'],
  ['eventID', 'metadata.uid'],
  ['eventType', 'metadata.event_code'],
  ['eventVersion', 'metadata.product.version'],
  ['awsRegion', 'cloud.region'],
  ['recipientAccountId', 'cloud.account.uid', 'cloud.account_uid'],
  [
    'sourceIPAddress',
    'src_endpoint.ip',
    'src_endpoint.domain',
    'src_endpoint.svc_name',
    'src_endpoint.hostname',
  ],
  ['vpcEndpointId', 'src_endpoint.uid'],
  ['userAgent', 'http_request.user_agent'],
  ['userIdentity.type', 'actor.user.type'],
  ['userIdentity.accountId', 'actor.user.account.uid', 'actor.user.account_uid'],
  ['userIdentity.invokedBy', 'actor.invoked_by'],
  ['userIdentity.sessionContext.sessionIssuer.arn', 'actor.session.issuer'],
];

/** Fields of the event that are read one by one below. */
const READ = [
  'time',
  'time_dt',
  'activity_id',
  'unmapped',
  'metadata.product.name',
  'metadata.product.feature.name',
  'cloud.provider',
  'actor.user.uid',
  'actor.user.uuid',
  'actor.user.uid_alt',
  'actor.user.name',
  'actor.user.credential_uid',
  'actor.session.created_time',
  'actor.session.created_time_dt',
  'actor.session.is_mfa',
  'actor.session.mfa',
  'actor.idp.name',
  'actor.idp.uid',
];

/** Large fields, which most rules do not need, by the field of the record that they become. */
const LARGE: Readonly<Record<string, string>> = {
  requestParameters: 'api.request.data',
  responseElements: 'api.response.data',
  resources: 'resources',
};

/**
 * The fields of an event from which the fields of a record come.
 * @param fields paths in the record; null: all
 */
export function ocsfFieldsFor(fields: readonly string[] | null): readonly string[] {
  const large = Object.entries(LARGE).filter(
    ([field]) => fields === null || fields.some((path) => path.split('.', 1)[0] === field),
  );
  return [...COPIED.flatMap(([, ...from]) => from), ...READ, ...large.map(([, from]) => from)];
}

/** The value of `feature.name` where the record has a category; without one it names several. */
const CATEGORIES = ['Management', 'Data', 'NetworkActivity', 'Insight'];

/**
 * The CloudTrail record that an OCSF event was made from. What it cannot give back: the names of lists in the request
 * parameters of source 1.0, and fields that the event leaves out.
 * @returns undefined if the value is no OCSF event, or is not CloudTrail's
 */
export function cloudTrailRecordOf(event: unknown): Record<string, unknown> | undefined {
  if (!isCloudTrail(event)) return undefined;
  const record: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(objectAt(event, 'unmapped'))) {
    if (value !== '' && value !== null && value !== undefined) put(record, path, unmappedValue(path, value));
  }
  for (const [to, ...from] of COPIED) {
    const text = from.map((path) => textAt(event, path)).find((one) => one !== '');
    if (text !== undefined && !(to === 'recipientAccountId' && textOf(record, to) !== ''))
      put(record, to, text);
  }
  const time = eventTimeOf(valueAt(event, 'time')) ?? eventTimeOf(valueAt(event, 'time_dt'));
  if (time !== undefined) put(record, 'eventTime', time);
  const category = textAt(event, 'metadata.product.feature.name');
  if (CATEGORIES.includes(category)) put(record, 'eventCategory', category);
  putData(record, 'requestParameters', valueAt(event, LARGE['requestParameters']!));
  putData(record, 'responseElements', valueAt(event, LARGE['responseElements']!));
  const resources = fieldOf(event, 'resources');
  if (Array.isArray(resources) && resources.length > 0) put(record, 'resources', resources.map(resourceOf));
  putCaller(record, event);
  return record;
}

/** Products other than CloudTrail log API calls in OCSF, too. */
function isCloudTrail(event: unknown): event is Record<string, unknown> {
  if (!isObject(fieldOf(event, 'metadata')) || textAt(event, 'api.operation') === '') return false;
  const product = textAt(event, 'metadata.product.name');
  if (product !== '') return product.toLowerCase().replaceAll(' ', '').endsWith('cloudtrail');
  return textAt(event, 'cloud.provider') === 'AWS' && textAt(event, 'api.service.name').includes('.');
}

/** Fields that are not texts in a record; everything unmapped is one. */
const BOOLEANS = ['readOnly', 'managementEvent'];

function unmappedValue(path: string, value: unknown): unknown {
  if (BOOLEANS.includes(path) && (value === 'true' || value === 'false')) return value === 'true';
  const isList = typeof value === 'string' && value.startsWith('[') && path.startsWith('requestParameters.');
  return isList || path === 'requestParameters' || path === 'responseElements' ? parsed(value) : value;
}

/** Parameters and responses are JSON in a text; objects where another program wrote the event. */
function putData(record: Record<string, unknown>, to: string, data: unknown): void {
  const value = parsed(data);
  if (value !== undefined && value !== null && value !== '') record[to] = value;
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

function resourceOf(resource: unknown): Record<string, unknown> {
  const accountId = textAt(resource, 'account.uid') || textAt(resource, 'account_uid');
  const entries = { ARN: textAt(resource, 'uid'), accountId, type: textAt(resource, 'type') };
  return Object.fromEntries(Object.entries(entries).filter(([, text]) => text !== ''));
}

/**
 * Who called. In source 1.0 `uid` is the id of the principal and `uuid` its ARN; since OCSF 1.1 `uid` is the ARN and
 * `uid_alt` the id. The id of a person of IAM Identity Center, who has no ARN, is the user that is acted for.
 */
function putCaller(record: Record<string, unknown>, event: Record<string, unknown>): void {
  const text = (path: string): string => textAt(event, `actor.${path}`);
  const putText = (to: string, value: string): void => {
    if (value !== '') put(record, `userIdentity.${to}`, value);
  };
  const ids = [text('user.uid_alt'), text('user.uid'), text('user.uuid')];
  const id = ids.find((one) => one !== '' && !one.startsWith('arn:')) ?? '';
  putText('arn', ids.find((one) => one.startsWith('arn:')) ?? '');
  const type = text('user.type');
  const isPerson = type === 'IdentityCenterUser';
  putText(isPerson ? 'onBehalfOf.userId' : 'principalId', id);
  if (isPerson) putText('onBehalfOf.identityStoreArn', text('idp.uid'));
  putText(isPerson ? 'credentialId' : 'accessKeyId', text('user.credential_uid'));
  if (type === 'AssumedRole') {
    if (textAt(record, 'userIdentity.sessionContext.sessionIssuer.userName') === '')
      putText('sessionContext.sessionIssuer.userName', text('user.name'));
  } else putText('userName', text('user.name'));
  putText('identityProvider', text('idp.name'));
  const created =
    eventTimeOf(valueAt(event, 'actor.session.created_time_dt')) ??
    eventTimeOf(valueAt(event, 'actor.session.created_time'));
  putText('sessionContext.attributes.creationDate', created ?? '');
  const mfa = valueAt(event, 'actor.session.is_mfa') ?? valueAt(event, 'actor.session.mfa');
  if (typeof mfa === 'boolean') putText('sessionContext.attributes.mfaAuthenticated', String(mfa));
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => fieldOf(at, name), value);
}

function textAt(value: unknown, path: string): string {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : '';
}

function objectAt(value: unknown, name: string): Record<string, unknown> {
  const found = fieldOf(value, name);
  return isObject(found) ? found : {};
}

/** Sets the value at a path. What is on the way and is no object is replaced. */
function put(record: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop()!;
  if (last === '__proto__' || names.includes('__proto__')) return;
  let at = record;
  for (const name of names) {
    const next = fieldOf(at, name);
    at = isObject(next) ? next : (at[name] = {});
  }
  at[last] = value;
}
