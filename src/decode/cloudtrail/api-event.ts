import { fieldOf, isObject, textOf, valuesAt } from '../../base/json-values.js';
import { errorText } from './no-value.js';

/**
 * One API event from a CloudTrail record: the fields that decide whether and how it counts, and for which identity.
 * The names are those of CloudTrail. A string is empty if the record does not have the field or its value is not a
 * string.
 */
export interface ApiEvent {
  readonly eventSource: string;
  readonly eventName: string;
  /** A number is given as its digits. */
  readonly eventTime: string;
  readonly eventCategory: string;
  /** False only if the field is `false`; true if it is missing. */
  readonly managementEvent: boolean;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly sharedEventID: string;
  /** `addendum.originalEventID` */
  readonly originalEventID: string;
  readonly eventID: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** Id of the VPC endpoint through which the call came. */
  readonly vpcEndpointId: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly principal: Principal;
  /** Whether `userIdentity` or `awsRegion` is present, but has the wrong type. */
  readonly malformed: boolean;
  /** The parsed record; undefined if the fast-path decoder read only some of its fields. */
  readonly record: unknown;
  /**
   * All values at a path in the record, such as `requestParameters.names`. The elements of a list are separate
   * values. Empty if the field is missing or `null`, or the list is empty. If `record` is undefined, only paths in
   * `Selection.fields` can be read.
   * @throws RangeError for another path, if `record` is undefined
   */
  valuesAt(path: string): readonly unknown[];
}

/** The `userIdentity` of a record: who made the call. */
export interface Principal {
  readonly type: string;
  readonly arn: string;
  readonly accountId: string;
  readonly principalId: string;
  readonly invokedBy: string;
  readonly accessKeyId: string;
  /** `sessionContext.sessionIssuer.arn` */
  readonly issuerArn: string;
  /** `onBehalfOf.userId` */
  readonly onBehalfOf: string;
}

/** The API event of a parsed record. Accepts any JSON value: fields can be missing, null or of another type. */
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
  /** Id of the VPC endpoint through which the call came. */
  readonly vpcEndpointId: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly principal: Principal;
  readonly malformed: boolean;
  readonly record: unknown;

  constructor(record: unknown) {
    const userIdentity = fieldOf(record, 'userIdentity') ?? {};
    this.eventSource = textOf(record, 'eventSource');
    this.eventName = textOf(record, 'eventName');
    this.eventTime = timeTextOf(fieldOf(record, 'eventTime'));
    this.eventCategory = textOf(record, 'eventCategory');
    this.managementEvent = fieldOf(record, 'managementEvent') !== false;
    this.awsRegion = textOf(record, 'awsRegion');
    this.recipientAccountId = textOf(record, 'recipientAccountId');
    this.sharedEventID = textOf(record, 'sharedEventID');
    this.originalEventID = textOf(fieldOf(record, 'addendum'), 'originalEventID');
    this.eventID = textOf(record, 'eventID');
    this.sourceIPAddress = textOf(record, 'sourceIPAddress');
    this.userAgent = textOf(record, 'userAgent');
    this.vpcEndpointId = textOf(record, 'vpcEndpointId');
    this.errorCode = errorText(textOf(record, 'errorCode'));
    this.errorMessage = errorText(textOf(record, 'errorMessage'));
    this.principal = parsePrincipal(userIdentity);
    this.malformed = !isObject(userIdentity) || typeof (fieldOf(record, 'awsRegion') ?? '') !== 'string';
    this.record = record;
  }

  valuesAt(path: string): readonly unknown[] {
    // A list of records is not a record.
    return isObject(this.record) ? valuesAt(this.record, keysOf(path)) : [];
  }
}

/** A time is a text, or a number in records that went through a table or another program. */
function timeTextOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** Accepts any JSON value. */
export function parsePrincipal(userIdentity: unknown): Principal {
  return {
    type: textOf(userIdentity, 'type'),
    arn: textOf(userIdentity, 'arn'),
    accountId: textOf(userIdentity, 'accountId'),
    principalId: textOf(userIdentity, 'principalId'),
    invokedBy: textOf(userIdentity, 'invokedBy'),
    accessKeyId: textOf(userIdentity, 'accessKeyId'),
    issuerArn: textOf(fieldOf(fieldOf(userIdentity, 'sessionContext'), 'sessionIssuer'), 'arn'),
    onBehalfOf: textOf(fieldOf(userIdentity, 'onBehalfOf'), 'userId'),
  };
}

/** Split paths. There are few different paths, and each is read from every record. */
const splitPaths = new Map<string, readonly string[]>();

function keysOf(path: string): readonly string[] {
  let found = splitPaths.get(path);
  if (found === undefined) splitPaths.set(path, (found = path.split('.')));
  return found;
}
