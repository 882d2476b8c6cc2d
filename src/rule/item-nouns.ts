/** The noun for one and for several. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/**
 * What the values of well-known fields of records are, by the last name in the field's path: those of request parameters
 * that name what a call is about, and of who called, and from where.
 */
const BY_FIELD: Readonly<Record<string, string>> = {
  arn: 'principal',
  accessKeyId: 'access key',
  accountId: 'account',
  awsRegion: 'region',
  bucketName: 'bucket',
  clusterName: 'cluster',
  dBClusterIdentifier: 'database cluster',
  dBClusterSnapshotIdentifier: 'snapshot',
  dBInstanceIdentifier: 'database',
  dBSnapshotIdentifier: 'snapshot',
  eventName: 'call',
  eventSource: 'service',
  functionName: 'function',
  groupId: 'group',
  groupName: 'group',
  imageId: 'image',
  instanceId: 'instance',
  instanceProfileName: 'instance profile',
  keyId: 'key',
  logGroupName: 'log group',
  parameterName: 'parameter',
  policyArn: 'policy',
  queueUrl: 'queue',
  recipientAccountId: 'account',
  repositoryName: 'repository',
  restApiId: 'API',
  roleArn: 'role',
  roleName: 'role',
  secretId: 'secret',
  snapshotId: 'snapshot',
  sourceIPAddress: 'source address',
  tableName: 'table',
  topicArn: 'topic',
  userAgent: 'user agent',
  userName: 'user',
  volumeId: 'volume',
  vpcEndpointId: 'VPC endpoint',
  vpcId: 'VPC',
};

/** What several fields name together. */
const TOGETHER: Readonly<Record<string, string>> = { 'bucketName key': 'object' };

/** What `resources.ARN` names in the records of a service. */
const RESOURCES: Readonly<Record<string, string>> = {
  'kms.amazonaws.com': 'key',
  'lambda.amazonaws.com': 'function',
  'dynamodb.amazonaws.com': 'table',
  'sqs.amazonaws.com': 'queue',
  'sns.amazonaws.com': 'topic',
};

/** Names of Datadog for fields of records. */
const ALIASES: Readonly<Record<string, string>> = {
  '@evt.name': 'eventName',
  '@network.client.ip': 'sourceIPAddress',
};

/** Different nouns that are named together; with more of them the items are values. */
const MOST_NAMED = 2;

/**
 * What the different values of some fields are called. A field that is not well known has its name spelled out.
 * @param fields as in a rule, such as `@requestParameters.bucketName`; at least one
 * @param sources event sources that the rule names
 */
export function nounOfFields(fields: readonly string[], sources: readonly string[]): Noun {
  const names = fields.map((field) => ALIASES[field] ?? field.split('.').at(-1)!.replace(/^@/, ''));
  const together = TOGETHER[names.join(' ')];
  if (together !== undefined) return noun(together);
  const nouns = fields.map((field, index) => nounOf(field, names[index]!, sources));
  const distinct = nouns.filter(({ one }, index) => nouns.findIndex((other) => other.one === one) === index);
  if (distinct.length > MOST_NAMED) return noun('value');
  return {
    one: distinct.map(({ one }) => one).join(' or '),
    many: distinct.map(({ many }) => many).join(' or '),
  };
}

function nounOf(field: string, name: string, sources: readonly string[]): Noun {
  if (field === '@resources.ARN')
    return noun((sources.length === 1 ? RESOURCES[sources[0]!] : undefined) ?? 'resource');
  if (Object.hasOwn(BY_FIELD, name)) return noun(BY_FIELD[name]!);
  const path = field.replace(/^@/, '');
  return { one: `value of ${path}`, many: `values of ${path}` };
}

function noun(one: string): Noun {
  if (/[^aeiou]y$/.test(one)) return { one, many: `${one.slice(0, -1)}ies` };
  return { one, many: /(?:s|x|ch|sh)$/.test(one) ? `${one}es` : `${one}s` };
}
