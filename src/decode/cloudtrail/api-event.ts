import { isMatchAllFilter } from './match-all-filter.js';
import { fieldOf, isObject, textOf } from './json-field.js';
import { BATCH_GET } from './secrets-manager.js';

/** Secrets that one BatchGetSecretValue returns at most; also its default. */
const BATCH_LIMIT = 20;

/**
 * What of a CloudTrail record decides whether it counts, as what and whose, by the names that CloudTrail gives it.
 * Texts are empty where the record has none.
 */
export interface ApiEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventTime: string;
  readonly eventCategory: string;
  /** False only where the record says so. */
  readonly managementEvent: boolean;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly sharedEventID: string;
  /** `addendum.originalEventID` */
  readonly originalEventID: string;
  readonly eventID: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly principal: Principal;
  /** `requestParameters.secretId` */
  readonly secretId: string;
  /** What a batch call asks for; undefined for any other. */
  readonly batch: BatchParameters | undefined;
  /** Whether `userIdentity` or `awsRegion` is there and of the wrong type. */
  readonly malformed: boolean;
  /** The whole record. Undefined where it was read swiftly, as it is for selections that do not ask for it. */
  readonly record: unknown;
}

/** A record's `userIdentity`. */
export interface Principal {
  readonly type: string;
  readonly arn: string;
  readonly accountId: string;
  readonly principalId: string;
  readonly invokedBy: string;
  /** `sessionContext.sessionIssuer.arn` */
  readonly issuerArn: string;
  /** `onBehalfOf.userId` */
  readonly onBehalfOf: string;
}

export interface BatchParameters {
  /** `secretIdList` */
  readonly secretIds: readonly string[];
  /** The most secrets that a call by filters may have returned; 0 for any other. */
  readonly filterLimit: number;
  /** Whether it is by filters none of which narrows what it selects. */
  readonly matchAll: boolean;
}

/** The call that a parsed record tells of. Any field may be missing, null or of another type. */
export function parseEvent(record: unknown): ApiEvent {
  const userIdentity = fieldOf(record, 'userIdentity') ?? {};
  const eventName = textOf(record, 'eventName');
  return {
    eventSource: textOf(record, 'eventSource'),
    eventName,
    eventTime: textOf(record, 'eventTime'),
    eventCategory: textOf(record, 'eventCategory'),
    managementEvent: fieldOf(record, 'managementEvent') !== false,
    awsRegion: textOf(record, 'awsRegion'),
    recipientAccountId: textOf(record, 'recipientAccountId'),
    sharedEventID: textOf(record, 'sharedEventID'),
    originalEventID: textOf(fieldOf(record, 'addendum'), 'originalEventID'),
    eventID: textOf(record, 'eventID'),
    sourceIPAddress: textOf(record, 'sourceIPAddress'),
    userAgent: textOf(record, 'userAgent'),
    errorCode: textOf(record, 'errorCode'),
    errorMessage: textOf(record, 'errorMessage'),
    principal: parsePrincipal(userIdentity),
    secretId: textOf(fieldOf(record, 'requestParameters'), 'secretId'),
    batch: eventName === BATCH_GET ? batchParameters(record) : undefined,
    malformed: !isObject(userIdentity) || typeof (fieldOf(record, 'awsRegion') ?? '') !== 'string',
    record,
  };
}

export function parsePrincipal(userIdentity: unknown): Principal {
  return {
    type: textOf(userIdentity, 'type'),
    arn: textOf(userIdentity, 'arn'),
    accountId: textOf(userIdentity, 'accountId'),
    principalId: textOf(userIdentity, 'principalId'),
    invokedBy: textOf(userIdentity, 'invokedBy'),
    issuerArn: textOf(fieldOf(fieldOf(userIdentity, 'sessionContext'), 'sessionIssuer'), 'arn'),
    onBehalfOf: textOf(fieldOf(userIdentity, 'onBehalfOf'), 'userId'),
  };
}

function batchParameters(record: unknown): BatchParameters {
  const list = fieldOf(fieldOf(record, 'requestParameters'), 'secretIdList');
  const secretIds = Array.isArray(list)
    ? list.filter((id): id is string => typeof id === 'string' && id !== '')
    : [];
  return {
    secretIds,
    filterLimit: secretIds.length === 0 ? filterLimit(record) : 0,
    matchAll: isMatchAllFilter(record),
  };
}

function filterLimit(record: unknown): number {
  const parameters = fieldOf(record, 'requestParameters');
  if (!Array.isArray(fieldOf(parameters, 'filters'))) return 0;
  const most = fieldOf(parameters, 'maxResults');
  return Number.isInteger(most) && Number(most) >= 1 && Number(most) <= BATCH_LIMIT
    ? Number(most)
    : BATCH_LIMIT;
}
