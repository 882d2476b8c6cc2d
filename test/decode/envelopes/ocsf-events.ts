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
