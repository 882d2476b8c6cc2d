import { createHash } from 'node:crypto';
import type { DropReason } from '../model/coverage.js';
import type { IdentityMode } from '../model/identity.js';
import type { Retrieval } from '../model/retrieval.js';
import { parseInstant } from '../model/time.js';
import { selectsEverything } from './catch-all.js';
import { identityOf } from './identity-key.js';
import { fieldOf, isObject, textOf } from './json-field.js';
import { originOf } from './origin.js';
import { deniedSecretId, secretKey } from './secret-key.js';
import { RETRIEVALS, type Selection } from './selection.js';

/** Secrets that one BatchGetSecretValue returns at most; also its default. */
const BATCH_LIMIT = 20;

/** Error codes of denied calls, as the CIS benchmark for AWS looks for them: services have several. */
const DENIED = /AccessDenied|UnauthorizedOperation$/;

/** What decides whether a record that matches becomes a retrieval, and whose. */
export interface Projection {
  readonly identityMode: IdentityMode;
  /** Recipient accounts wanted; empty means all. */
  readonly accounts: readonly string[];
  /** Regions wanted; empty means all. */
  readonly regions: readonly string[];
  /** @default RETRIEVALS */
  readonly selection?: Selection;
}

/**
 * A record that matched, as a retrieval, or why it cannot be one. Any field may be missing or null; a record is
 * `malformedRecord` when `userIdentity` or `awsRegion` is there and of the wrong type.
 * @param raw the record's own bytes
 */
export function project(
  record: unknown,
  kind: Retrieval['kind'],
  raw: Uint8Array,
  projection: Projection,
): Retrieval | DropReason {
  const { selection = RETRIEVALS } = projection;
  const userIdentity = fieldOf(record, 'userIdentity') ?? {};
  const awsRegion = fieldOf(record, 'awsRegion') ?? '';
  const region = typeof awsRegion === 'string' ? awsRegion : '';
  const recipientAccountId =
    textOf(record, 'recipientAccountId') || identityOf(userIdentity, projection.identityMode).accountId;
  if (!includes(projection.accounts, recipientAccountId)) return 'otherAccount';
  if (!isObject(userIdentity) || typeof awsRegion !== 'string') return 'malformedRecord';
  if (!includes(projection.regions, region)) return 'otherRegion';
  const refused = selection.refused(record);
  if (refused !== undefined) return refused;
  const time = parseInstant(textOf(record, 'eventTime'));
  if (time === undefined) return 'badEventTime';
  const excludedBy = selection.excludedBy(record, time);
  if (excludedBy !== undefined) return `excluded by ${excludedBy}`;
  const identity = selection.identityOf(record, projection.identityMode);
  if (identity === undefined) return 'noGroupValue';
  const distinct = kind === 'get' ? selection.distinctOf(record) : undefined;
  const ids = kind === 'get' ? getSecretIds(record) : batchSecretIds(record);
  return {
    kind,
    eventKey: eventKey(record, raw),
    time,
    identity,
    failed:
      !selection.failuresCount &&
      (textOf(record, 'errorCode') !== '' || textOf(record, 'errorMessage') !== ''),
    denied: DENIED.test(textOf(record, 'errorCode')),
    catchAll: selectsEverything(record),
    secrets: distinct ?? [...new Set(ids.map((id) => secretKey(id, region, recipientAccountId)))],
    filterLimit: kind === 'batch' && ids.length === 0 ? filterLimit(record) : 0,
    origin: originOf(textOf(record, 'sourceIPAddress'), textOf(record, 'userAgent')),
    region,
    recipientAccountId,
  };
}

function includes(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function eventKey(record: unknown, raw: Uint8Array): string {
  return (
    textOf(record, 'sharedEventID') ||
    textOf(fieldOf(record, 'addendum'), 'originalEventID') ||
    textOf(record, 'eventID') ||
    `record:${createHash('sha256').update(raw).digest('hex')}`
  );
}

function getSecretIds(record: unknown): string[] {
  const id =
    textOf(fieldOf(record, 'requestParameters'), 'secretId') ||
    deniedSecretId(textOf(record, 'errorMessage'));
  return id === undefined ? [] : [id];
}

function batchSecretIds(record: unknown): string[] {
  const list = fieldOf(fieldOf(record, 'requestParameters'), 'secretIdList');
  return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string' && id !== '') : [];
}

function filterLimit(record: unknown): number {
  const parameters = fieldOf(record, 'requestParameters');
  if (!Array.isArray(fieldOf(parameters, 'filters'))) return 0;
  const most = fieldOf(parameters, 'maxResults');
  return Number.isInteger(most) && Number(most) >= 1 && Number(most) <= BATCH_LIMIT
    ? Number(most)
    : BATCH_LIMIT;
}
