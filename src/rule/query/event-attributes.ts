import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { type Attributes, textsIn } from './attributes.js';

/**
 * Names that Datadog gives to attributes of CloudTrail records, and where they stand in the record; of several
 * places the first that has a value. Any other `@a.b` is the record's own field `a.b`.
 */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '@evt.name': ['eventName'],
  '@evt.id': ['eventID'],
  '@error.kind': ['errorCode'],
  '@error.message': ['errorMessage'],
  '@network.client.ip': ['sourceIPAddress'],
  '@http.useragent': ['userAgent'],
  '@usr.name': ['userIdentity.userName', 'userIdentity.sessionContext.sessionIssuer.userName'],
  '@usr.id': ['userIdentity.principalId'],
  account_id: ['recipientAccountId', 'userIdentity.accountId'],
  aws_account: ['recipientAccountId', 'userIdentity.accountId'],
  region: ['awsRegion'],
};

/** Fields whose values are not in the record. */
const SYNTHETIC: Readonly<Record<string, string>> = { source: 'cloudtrail' };
const SERVICE = 'service';

/** Fields that hold the name of the call. */
export const EVENT_NAME_FIELDS: readonly string[] = ['@evt.name', '@eventName'];
/** Fields that say which service the call was made to. */
export const EVENT_SOURCE_FIELDS: readonly string[] = ['@eventSource', SERVICE];

/** What fields there are, for messages. */
export const EVENT_FIELDS = `@ and an attribute, source, service, ${Object.keys(ALIASES)
  .filter((name) => !name.startsWith('@'))
  .join(', ')}`;

/** Whether every value that a field may have is text of the record itself, or the beginning of one. */
export function isInRecord(field: string): boolean {
  return (
    !Object.hasOwn(SYNTHETIC, field) &&
    (field.startsWith('@') || field === SERVICE || Object.hasOwn(ALIASES, field))
  );
}

/** Whether a field can have a value at all in a record. */
export function isEventField(field: string): boolean {
  return isInRecord(field) || Object.hasOwn(SYNTHETIC, field);
}

/** The places in a record at which a field's values are looked for, as paths. */
export function recordPaths(field: string): readonly string[] {
  if (Object.hasOwn(SYNTHETIC, field)) return [];
  if (field === SERVICE) return ['eventSource'];
  if (Object.hasOwn(ALIASES, field)) return ALIASES[field]!;
  return field.startsWith('@') ? [field.slice(1)] : [];
}

/** The values that fields have in every event with this name and source. */
export function knownValues(eventSource: string, eventName: string): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(SYNTHETIC),
    ...EVENT_NAME_FIELDS.map((field) => [field, eventName] as const),
    ['@eventSource', eventSource],
    [SERVICE, serviceOf(eventSource)],
  ]);
}

/** An API event as queries see it. */
export function eventAttributes(event: Pick<ApiEvent, 'valuesAt' | 'record'>): Attributes {
  return {
    valuesOf(field) {
      if (Object.hasOwn(SYNTHETIC, field)) return [SYNTHETIC[field]];
      for (const path of recordPaths(field)) {
        const values = event.valuesAt(path);
        if (values.length === 0) continue;
        return field === SERVICE
          ? values.map((source) => (typeof source === 'string' ? serviceOf(source) : source))
          : values;
      }
      return [];
    },
    texts: () => textsIn(event.record),
  };
}

/** `ssm.amazonaws.com` → `ssm` */
function serviceOf(eventSource: string): string {
  return eventSource.split('.', 1)[0]!;
}
