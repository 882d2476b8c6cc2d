import { createHash } from 'node:crypto';
import type { ContextKind } from '../../model/context-kind.js';
import type { DropReason } from '../../model/coverage.js';
import type { Identity, IdentityMode } from '../../model/identity.js';
import type { ContextEvent, Projected, Retrieval } from '../../model/retrieval.js';
import { parseEventTime } from '../../model/time.js';
import type { ApiEvent } from './api-event.js';
import { identityOf } from './identity-key.js';
import { originOf } from './origin.js';
import type { Selection } from './selection.js';

/** Error codes of denied calls, which differ between services. The pattern is that of the CIS benchmark for AWS. */
const DENIED = /AccessDenied|UnauthorizedOperation$/;

/** Error codes of calls for an item that does not exist. */
const NOT_FOUND = /NotFound/;

/** The options that decide whether an event becomes a retrieval, and for which identity. */
export interface Projection {
  readonly identityMode: IdentityMode;
  /** Recipient accounts to include. Empty: all. */
  readonly accounts: readonly string[];
  /** Regions to include. Empty: all. */
  readonly regions: readonly string[];
  readonly selection: Selection;
}

/**
 * Projects an event that matched to a retrieval or, where `kind` says so, to context.
 * @param kind the result of `selection.kindOf` for this event
 * @param raw the bytes of the record
 * @returns the retrieval or context event, or the reason why the event is dropped: `malformedRecord` if `userIdentity`
 *   or `awsRegion` has the wrong type
 */
export function project(
  event: ApiEvent,
  kind: Retrieval['kind'],
  raw: Uint8Array,
  projection: Projection,
): Retrieval | DropReason;
export function project(
  event: ApiEvent,
  kind: Projected['kind'],
  raw: Uint8Array,
  projection: Projection,
): Projected | DropReason;
export function project(
  event: ApiEvent,
  kind: Projected['kind'],
  raw: Uint8Array,
  projection: Projection,
): Projected | DropReason {
  const { selection } = projection;
  const { awsRegion: region, errorCode, errorMessage } = event;
  const recipientAccountId =
    event.recipientAccountId || identityOf(event.principal, projection.identityMode).accountId;
  if (!includes(projection.accounts, recipientAccountId)) return 'otherAccount';
  if (event.malformed) return 'malformedRecord';
  if (!includes(projection.regions, region)) return 'otherRegion';
  const dropReason = selection.dropReasonOf(event, kind);
  if (dropReason !== undefined) return dropReason;
  const time = parseEventTime(event.eventTime);
  if (time === undefined) return 'badEventTime';
  const excludedBy = selection.excludedBy(event, time);
  if (excludedBy !== undefined) return `excluded by ${excludedBy}`;
  const identity = selection.identityOf(event, projection.identityMode);
  if (identity === undefined) return 'noGroupValue';
  if (kind === 'context') return contextEvent(event, time, identity, recipientAccountId, selection);
  const items = selection.itemsOf(event, kind, recipientAccountId);
  return {
    kind,
    eventKey: eventKey(event, raw),
    time,
    identity,
    failed: (kind === 'batch' || !selection.countsFailures) && (errorCode !== '' || errorMessage !== ''),
    denied: isDenied(event),
    notFound: NOT_FOUND.test(errorCode),
    matchAll: items.matchesAll,
    items: items.keys,
    atMost: kind === 'batch' ? items.atMost : 0,
    accessKeyId: event.principal.accessKeyId,
    origin: originOf(event.sourceIPAddress, event.userAgent, event.vpcEndpointId),
    region,
    recipientAccountId,
  };
}

/** What a look at items is when it was denied: the caller wanted to know. */
const DENIED_KINDS: Partial<Record<ContextKind, ContextKind>> = {
  description: 'deniedDescription',
  listing: 'deniedListing',
};

/** Any other call that failed changed nothing and showed nothing, so it has no items. */
function contextEvent(
  event: ApiEvent,
  time: number,
  identity: Identity,
  accountId: string,
  selection: Selection,
): ContextEvent {
  const { kind: context, items } = selection.contextOf(event, accountId);
  if (event.errorCode === '' && event.errorMessage === '')
    return { kind: 'context', context, time, identity, items };
  const denied = isDenied(event) ? DENIED_KINDS[context] : undefined;
  return denied === undefined
    ? { kind: 'context', context, time, identity, items: [] }
    : { kind: 'context', context: denied, time, identity, items };
}

function isDenied({ errorCode }: ApiEvent): boolean {
  return errorCode !== '' && DENIED.test(errorCode);
}

function includes(allowed: readonly string[], value: string): boolean {
  return allowed.length === 0 || allowed.includes(value);
}

function eventKey(event: ApiEvent, raw: Uint8Array): string {
  return (
    event.sharedEventID ||
    event.originalEventID ||
    event.eventID ||
    `record:${createHash('sha256').update(raw).digest('hex')}`
  );
}
