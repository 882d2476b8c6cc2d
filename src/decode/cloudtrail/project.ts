import { createHash } from 'node:crypto';
import type { DropReason } from '../../model/coverage.js';
import type { IdentityMode } from '../../model/identity.js';
import type { Retrieval } from '../../model/retrieval.js';
import { parseInstant } from '../../model/time.js';
import type { ApiEvent } from './api-event.js';
import { identityOf } from './identity-key.js';
import { originOf } from './origin.js';
import type { Selection } from './selection.js';

/** Error codes of denied calls, as the CIS benchmark for AWS looks for them: services have several. */
const DENIED = /AccessDenied|UnauthorizedOperation$/;

/** What decides whether a record that matches becomes a retrieval, and whose. */
export interface Projection {
  readonly identityMode: IdentityMode;
  /** Recipient accounts wanted; empty means all. */
  readonly accounts: readonly string[];
  /** Regions wanted; empty means all. */
  readonly regions: readonly string[];
  readonly selection: Selection;
}

/**
 * An event that matched, as a retrieval, or why it cannot be one: `malformedRecord` when `userIdentity` or `awsRegion`
 * is there and of the wrong type.
 * @param raw the record's own bytes
 */
export function project(
  event: ApiEvent,
  kind: Retrieval['kind'],
  raw: Uint8Array,
  projection: Projection,
): Retrieval | DropReason {
  const { selection } = projection;
  const { awsRegion: region, errorCode, errorMessage } = event;
  const recipientAccountId =
    event.recipientAccountId || identityOf(event.principal, projection.identityMode).accountId;
  if (!includes(projection.accounts, recipientAccountId)) return 'otherAccount';
  if (event.malformed) return 'malformedRecord';
  if (!includes(projection.regions, region)) return 'otherRegion';
  const refused = selection.refused(event);
  if (refused !== undefined) return refused;
  const time = parseInstant(event.eventTime);
  if (time === undefined) return 'badEventTime';
  const excludedBy = selection.excludedBy(event, time);
  if (excludedBy !== undefined) return `excluded by ${excludedBy}`;
  const identity = selection.identityOf(event, projection.identityMode);
  if (identity === undefined) return 'noGroupValue';
  const items = selection.itemsOf(event, kind, recipientAccountId);
  return {
    kind,
    eventKey: eventKey(event, raw),
    time,
    identity,
    failed: !selection.failuresCount && (errorCode !== '' || errorMessage !== ''),
    denied: errorCode !== '' && DENIED.test(errorCode),
    matchAll: items.matchesAll,
    items: items.keys,
    atMost: kind === 'batch' ? items.atMost : 0,
    origin: originOf(event.sourceIPAddress, event.userAgent),
    region,
    recipientAccountId,
  };
}

function includes(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function eventKey(event: ApiEvent, raw: Uint8Array): string {
  return (
    event.sharedEventID ||
    event.originalEventID ||
    event.eventID ||
    `record:${createHash('sha256').update(raw).digest('hex')}`
  );
}
