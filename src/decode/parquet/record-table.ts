import { isObject } from '../../base/json-values.js';
import { eventTimeOf } from '../cloudtrail/event-time.js';
import { plainName, recordFieldNamed } from '../cloudtrail/field-names.js';
import { cloudTrailRecordOf, ocsfFieldsFor } from '../envelopes/ocsf.js';
import type { Leaf } from './parquet-file.js';
import { ParquetDamage } from './parquet-damage.js';

/** How the columns of a file are records: which of them a rule needs, and what a row becomes. */
export interface RecordTable {
  readonly eventSource: Leaf;
  readonly eventName: Leaf;
  /** A column that says whether an event only read, and its value if so; undefined: there is none. */
  readonly readOnly: { readonly leaf: Leaf; readonly isReadOnly: (value: unknown) => boolean } | undefined;
  /** The columns to read for a rule. */
  readonly leaves: readonly Leaf[];
  /** The record in a row; undefined: the row is none of CloudTrail's. */
  recordOf(row: Record<string, unknown>): Record<string, unknown> | undefined;
}

/**
 * Recognises a table of records by its columns: OCSF, or CloudTrail's own fields, in any case and with or without
 * underscores.
 * @param fields paths in the record that the rule reads besides those of `ApiEvent`; null: all
 * @throws {ParquetDamage} `unsupportedParquet` if it is neither
 */
export function recordTableOf(leaves: readonly Leaf[], fields: readonly string[] | null): RecordTable {
  const table = ocsfTable(leaves, fields) ?? cloudTrailTable(leaves, fields);
  if (table !== undefined) return table;
  const names = [...new Set(leaves.map(({ names: [top] }) => top))];
  const shown = names.slice(0, MAX_SHOWN).join(', ') + (names.length > MAX_SHOWN ? ', …' : '');
  throw new ParquetDamage(
    'unsupportedParquet',
    `its columns (${shown}) are not those of CloudTrail (eventSource, eventName) or OCSF (api.service.name, api.operation)`,
  );
}

const MAX_SHOWN = 8;

/** `activity_id` of reads in the classes of API activity. */
const READ_ACTIVITY = 2;

function ocsfTable(leaves: readonly Leaf[], fields: readonly string[] | null): RecordTable | undefined {
  const at = finder(leaves);
  const [eventSource, eventName] = [at('api.service.name'), at('api.operation')];
  if (eventSource === undefined || eventName === undefined) return undefined;
  const activity = at('activity_id');
  // Without the id of the event, all that it says tells it from others.
  const hasId = ['metadata.uid', 'metadata.original_event_uid'].some((path) => at(path) !== undefined);
  const needed = hasId ? fields : null;
  return {
    eventSource,
    eventName,
    readOnly: activity && {
      leaf: activity,
      isReadOnly: (value) => Number(value) === READ_ACTIVITY,
    },
    leaves: leavesFor(leaves, ocsfFieldsFor(needed)),
    recordOf: (row) => cloudTrailRecordOf(plainValue(row)),
  };
}

/** Fields that every event has: those of `ApiEvent`. */
const FIXED = [
  'eventSource',
  'eventName',
  'eventTime',
  'eventCategory',
  'managementEvent',
  'awsRegion',
  'recipientAccountId',
  'sharedEventID',
  'addendum',
  'eventID',
  'sourceIPAddress',
  'userAgent',
  'vpcEndpointId',
  'errorCode',
  'errorMessage',
  'readOnly',
  'userIdentity',
];

function cloudTrailTable(leaves: readonly Leaf[], fields: readonly string[] | null): RecordTable | undefined {
  const at = finder(leaves);
  const [eventSource, eventName] = [at('eventSource'), at('eventName')];
  if (eventSource === undefined || eventName === undefined) return undefined;
  const readOnly = at('readOnly');
  const isWhole = fields === null || at('eventID') === undefined;
  const names = namesIn(fields ?? []);
  const columns = new Map(
    leaves.map(({ names: [column = ''] }) => [column, recordFieldNamed(column) ?? column]),
  );
  return {
    eventSource,
    eventName,
    readOnly: readOnly && {
      leaf: readOnly,
      isReadOnly: (value) => value === true || String(value).toLowerCase() === 'true',
    },
    leaves: isWhole ? leaves : leavesFor(leaves, [...FIXED, ...fields]),
    recordOf: (row) => recordOf(row, columns, names),
  };
}

function finder(leaves: readonly Leaf[]): (path: string) => Leaf | undefined {
  const byPath = new Map(leaves.map((leaf) => [plainPath(leaf.names.join('.')), leaf]));
  return (path) => byPath.get(plainPath(path));
}

function plainPath(path: string): string {
  return path.split('.').map(plainName).join('.');
}

/** The columns at, above and below some paths. */
function leavesFor(leaves: readonly Leaf[], paths: readonly string[]): Leaf[] {
  const needed = paths.map((path) => `${plainPath(path)}.`);
  return leaves.filter(({ names }) => {
    const own = `${plainPath(names.join('.'))}.`;
    return needed.some((path) => own.startsWith(path) || path.startsWith(own));
  });
}

/** The names in the paths of a rule, by their plain names: they say how free parameters are spelt. */
function namesIn(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.flatMap((path) => path.split('.')).map((name) => [plainName(name), name]));
}

/** Fields that hold objects or lists. Tables have them as JSON texts, too. */
const STRUCTURED = [
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'resources',
  'tlsDetails',
  'addendum',
  'insightDetails',
  'edgeDeviceDetails',
  'eventContext',
];
/** Fields whose own fields have names that the service gives them. */
const FREE = ['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails'];
const BOOLEANS = ['readOnly', 'managementEvent'];

/**
 * The record of CloudTrail in a row of its fields.
 * @param fields the field in each column
 * @param names how a rule spells parameters
 */
function recordOf(
  row: Record<string, unknown>,
  fields: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [column, stored] of Object.entries(row)) {
    if (stored === null || stored === undefined) continue;
    const field = fields.get(column) ?? column;
    const value = STRUCTURED.includes(field) ? parsed(stored) : stored;
    if (field === 'eventTime') record[field] = eventTimeOf(value) ?? value;
    else if (BOOLEANS.includes(field)) record[field] = booleanOf(value);
    else if (FREE.includes(field)) record[field] = plainValue(value, (name) => names.get(plainName(name)));
    else if (field === 'resources')
      record[field] = plainValue(value, (name) =>
        plainName(name) === 'arn' ? 'ARN' : recordFieldNamed(name),
      );
    else record[field] = withObjects(plainValue(value, recordFieldNamed));
  }
  return record;
}

/** Fields within `userIdentity` that hold objects; in some tables that is a structure in which they are JSON texts. */
const NESTED = ['sessionContext', 'sessionIssuer', 'attributes', 'onBehalfOf', 'webIdFederationData'];

function withObjects(value: unknown): unknown {
  if (!isObject(value)) return value;
  const nested = NESTED.filter((name) => Object.hasOwn(value, name));
  if (nested.length === 0) return value;
  return { ...value, ...Object.fromEntries(nested.map((name) => [name, withObjects(parsed(value[name]))])) };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function booleanOf(value: unknown): unknown {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' || text === 'false' ? text === 'true' : value;
}

/**
 * A value of a row as JSON has it: times are texts, large whole numbers are numbers.
 * @param renamed another name for a key; undefined: it stays. @default all stay
 */
function plainValue(
  value: unknown,
  renamed: (name: string) => string | undefined = () => undefined,
): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return eventTimeOf(value) ?? null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map((one) => plainValue(one, renamed));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const plain: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    const other = renamed(name);
    const isOther = other !== undefined && other !== name && !Object.hasOwn(value, other);
    if (name !== '__proto__') plain[isOther ? other : name] = plainValue(one, renamed);
  }
  return plain;
}
