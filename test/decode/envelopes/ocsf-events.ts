import type { Row } from '../parquet/tables.js';

/** The versions of OCSF that Security Lake writes: its sources 1.0 and 2.0; and the one after them. */
export const VERSIONS = ['1.0.0-rc.2', '1.1.0', '1.5.0'] as const;
export type Version = (typeof VERSIONS)[number];

type Fields = Record<string, unknown>;
const object = (value: unknown): Fields => (value ?? {}) as Fields;
const given = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/**
 * The OCSF event of a record, as the published mappings of CloudTrail have it, written down a second time for the tests.
 * In 1.0.0-rc.2 parameters are texts under their paths, so that lists are not expressed.
 */
export function ocsfOf(record: Row, version: Version): Row {
  const isFirst = version === '1.0.0-rc.2';
  const identity = object(record['userIdentity']);
  const session = object(identity['sessionContext']);
  const issuer = object(session['sessionIssuer']);
  const attributes = object(session['attributes']);
  const isAddress = /^[\d.]+$|:/.test(String(record['sourceIPAddress']));
  const parameters = record['requestParameters'];
  const flat = Object.entries(isFirst ? object(parameters) : {}).map(([name, value]) => [
    `requestParameters.${name}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const unmapped = {
    ...given({
      managementEvent: textOf(record['managementEvent']),
      readOnly: textOf(record['readOnly']),
      sharedEventID: record['sharedEventID'] ?? '',
      recipientAccountId: version === '1.5.0' ? undefined : record['recipientAccountId'],
      eventType: isFirst ? record['eventType'] : undefined,
      'userIdentity.sessionContext.sessionIssuer.type': issuer['type'],
      'userIdentity.sessionContext.sessionIssuer.userName': issuer['userName'],
    }),
    ...(Object.fromEntries(flat) as Fields),
  };
  const time = Date.parse(String(record['eventTime']));
  return {
    activity_id: record['readOnly'] === true ? 2 : 99,
    class_uid: isFirst ? 3005 : 6003,
    class_name: 'API Activity',
    time,
    ...(isFirst ? {} : { time_dt: new Date(time).toISOString() }),
    metadata: given({
      uid: record['eventID'],
      version,
      event_code: isFirst ? undefined : record['eventType'],
      product: {
        name: 'CloudTrail',
        vendor_name: 'AWS',
        version: record['eventVersion'],
        feature: { name: record['eventCategory'] ?? 'Management, Data, and Insights' },
      },
    }),
    cloud: given({
      provider: 'AWS',
      region: record['awsRegion'],
      account: version === '1.5.0' ? { uid: record['recipientAccountId'] } : undefined,
    }),
    api: {
      operation: record['eventName'],
      service: { name: record['eventSource'] },
      request: isFirst || parameters === null ? {} : { data: JSON.stringify(parameters) },
      response: given({
        error: record['errorCode'],
        [isFirst ? 'error_message' : 'message']: record['errorMessage'],
      }),
    },
    actor: given({
      invoked_by: identity['invokedBy'],
      session: given({
        issuer: issuer['arn'],
        [isFirst ? 'mfa' : 'is_mfa']:
          attributes['mfaAuthenticated'] === undefined
            ? undefined
            : attributes['mfaAuthenticated'] === 'true',
      }),
      user: given({
        type: identity['type'],
        name: identity['userName'],
        credential_uid: identity['accessKeyId'],
        ...(isFirst
          ? { uid: identity['principalId'], uuid: identity['arn'], account_uid: identity['accountId'] }
          : {
              uid: identity['arn'],
              uid_alt: identity['principalId'],
              account: { uid: identity['accountId'] },
            }),
      }),
    }),
    src_endpoint: given({
      [isAddress ? 'ip' : 'domain']: record['sourceIPAddress'],
      uid: record['vpcEndpointId'] ?? '',
    }),
    http_request: given({ user_agent: record['userAgent'] }),
    unmapped,
  };
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** Mappings of others than AWS, by what is different about them; from an event of OCSF 1.1. */
export const OTHER_MAPPINGS: readonly {
  readonly name: string;
  readonly map: (record: Row) => Row;
}[] = [
  {
    name: 'with parameters as objects, and what is unmapped in objects',
    map: (record) => {
      const event = ocsfOf(record, '1.1.0');
      const { requestParameters = null, userIdentity, ...others } = record;
      const { sessionContext } = object(userIdentity);
      const unmapped = given({
        eventType: others['eventType'],
        readOnly: others['readOnly'],
        managementEvent: others['managementEvent'],
        recipientAccountId: others['recipientAccountId'],
        sharedEventID: others['sharedEventID'],
        requestParameters,
        userIdentity: sessionContext === undefined ? {} : { sessionContext },
      });
      const session = { created_time: 0, issuer: null, ...object(object(event['actor'])['session']) };
      return {
        ...event,
        metadata: given({
          ...object(event['metadata']),
          event_code: undefined,
          log_name: others['eventType'],
        }),
        api: { ...object(event['api']), version: null, request: { data: requestParameters, uid: "''" } },
        actor: { ...object(event['actor']), idp: { name: null }, session },
        unmapped,
      };
    },
  },
  {
    name: 'without the ARN of the caller, and the call as the code of the event',
    map: (record) => {
      const event = ocsfOf(record, '1.1.0');
      const user = object(object(event['actor'])['user']);
      const { uid_alt, ...rest } = user;
      const source = record['sourceIPAddress'];
      const { recipientAccountId, requestParameters, ...unmapped } = record;
      return {
        ...event,
        metadata: { ...object(event['metadata']), event_code: record['eventName'] },
        actor: { ...object(event['actor']), user: { ...rest, uid: uid_alt } },
        api: { ...object(event['api']), request: {} },
        src_endpoint: { ip: source, domain: source, uid: record['vpcEndpointId'] },
        status_id: 99,
        unmapped: given({
          recipientAccountId,
          requestParameters,
          readOnly: unmapped['readOnly'],
          managementEvent: unmapped['managementEvent'],
          sharedEventID: unmapped['sharedEventID'],
          eventType: unmapped['eventType'],
        }),
      };
    },
  },
  {
    name: 'with another id of the event, and errors in the status',
    map: (record) => {
      const event = ocsfOf(record, '1.5.0');
      const failed = record['errorCode'] !== undefined || record['errorMessage'] !== undefined;
      return {
        ...event,
        metadata: { ...object(event['metadata']), uid: 'pipeline', original_event_uid: record['eventID'] },
        api: { ...object(event['api']), response: {} },
        ...(failed
          ? given({ status_id: 2, status_code: record['errorCode'], status_detail: record['errorMessage'] })
          : { status_id: 1 }),
        unmapped: Object.entries(object(event['unmapped'])).map(([key, value]) => ({ key, value })),
      };
    },
  },
  {
    name: 'with the types of OCSF for callers, and the unmapped as text',
    map: (record) => {
      const event = ocsfOf(record, '1.1.0');
      const actor = object(event['actor']);
      const user = object(actor['user']);
      const type = user['uid'] === undefined ? user['type'] : 'Admin';
      return {
        ...event,
        actor: { ...actor, user: { ...user, type } },
        unmapped: JSON.stringify(event['unmapped']),
      };
    },
  },
  {
    name: "of Security Lake's preview",
    map: (record) => {
      const { actor, ...event } = ocsfOf(record, '1.1.0');
      return { ...event, identity: actor };
    },
  },
  {
    name: 'queried with Athena',
    map: (record) =>
      Object.fromEntries(
        Object.entries(ocsfOf(record, '1.1.0')).map(([name, value]) => [name, athenaText(value)]),
      ),
  },
];

/** A value as Athena writes it into a cell. */
function athenaText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value);
  const entries = Object.entries(value).map(([name, inner]) => `${name}=${athenaText(inner)}`);
  return `{${entries.join(', ')}}`;
}
