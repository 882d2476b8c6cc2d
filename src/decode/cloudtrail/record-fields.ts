/** Fields below a field: by name; `FREE`: what there is depends on the service and the call. */
export interface FieldTree {
  readonly [name: string]: FieldTree | typeof FREE;
}

export const FREE = 'free';

const NONE: FieldTree = {};

const SESSION_ISSUER = { type: NONE, principalId: NONE, arn: NONE, accountId: NONE, userName: NONE };

/**
 * The fields of a CloudTrail record: those of management, data, network activity and Insights events, and of what
 * CloudTrail enriches and aggregates. From "CloudTrail record contents" and "CloudTrail userIdentity element" of the
 * AWS CloudTrail user guide (event version 1.11), with those that real records have besides.
 */
export const RECORD_FIELDS: FieldTree = {
  eventVersion: NONE,
  eventTime: NONE,
  eventSource: NONE,
  eventName: NONE,
  eventID: NONE,
  eventType: NONE,
  eventCategory: NONE,
  awsRegion: NONE,
  sourceIPAddress: NONE,
  userAgent: NONE,
  errorCode: NONE,
  errorMessage: NONE,
  requestID: NONE,
  apiVersion: NONE,
  managementEvent: NONE,
  readOnly: NONE,
  recipientAccountId: NONE,
  sharedEventID: NONE,
  vpcEndpointId: NONE,
  vpcEndpointAccountId: NONE,
  sessionCredentialFromConsole: NONE,
  requestParameters: FREE,
  responseElements: FREE,
  additionalEventData: FREE,
  serviceEventDetails: FREE,
  edgeDeviceDetails: FREE,
  eventContext: FREE,
  insightDetails: FREE,
  summary: FREE,
  resources: { ARN: NONE, ARNPrefix: NONE, accountId: NONE, type: NONE },
  tlsDetails: { tlsVersion: NONE, cipherSuite: NONE, clientProvidedHostHeader: NONE, keyExchange: NONE },
  addendum: { reason: NONE, updatedFields: NONE, originalRequestID: NONE, originalEventID: NONE },
  userIdentity: {
    type: NONE,
    principalId: NONE,
    arn: NONE,
    accountId: NONE,
    accessKeyId: NONE,
    userName: NONE,
    identityProvider: NONE,
    credentialId: NONE,
    invokedBy: NONE,
    invokedByDelegate: { accountId: NONE },
    onBehalfOf: { userId: NONE, identityStoreArn: NONE },
    inScopeOf: { sourceArn: NONE, sourceAccount: NONE, issuerType: NONE, credentialsIssuedTo: NONE },
    sessionContext: {
      sessionIssuer: SESSION_ISSUER,
      attributes: { creationDate: NONE, mfaAuthenticated: NONE },
      webIdFederationData: { federatedProvider: NONE, attributes: FREE },
      sourceIdentity: NONE,
      ec2RoleDelivery: NONE,
      assumedRoot: NONE,
      signInSessionArn: NONE,
    },
  },
};

/** Whether a CloudTrail record can have a field at this path, such as `userIdentity.arn`. */
export function isRecordPath(path: string): boolean {
  let tree: FieldTree = RECORD_FIELDS;
  for (const key of path.split('.')) {
    if (!Object.hasOwn(tree, key)) return false;
    const below: FieldTree | typeof FREE = tree[key]!;
    if (below === FREE) return true;
    tree = below;
  }
  return true;
}

/** The names of all fields in the tree, the objects included, each once. */
export function namesIn(tree: FieldTree = RECORD_FIELDS): string[] {
  return [...new Set(recordPathsKnown(tree).map((path) => path.slice(path.lastIndexOf('.') + 1)))];
}

/** All paths in the tree, the objects included. */
export function recordPathsKnown(tree: FieldTree = RECORD_FIELDS, parent = ''): string[] {
  return Object.entries(tree).flatMap(([key, below]) => [
    `${parent}${key}`,
    ...(below === FREE ? [] : recordPathsKnown(below, `${parent}${key}.`)),
  ]);
}
