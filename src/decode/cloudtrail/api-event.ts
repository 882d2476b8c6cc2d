import { fieldOf, isObject, textOf, valuesAt } from '../../base/json-values.js';

/**
 * One API event, as a CloudTrail record tells it: what decides whether it counts, as what and whose. Names are
 * CloudTrail's. Texts are empty where the record has none, or anything but a text.
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
  /** Whether `userIdentity` or `awsRegion` is there and of the wrong type. */
  readonly malformed: boolean;
  /** The whole record; undefined where the fast-path decoder has read only some of its fields. */
  readonly record: unknown;
  /**
   * Every value of the record under a path such as `requestParameters.names`; lists are entered. Empty where there is
   * nothing or `null`. Without `record`, only the paths that the selection names in `fields` can be asked for.
   * @throws RangeError for any other path
   */
  valuesAt(path: string): readonly unknown[];
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

/** The API event of a parsed record. Any field may be missing, null or of another type. */
export function parseEvent(record: unknown): ApiEvent {
  return new ParsedEvent(record);
}

class ParsedEvent implements ApiEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventTime: string;
  readonly eventCategory: string;
  readonly managementEvent: boolean;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly sharedEventID: string;
  readonly originalEventID: string;
  readonly eventID: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly principal: Principal;
  readonly malformed: boolean;
  readonly record: unknown;

  constructor(record: unknown) {
    const userIdentity = fieldOf(record, 'userIdentity') ?? {};
    this.eventSource = textOf(record, 'eventSource');
    this.eventName = textOf(record, 'eventName');
    this.eventTime = textOf(record, 'eventTime');
    this.eventCategory = textOf(record, 'eventCategory');
    this.managementEvent = fieldOf(record, 'managementEvent') !== false;
    this.awsRegion = textOf(record, 'awsRegion');
    this.recipientAccountId = textOf(record, 'recipientAccountId');
    this.sharedEventID = textOf(record, 'sharedEventID');
    this.originalEventID = textOf(fieldOf(record, 'addendum'), 'originalEventID');
    this.eventID = textOf(record, 'eventID');
    this.sourceIPAddress = textOf(record, 'sourceIPAddress');
    this.userAgent = textOf(record, 'userAgent');
    this.errorCode = textOf(record, 'errorCode');
    this.errorMessage = textOf(record, 'errorMessage');
    this.principal = parsePrincipal(userIdentity);
    this.malformed = !isObject(userIdentity) || typeof (fieldOf(record, 'awsRegion') ?? '') !== 'string';
    this.record = record;
  }

  valuesAt(path: string): readonly unknown[] {
    // A list of records is no record.
    return isObject(this.record) ? valuesAt(this.record, keysOf(path)) : [];
  }
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

/** The paths that are asked for are few, and each is asked for in every record. */
const keys = new Map<string, readonly string[]>();

function keysOf(path: string): readonly string[] {
  let found = keys.get(path);
  if (found === undefined) keys.set(path, (found = path.split('.')));
  return found;
}
