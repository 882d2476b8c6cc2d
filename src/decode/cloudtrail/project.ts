import { createHash } from 'node:crypto';
import type { DropReason } from '../../model/coverage.js';
import type { IdentityMode } from '../../model/identity.js';
import type { Retrieval } from '../../model/retrieval.js';
import { parseInstant } from '../../model/time.js';
import type { ApiEvent } from './api-event.js';
import { identityOf } from './identity-key.js';
import { originOf } from './origin.js';
import { deniedSecretId, secretKey } from './secret-key.js';
import { RETRIEVALS, type Selection } from './selection.js';

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
 * A call that matched, as a retrieval, or why it cannot be one: `malformedRecord` when `userIdentity` or `awsRegion`
 * is there and of the wrong type.
 * @param raw the record's own bytes
 */
export function project(
  call: ApiEvent,
  kind: Retrieval['kind'],
  raw: Uint8Array,
  projection: Projection,
): Retrieval | DropReason {
  const { selection = RETRIEVALS } = projection;
  const { awsRegion: region, errorCode, errorMessage } = call;
  const recipientAccountId =
    call.recipientAccountId || identityOf(call.principal, projection.identityMode).accountId;
  if (!includes(projection.accounts, recipientAccountId)) return 'otherAccount';
  if (call.malformed) return 'malformedRecord';
  if (!includes(projection.regions, region)) return 'otherRegion';
  const refused = selection.refused(call);
  if (refused !== undefined) return refused;
  const time = parseInstant(call.eventTime);
  if (time === undefined) return 'badEventTime';
  const excludedBy = selection.excludedBy(call, time);
  if (excludedBy !== undefined) return `excluded by ${excludedBy}`;
  const identity = selection.identityOf(call, projection.identityMode);
  if (identity === undefined) return 'noGroupValue';
  const distinct = kind === 'get' ? selection.distinctOf(call) : undefined;
  return {
    kind,
    eventKey: eventKey(call, raw),
    time,
    identity,
    failed: !selection.failuresCount && (errorCode !== '' || errorMessage !== ''),
    denied: errorCode !== '' && DENIED.test(errorCode),
    matchAll: call.batch?.matchAll ?? false,
    secrets: distinct ?? secretKeys(secretIds(call, kind), region, recipientAccountId),
    filterLimit: kind === 'batch' ? (call.batch?.filterLimit ?? 0) : 0,
    origin: originOf(call.sourceIPAddress, call.userAgent),
    region,
    recipientAccountId,
  };
}

function includes(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function eventKey(call: ApiEvent, raw: Uint8Array): string {
  return (
    call.sharedEventID ||
    call.originalEventID ||
    call.eventID ||
    `record:${createHash('sha256').update(raw).digest('hex')}`
  );
}

function secretIds(call: ApiEvent, kind: Retrieval['kind']): readonly string[] {
  if (kind === 'batch') return call.batch?.secretIds ?? [];
  const id = call.secretId || deniedSecretId(call.errorMessage);
  return id === undefined ? [] : [id];
}

function secretKeys(ids: readonly string[], region: string, accountId: string): string[] {
  const keys = ids.map((id) => secretKey(id, region, accountId));
  return keys.length < 2 ? keys : [...new Set(keys)];
}
