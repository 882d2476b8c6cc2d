import { type Attributes, textsIn, valuesAt } from './attributes.js';

type Lookup = readonly (readonly string[])[];
const path = (text: string): readonly string[] => text.split('.');

/**
 * Names that Datadog gives to attributes of CloudTrail records, and where they stand in the record; of several
 * places the first that has a value. Any other `@a.b` is the record's own field `a.b`.
 */
const ALIASES: Readonly<Record<string, Lookup>> = {
  '@evt.name': [path('eventName')],
  '@evt.id': [path('eventID')],
  '@error.kind': [path('errorCode')],
  '@error.message': [path('errorMessage')],
  '@network.client.ip': [path('sourceIPAddress')],
  '@http.useragent': [path('userAgent')],
  '@usr.name': [path('userIdentity.userName'), path('userIdentity.sessionContext.sessionIssuer.userName')],
  '@usr.id': [path('userIdentity.principalId')],
  account_id: [path('recipientAccountId'), path('userIdentity.accountId')],
  aws_account: [path('recipientAccountId'), path('userIdentity.accountId')],
  region: [path('awsRegion')],
};

/** Fields whose values are not in the record. */
const SYNTHETIC: Readonly<Record<string, string>> = { source: 'cloudtrail' };

/** Fields that hold the name of the call. */
export const EVENT_NAME_FIELDS: readonly string[] = ['@evt.name', '@eventName'];

/** What fields there are, for messages. */
export const EVENT_FIELDS = `@ and an attribute, source, service, ${Object.keys(ALIASES)
  .filter((name) => !name.startsWith('@'))
  .join(', ')}`;

/** Whether every value that a field may have is text of the record itself, or the beginning of one. */
export function isInRecord(field: string): boolean {
  return (
    !Object.hasOwn(SYNTHETIC, field) &&
    (field.startsWith('@') || field === 'service' || Object.hasOwn(ALIASES, field))
  );
}

/** Whether a field can have a value at all in a record. */
export function isEventField(field: string): boolean {
  return isInRecord(field) || Object.hasOwn(SYNTHETIC, field);
}

/** A CloudTrail record as queries see it. `service` is its event source up to the first dot. */
export function eventAttributes(record: unknown): Attributes {
  return {
    valuesOf(field) {
      if (Object.hasOwn(SYNTHETIC, field)) return [SYNTHETIC[field]];
      if (field === 'service') {
        return valuesAt(record, ['eventSource']).map((source) =>
          typeof source === 'string' ? source.split('.', 1)[0] : source,
        );
      }
      if (Object.hasOwn(ALIASES, field)) {
        for (const place of ALIASES[field]!) {
          const values = valuesAt(record, place);
          if (values.length > 0) return values;
        }
        return [];
      }
      return field.startsWith('@') ? valuesAt(record, field.slice(1).split('.')) : [];
    },
    texts: () => textsIn(record),
  };
}
