/**
 * The names of the fields of CloudTrail's records
 * (docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html), for tables that
 * spell them in another way: Glue and Athena in lower case, others with underscores.
 */
const NAMES: readonly string[] = [
  'eventVersion',
  'eventTime',
  'eventSource',
  'eventName',
  'eventID',
  'eventType',
  'eventCategory',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'apiVersion',
  'managementEvent',
  'readOnly',
  'resources',
  'recipientAccountId',
  'serviceEventDetails',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'sessionCredentialFromConsole',
  'eventContext',
  'edgeDeviceDetails',
  'insightDetails',
  'addendum',
  'reason',
  'updatedFields',
  'originalRequestID',
  'originalEventID',
  'tlsDetails',
  'tlsVersion',
  'cipherSuite',
  'clientProvidedHostHeader',
  'userIdentity',
  'type',
  'userName',
  'principalId',
  'arn',
  'accountId',
  'accessKeyId',
  'sessionContext',
  'sessionIssuer',
  'attributes',
  'creationDate',
  'mfaAuthenticated',
  'webIdFederationData',
  'federatedProvider',
  'sourceIdentity',
  'ec2RoleDelivery',
  'assumedRoot',
  'invokedBy',
  'onBehalfOf',
  'userId',
  'identityStoreArn',
  'inScopeOf',
  'issuerType',
  'credentialsIssuedTo',
  'sourceArn',
  'sourceAccount',
  'credentialId',
  'identityProvider',
];

/** A name without what spellings differ in: case and underscores. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

const EXACT: ReadonlySet<string> = new Set(NAMES);
const BY_PLAIN_NAME: ReadonlyMap<string, string> = new Map(NAMES.map((name) => [plainName(name), name]));

/** The field of CloudTrail's records that has this name in another spelling; undefined if there is none. */
export function recordFieldNamed(name: string): string | undefined {
  return EXACT.has(name) ? name : BY_PLAIN_NAME.get(plainName(name));
}
