import { isObject } from '../../base/json-values.js';
import { isRecord } from '../cloudtrail/is-record.js';
import { byPlainName, plainName, TOP_FIELDS } from '../cloudtrail/field-names.js';
import { isNoValue } from '../cloudtrail/no-value.js';
import { namesIn, RECORD_FIELDS } from '../cloudtrail/record-fields.js';
import { type Envelope, type JsonObject, own } from './envelope.js';
import { parseStruct } from './struct-text.js';

/*
 * Records whose fields became the columns of a table. CloudTrail's names are spelled in other ways there (`eventname` in
 * Athena and CloudTrail Lake, `event_name` in Tailpipe and Steampipe, `EventName` in Sentinel, "Event name" in the
 * console's export), objects are texts, and parts of `userIdentity` can be columns of their own.
 */

/** Other names of fields of a record, in their plain spelling: of Sentinel, and of the console's export. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['timegenerated', 'eventTime'],
  ['awseventid', 'eventID'],
  ['awsrequestid', 'requestID'],
  ['operationname', 'eventName'],
]);

/** Columns that are parts of `userIdentity`, in their plain spelling, with their paths in it. */
const IDENTITY_COLUMNS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    useridentitytype: ['type'],
    useridentityprincipalid: ['principalId'],
    useridentityarn: ['arn'],
    arn: ['arn'],
    userarn: ['arn'],
    useridentityaccountid: ['accountId'],
    useridentityinvokedby: ['invokedBy'],
    useridentityaccesskeyid: ['accessKeyId'],
    useridentityusername: ['userName'],
    awsaccesskey: ['accessKeyId'],
    sessionissuerarn: ['sessionContext', 'sessionIssuer', 'arn'],
    sessionissueraccountid: ['sessionContext', 'sessionIssuer', 'accountId'],
    sessionissuerprincipalid: ['sessionContext', 'sessionIssuer', 'principalId'],
    sessionissuertype: ['sessionContext', 'sessionIssuer', 'type'],
    sessionissuerusername: ['sessionContext', 'sessionIssuer', 'userName'],
  }),
);

/** Request parameters that name a resource which the console's export has in columns of its own, by the resource's type. */
const PARAMETER_OF: ReadonlyMap<string, string> = new Map([
  ['AWS::SecretsManager::Secret', 'secretId'],
  ['AWS::SSM::Parameter', 'name'],
  ['AWS::KMS::Key', 'keyId'],
]);

/** Names inside of `userIdentity` and `addendum`. */
const INNER_NAMES = byPlainName(
  [RECORD_FIELDS['userIdentity'], RECORD_FIELDS['addendum']].flatMap((below) =>
    typeof below === 'object' ? namesIn(below) : [],
  ),
);

/** Fields that are objects or lists in a record, so that a text there is one that a table made of it. */
const OBJECTS: ReadonlySet<string> = new Set([
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'addendum',
  'tlsDetails',
  'resources',
]);
const TRUTH_VALUES: ReadonlySet<string> = new Set(['readOnly', 'managementEvent']);

/** Whether a record of CloudTrail went through a table: a field that is an object is a text. */
export function hasTextForObject(record: JsonObject): boolean {
  for (const name of OBJECTS) if (typeof own(record, name) === 'string') return true;
  return false;
}

/** Whether a text in a field of a record stands for an object, so that it must be parsed. */
export function isObjectField(name: string): boolean {
  return OBJECTS.has(name);
}

/** Rows of tables with CloudTrail's fields as columns. */
export const COLUMNS: Envelope = {
  name: 'row with the fields of a record as columns',
  unwrap(value) {
    const record = recordOfRow(value);
    const { eventSource, eventName } = record;
    if (typeof eventSource !== 'string' || typeof eventName !== 'string') return undefined;
    // Notifications have columns of these names, too.
    return eventSource === own(value, 'eventSource') && !isRecord(record) ? undefined : [record];
  },
};

/** The record of a row. */
export function recordOfRow(row: JsonObject): JsonObject {
  const record: Record<string, unknown> = {};
  const identity: Record<string, unknown> = {};
  const resource: { type?: unknown; name?: unknown; secretId?: unknown } = {};
  let userName: unknown;
  for (const [column, cell] of Object.entries(row)) {
    if (typeof cell === 'string' && isNoValue(cell)) continue;
    const key = plainName(column);
    const name = TOP_FIELDS.get(key) ?? ALIASES.get(key);
    const path = IDENTITY_COLUMNS.get(key);
    if (name !== undefined) record[name] ??= valueOf(name, cell);
    else if (path !== undefined) place(identity, path, cell);
    else if (key === 'username') userName = cell;
    else if (key === 'secretid') resource.secretId = cell;
    else if (key === 'resourcetype') resource.type = cell;
    else if (key === 'resourcename') resource.name = cell;
  }
  const parameter = typeof resource.type === 'string' ? PARAMETER_OF.get(resource.type) : undefined;
  if (resource.secretId !== undefined) record['requestParameters'] ??= { secretId: resource.secretId };
  if (parameter !== undefined) record['requestParameters'] ??= { [parameter]: resource.name };
  if (record['userIdentity'] === undefined) {
    // The console's export names the user and nothing else; several users must not become one.
    if (Object.keys(identity).length === 0 && userName !== undefined) identity['principalId'] = userName;
    if (Object.keys(identity).length > 0) record['userIdentity'] = identity;
  }
  return record;
}

function valueOf(name: string, cell: unknown): unknown {
  if (TRUTH_VALUES.has(name) && typeof cell === 'string') {
    const text = cell.toLowerCase();
    return text === 'true' ? true : text === 'false' ? false : cell;
  }
  if (!OBJECTS.has(name)) return cell;
  const value = typeof cell === 'string' ? objectOf(cell) : cell;
  return name === 'userIdentity' || name === 'addendum' ? renamed(value, 0) : value;
}

/** The object that a text stands for; the text itself if it is no object; null if it is empty. */
function objectOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === 'null') return null;
  try {
    const value: unknown = JSON.parse(trimmed);
    if (typeof value === 'object') return value;
  } catch {
    // not JSON
  }
  return parseStruct(trimmed) ?? text;
}

/** Gives the parts of `userIdentity` CloudTrail's spelling. */
function renamed(value: unknown, depth: number): unknown {
  if (!isObject(value) || depth > MAX_DEPTH) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      INNER_NAMES.get(plainName(name)) ?? name,
      renamed(inner, depth + 1),
    ]),
  );
}

const MAX_DEPTH = 8;

function place(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = object;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    if (isObject(next)) at = next;
    else at = at[key] = {};
  }
  at[path.at(-1)!] = value;
}
