import { fieldOf, isObject } from '../../base/json-values.js';
import { eventTimeOf } from '../cloudtrail/event-time.js';
import type { Envelope, JsonObject } from './envelope.js';
import { CALLER_FIELDS, putCaller } from './ocsf-caller.js';
import { putSignIn, SIGN_IN_FIELDS } from './ocsf-sign-in.js';
import { firstTextAt, mapOf, opened, parsed, put, textAt, valueAt } from './paths.js';

/**
 * Events of the Open Cybersecurity Schema Framework, as Security Lake writes those of CloudTrail: its sources 1.0 (OCSF
 * 1.0.0-rc.2) and 2.0 (OCSF 1.1.0), and OCSF 1.5. The fields are those of the mappings that AWS published for them
 * (github.com/ocsf/examples, mappings/markdown/AWS). Those of others in the same place (mappings/bloblang, labs) differ:
 * their parameters are objects, in `unmapped`, too; a single resource is an object; the event code is the call.
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
  ['eventID', 'metadata.original_event_uid', 'metadata.uid'],
  ['eventVersion', 'metadata.product.version'],
  ['awsRegion', 'cloud.region'],
  [
    'sourceIPAddress',
    'src_endpoint.ip',
    'src_endpoint.domain',
    'src_endpoint.svc_name',
    'src_endpoint.hostname',
  ],
  ['vpcEndpointId', 'src_endpoint.uid'],
  ['userAgent', 'http_request.user_agent'],
];

/** Fields that a record has from `unmapped`, if they are there, and otherwise from one of these. */
const COPIED_IF_MISSING: readonly (readonly [to: string, ...from: string[]])[] = [
  ['recipientAccountId', 'cloud.account.uid', 'cloud.account_uid'],
  ['eventType', 'metadata.event_code', 'metadata.log_name'],
];

/** Fields of the event that are read one by one below. */
const READ = [
  'time',
  'time_dt',
  'activity_id',
  'status',
  'status_id',
  'status_code',
  'status_detail',
  'unmapped',
  'metadata.product.name',
  'metadata.product.feature.name',
  'cloud.provider',
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
  const copied = [...COPIED, ...COPIED_IF_MISSING].flatMap(([, ...from]) => from);
  return [...copied, ...READ, ...CALLER_FIELDS, ...SIGN_IN_FIELDS, ...large.map(([, from]) => from)];
}

/** The value of `feature.name` where the record has a category; without one it names several. */
const CATEGORIES = ['Management', 'Data', 'NetworkActivity', 'Insight'];

/**
 * The CloudTrail record that an OCSF event was made from. What it cannot give back: the names of lists in the request
 * parameters of source 1.0, and fields that the event leaves out.
 * @param value the event; a row of a table in which objects are texts is one, too
 * @returns undefined if the value is no OCSF event, or is not CloudTrail's
 */
export function cloudTrailRecordOf(value: unknown): Record<string, unknown> | undefined {
  const event = isObject(value) ? withObjects(value) : undefined;
  if (event === undefined || !isCloudTrail(event)) return undefined;
  const record: Record<string, unknown> = {};
  for (const [path, one] of Object.entries(mapOf(event['unmapped']))) {
    if (one !== '' && one !== null && one !== undefined) put(record, path, unmappedValue(path, one));
  }
  for (const [to, ...from] of COPIED) {
    const text = firstTextAt(event, from);
    if (text !== '') put(record, to, text);
  }
  for (const [to, ...from] of COPIED_IF_MISSING) {
    // Some mappings have the call as its own code.
    const text = from
      .map((path) => textAt(event, path))
      .find((one) => one !== '' && one !== record['eventName']);
    if (textAt(record, to) === '' && text !== undefined) put(record, to, text);
  }
  putFailure(record, event);
  const time = eventTimeOf(event['time']) ?? eventTimeOf(event['time_dt']);
  if (time !== undefined) put(record, 'eventTime', time);
  const category = textAt(event, 'metadata.product.feature.name');
  if (CATEGORIES.includes(category)) put(record, 'eventCategory', category);
  putData(record, 'requestParameters', valueAt(event, LARGE['requestParameters']!));
  putData(record, 'responseElements', valueAt(event, LARGE['responseElements']!));
  const resources = resourcesOf(event['resources']);
  if (resources.length > 0) put(record, 'resources', resources);
  putCaller(record, event);
  putSignIn(record, event);
  return record;
}

/** Objects of an event that are texts where it went through a table: JSON, or as Athena writes a structure. */
const OBJECTS = [
  'metadata',
  'api',
  'actor',
  'identity',
  'cloud',
  'src_endpoint',
  'http_request',
  'resources',
];

function withObjects(event: JsonObject): Record<string, unknown> {
  if (typeof event['metadata'] !== 'string' || typeof event['api'] !== 'string') return event;
  const objects = OBJECTS.filter((name) => typeof fieldOf(event, name) === 'string');
  return { ...event, ...Object.fromEntries(objects.map((name) => [name, opened(event[name])])) };
}

/** Products other than CloudTrail log API calls in OCSF, too. */
function isCloudTrail(event: JsonObject): boolean {
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

/** `status_id` of calls that failed. */
const FAILURE = 2;

/** The error of a failed call, where a mapping has it in the fields of the status. */
function putFailure(record: Record<string, unknown>, event: JsonObject): void {
  const isFailed = Number(event['status_id']) === FAILURE || event['status'] === 'Failure';
  if (!isFailed || textAt(record, 'errorCode') !== '' || textAt(record, 'errorMessage') !== '') return;
  const [code, detail] = [textAt(event, 'status_code'), textAt(event, 'status_detail')];
  const isCode = code === '' && /^[\w.:-]+$/.test(detail);
  if (code !== '' || isCode) put(record, 'errorCode', isCode ? detail : code);
  if (detail !== '' && !isCode) put(record, 'errorMessage', detail);
}

/** Parameters and responses are JSON in a text; objects where another program wrote the event. */
function putData(record: Record<string, unknown>, to: string, data: unknown): void {
  const value = parsed(data);
  if (value !== undefined && value !== null && value !== '') record[to] = value;
}

/** The resources of a record. Some mappings have only the first one, and not in a list. */
function resourcesOf(resources: unknown): Record<string, unknown>[] {
  const list: readonly unknown[] = Array.isArray(resources) ? resources : [resources];
  return list.filter(isObject).map(resourceOf);
}

function resourceOf(resource: unknown): Record<string, unknown> {
  const accountId = firstTextAt(resource, ['owner.account.uid', 'account.uid', 'account_uid']);
  const entries = { ARN: textAt(resource, 'uid'), accountId, type: textAt(resource, 'type') };
  return Object.fromEntries(Object.entries(entries).filter(([, text]) => text !== ''));
}
