import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { type Attributes, textsIn } from './attributes.js';

/**
 * Datadog names of attributes of CloudTrail records, and their paths in the record. If there are several paths, the
 * first one with a value is used. Any other `@a.b` is the field `a.b` of the record.
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

/** Fields whose values are constant and not in the record. */
const SYNTHETIC: Readonly<Record<string, string>> = { source: 'cloudtrail' };
const SERVICE = 'service';

/** Fields that contain the name of the call. */
export const EVENT_NAME_FIELDS: readonly string[] = ['@evt.name', '@eventName'];
/** Fields that contain the service of the call. */
export const EVENT_SOURCE_FIELDS: readonly string[] = ['@eventSource', SERVICE];

/** The fields of events, for messages. */
export const EVENT_FIELDS = `@ATTRIBUTE (such as @awsRegion), source, service, ${Object.keys(ALIASES)
  .filter((name) => !name.startsWith('@'))
  .join(', ')}`;

/**
 * Whether all values of a field are texts of the record or prefixes of them, so that needles can be made from them.
 */
export function isInRecord(field: string): boolean {
  return (
    !Object.hasOwn(SYNTHETIC, field) &&
    (field.startsWith('@') || field === SERVICE || Object.hasOwn(ALIASES, field))
  );
}

/** Whether an event can have this field. */
export function isEventField(field: string): boolean {
  return isInRecord(field) || Object.hasOwn(SYNTHETIC, field);
}

/** The paths in a record from which a field is read, first choice first. Empty if its value is not in the record. */
export function recordPaths(field: string): readonly string[] {
  if (Object.hasOwn(SYNTHETIC, field)) return [];
  if (field === SERVICE) return ['eventSource'];
  if (Object.hasOwn(ALIASES, field)) return ALIASES[field]!;
  return field.startsWith('@') ? [field.slice(1)] : [];
}

/** The fields whose values are the same in all events with this event source and event name. */
export function knownValues(eventSource: string, eventName: string): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(SYNTHETIC),
    ...EVENT_NAME_FIELDS.map((field) => [field, eventName] as const),
    ['@eventSource', eventSource],
    [SERVICE, serviceOf(eventSource)],
  ]);
}

/** The attributes of an API event. */
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
