import { createHash } from 'node:crypto';
import { originOf } from '../../src/decode/cloudtrail/origin.js';
import type { Identity } from '../../src/model/identity.js';
import type { ContextKind } from '../../src/model/context-kind.js';
import type { ContextEvent, Retrieval } from '../../src/model/retrieval.js';

/**
 * What the decoder must give, worked out a second time from `JSON.parse` alone. It shares no code with the decoder,
 * so that an error there is not repeated here. The one exception is `originOf`, a table of heuristics about texts
 * that has examples of its own: here it only says that the right two texts were read.
 */

/** The records of a document given as the texts of its top-level values. */
export function oracleRecords(values: readonly string[]): object[] {
  return values.flatMap((text) => recordsOf(JSON.parse(text)));
}

function recordsOf(value: unknown): object[] {
  if (Array.isArray(value)) return value.filter(isRecord);
  if (!isRecord(value)) return [];
  const own = field(value, 'Records');
  return Array.isArray(own) ? own.filter(isRecord) : [value];
}

/** Fields that make an object one of CloudTrail's own, in which nothing else is looked for. */
const OWN = ['eventSource', 'eventName', 'eventVersion'];

/**
 * What counts in a document: the records, and those that lie in objects, lists and elements of lists that are none. A
 * text is looked into only where it stands in place of a record.
 */
export function oracleEvents(values: readonly string[]): object[] {
  return values.flatMap((text) => {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value.flatMap((one: unknown) => eventsIn(one, true));
    const own = field(value, 'Records');
    return Array.isArray(own) ? own.flatMap((one: unknown) => eventsIn(one, true)) : eventsIn(value, true);
  });
}

function eventsIn(value: unknown, atTop: boolean): object[] {
  if (typeof value === 'string')
    return /^\s*[[{"]/.test(value) ? eventsIn(parsedOrNothing(value), false) : [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => eventsIn(one, false));
  if (!isRecord(value)) return [];
  if (OWN.some((name) => Object.hasOwn(value, name))) {
    const isEvent = text(value, 'eventSource') !== '' && text(value, 'eventName') !== '';
    return atTop || isEvent ? [value] : [];
  }
  const listed = field(value, 'Records');
  const inList = Array.isArray(listed) ? eventsIn(listed, false) : [];
  if (inList.length > 0) return inList;
  return Object.values(value)
    .flatMap((one: unknown): readonly unknown[] => (Array.isArray(one) ? one : [one]))
    .filter(isRecord)
    .flatMap((one) => eventsIn(one, false));
}

function parsedOrNothing(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** The value at the end of a path of own fields; undefined when a step is missing or is no object. */
function field(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    at = isRecord(at) ? (Object.getOwnPropertyDescriptor(at, name)?.value as unknown) : undefined;
  }
  return at;
}

/** The string there; empty when there is none. */
function text(value: unknown, ...path: readonly string[]): string {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : '';
}

/**
 * The retrievals of secrets among records, with identities by ARN, of all accounts and regions.
 * @param raw the bytes of the record, which are hashed if it has no id. @default empty, for records that have one
 */
export function oracleRetrievals(records: readonly object[], raw: Uint8Array = Buffer.alloc(0)): Retrieval[] {
  return records.flatMap((record) => retrievalOf(record, raw));
}

/** The context calls that the documents have: what each says, and the field that names the secret. */
const CONTEXT: Readonly<Record<string, { readonly context: ContextKind; readonly id: string }>> = {
  CreateSecret: { context: 'creation', id: 'name' },
  ReplicateSecretToRegions: { context: 'copy', id: 'secretId' },
  PutSecretValue: { context: 'write', id: 'secretId' },
  ListSecrets: { context: 'listing', id: '' },
};

/** The context events among records: who created, wrote or looked up secrets. */
export function oracleContext(records: readonly object[]): ContextEvent[] {
  return records.flatMap((record): ContextEvent[] => {
    const common = commonOf(record);
    const name = text(record, 'eventName');
    if (common === undefined || !Object.hasOwn(CONTEXT, name)) return [];
    const { identity, time, region, account } = common;
    const { context, id } = CONTEXT[name]!;
    const named = id === '' ? '*' : text(record, 'requestParameters', id);
    const errorCode = text(record, 'errorCode');
    const isFailed = errorCode + text(record, 'errorMessage') !== '';
    const isDenied = errorCode.includes('AccessDenied') || errorCode.endsWith('UnauthorizedOperation');
    const replicas = field(record, 'requestParameters', 'addReplicaRegions');
    const added = Array.isArray(replicas)
      ? replicas.map((one) => text(one, 'region'))
      : [text(replicas, 'region')];
    const regions = [
      ...(name === 'ReplicateSecretToRegions' ? [] : [keyOf(named, `${region}:${account}`)]),
      ...(context === 'creation' || context === 'copy' ? added : [])
        .filter((other) => other !== '')
        .map((other) => keyOf(named, `${region}:${account}`).replace(/^[^:]*/, other)),
    ];
    const items = named === '' ? [] : [...new Set(regions)];
    if (isFailed && isDenied && context === 'listing')
      return [{ kind: 'context', context: 'deniedListing', time, identity, items }];
    if (isFailed) return [{ kind: 'context', context, time, identity, items: [] }];
    return [{ kind: 'context', context, time, identity, items }];
  });
}

interface Common {
  readonly time: number;
  readonly identity: Identity;
  readonly region: string;
  readonly account: string;
}

/** What retrievals and context have in common; undefined where a record is neither. */
function commonOf(record: object): Common | undefined {
  if (text(record, 'eventSource') !== 'secretsmanager.amazonaws.com') return undefined;
  const [userIdentity, awsRegion] = [field(record, 'userIdentity'), field(record, 'awsRegion')];
  if (userIdentity !== undefined && userIdentity !== null && !isRecord(userIdentity)) return undefined;
  if (awsRegion !== undefined && awsRegion !== null && typeof awsRegion !== 'string') return undefined;
  if (!['', 'Management'].includes(text(record, 'eventCategory'))) return undefined;
  if (field(record, 'managementEvent') === false) return undefined;
  const time = secondsOf(text(record, 'eventTime'));
  if (time === undefined) return undefined;
  const identity = identityOf(userIdentity);
  const account = text(record, 'recipientAccountId') || identity.accountId;
  return { time, identity, region: text(record, 'awsRegion'), account };
}

function retrievalOf(record: object, raw: Uint8Array): Retrieval[] {
  const name = text(record, 'eventName');
  const isBatch = name === 'BatchGetSecretValue';
  const common = commonOf(record);
  if (common === undefined || (!isBatch && name !== 'GetSecretValue')) return [];
  const { time, identity, region, account: recipientAccountId } = common;
  const [errorCode, errorMessage] = [text(record, 'errorCode'), text(record, 'errorMessage')];
  const ids = isBatch ? listedIds(record) : namedId(record, errorMessage);
  return [
    {
      kind: isBatch ? 'batch' : 'get',
      eventKey:
        text(record, 'sharedEventID') ||
        text(record, 'addendum', 'originalEventID') ||
        text(record, 'eventID') ||
        `record:${createHash('sha256').update(raw).digest('hex')}`,
      time,
      identity,
      failed: `${errorCode}${errorMessage}` !== '',
      denied: errorCode.includes('AccessDenied') || errorCode.endsWith('UnauthorizedOperation'),
      notFound: errorCode.includes('NotFound'),
      matchAll: isBatch && matchesAll(record),
      items: [...new Set(ids.map((id) => keyOf(id, `${region}:${recipientAccountId}`)))],
      atMost: isBatch && ids.length === 0 ? filterLimit(record) : 0,
      accessKeyId: text(record, 'userIdentity', 'accessKeyId'),
      origin: originOf(
        text(record, 'sourceIPAddress'),
        text(record, 'userAgent'),
        text(record, 'vpcEndpointId'),
      ),
      region,
      recipientAccountId,
    },
  ];
}

/** Epoch seconds of an instant with seconds and zone, from 1970 to 2106. */
function secondsOf(instant: string): number | undefined {
  const local = /^(.{19})(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/s.exec(instant)?.[1];
  const asUtc = new Date(`${local ?? ''}Z`);
  // A day or an hour that does not exist is another one when it is written again.
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 19) !== local) return undefined;
  const seconds = Math.floor(Date.parse(instant) / 1000);
  return seconds >= 0 && seconds < 2 ** 32 - 1 ? seconds : undefined;
}

function identityOf(userIdentity: unknown): Identity {
  const arn = text(userIdentity, 'arn');
  const accountInArn = arn.split(':')[4] ?? '';
  const accountId = text(userIdentity, 'accountId') || (/^\d{12}$/.test(accountInArn) ? accountInArn : '');
  const keys = [
    ['', arn],
    ['identity-center:', text(userIdentity, 'onBehalfOf', 'userId')],
    ['principal:', text(userIdentity, 'principalId').replace(/:.*/s, '')],
    ['service:', text(userIdentity, 'invokedBy')],
    ['account:', text(userIdentity, 'accountId')],
    ['', 'unknown'],
  ];
  return {
    key: keys.find(([, id]) => id !== '')!.join(''),
    arn,
    type: text(userIdentity, 'type'),
    accountId,
    issuerArn: text(userIdentity, 'sessionContext', 'sessionIssuer', 'arn'),
  };
}

/** The secret that a GetSecretValue asks for, if anything names it. */
function namedId(record: object, errorMessage: string): string[] {
  const named = text(record, 'requestParameters', 'secretId');
  if (named !== '') return [named];
  const resource = / on resource: (\S+)/.exec(errorMessage)?.[1];
  return resource === undefined || resource === '*' ? [] : [resource];
}

/** The secrets that a BatchGetSecretValue asks for by name. */
function listedIds(record: object): string[] {
  const list = field(record, 'requestParameters', 'secretIdList');
  return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string' && id !== '') : [];
}

/** `REGION:ACCOUNT:NAME` of a secret's ARN, less the ending that Secrets Manager adds; a name is one of `scope`. */
function keyOf(id: string, scope: string): string {
  const [arn, , service, region, account, type, ...rest] = id.split(':');
  const name = rest.join(':');
  const isArn = arn === 'arn' && service === 'secretsmanager' && type === 'secret' && name !== '';
  return isArn ? `${region}:${account}:${name.replace(/-[A-Za-z0-9]{6}$/, '')}` : `${scope}:${id}`;
}

/** The most secrets that a batch call by filters may return; 0 for one without filters. */
function filterLimit(record: object): number {
  if (!Array.isArray(field(record, 'requestParameters', 'filters'))) return 0;
  const asked = field(record, 'requestParameters', 'maxResults') as number;
  return Number.isInteger(asked) && asked >= 1 && asked <= 20 ? asked : 20;
}

/** Whether a batch call is by filters, and each of their values only leaves something out or is empty. */
function matchesAll(record: object): boolean {
  const [filters, ids] = ['filters', 'secretIdList'].map((name) => field(record, 'requestParameters', name));
  if (!Array.isArray(filters) || (Array.isArray(ids) && ids.length > 0)) return false;
  return filters.every((filter) => {
    const values = field(filter, 'values') ?? [];
    return (
      Array.isArray(values) && values.every((value) => typeof value === 'string' && /^(?:!|$)/.test(value))
    );
  });
}
