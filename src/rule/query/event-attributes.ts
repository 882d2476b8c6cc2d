import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { type Attributes, textsIn } from './attributes.js';
import { DERIVED_FIELDS, isDerived } from './derived-fields.js';

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
  '@usr.account_id': ['userIdentity.accountId'],
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

/** Datadog's names of fields, those of fields that it derives included. */
export const DATADOG_NAMES: readonly string[] = [
  ...Object.keys(SYNTHETIC),
  SERVICE,
  ...Object.keys(ALIASES),
  ...Object.keys(DERIVED_FIELDS),
];

/**
 * Whether all values of a field are texts of the record or parts of them, so that needles can be made from them.
 */
export function isInRecord(field: string): boolean {
  if (isDerived(field)) return DERIVED_FIELDS[field]!.isInRecord;
  return (
    !Object.hasOwn(SYNTHETIC, field) &&
    (field.startsWith('@') || field === SERVICE || Object.hasOwn(ALIASES, field))
  );
}

/** The paths in a record from which a field is read, first choice first. Empty if its value is not in the record. */
export function recordPaths(field: string): readonly string[] {
  if (Object.hasOwn(SYNTHETIC, field)) return [];
  if (field === SERVICE) return ['eventSource'];
  if (Object.hasOwn(ALIASES, field)) return ALIASES[field]!;
  if (isDerived(field)) return DERIVED_FIELDS[field]!.paths;
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

/** The fields whose values are the same in all events. */
export const CONSTANT_VALUES: ReadonlyMap<string, string> = new Map(Object.entries(SYNTHETIC));

/** The attributes of an API event. */
export function eventAttributes(event: Pick<ApiEvent, 'valuesAt' | 'record'>): Attributes {
  return {
    valuesOf(field) {
      if (Object.hasOwn(SYNTHETIC, field)) return [SYNTHETIC[field]];
      if (isDerived(field)) return DERIVED_FIELDS[field]!.valuesIn((path) => event.valuesAt(path));
      for (const path of recordPaths(field)) {
        const values = event.valuesAt(path);
        if (values.length === 0) continue;
        return field === SERVICE
          ? values.map((source) => (typeof source === 'string' ? serviceOf(source) : source))
          : values;
      }
      return [];
    },
    ignoresCase: (field) => isDerived(field) && DERIVED_FIELDS[field]!.ignoresCase,
    texts: () => textsIn(event.record),
  };
}

/** `ssm.amazonaws.com` → `ssm` */
function serviceOf(eventSource: string): string {
  return eventSource.split('.', 1)[0]!;
}
