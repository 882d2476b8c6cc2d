import { TASKS, TEAMS } from '../names.js';
import type { PersonaName } from '../persona-name.js';
import type { Random } from '../random.js';

/** What the parts of a noise record are made from. */
export interface NoisePlace {
  readonly accountId: string;
  readonly region: string;
  /** A random word. */
  readonly word: number;
  readonly random: Random;
}

/** One kind of record that is not a retrieval. The functions return JSON text. */
export interface NoiseKind {
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly caller: 'self' | 'forSelf' | 'service' | 'deletion';
  /** Whether it is about secrets, or contains the name of a retrieving call without being one. */
  readonly decoy: boolean;
  /** Whose programs do so; absent where anybody's may. */
  readonly personas?: ReadonlySet<PersonaName>;
  readonly request: (place: NoisePlace) => string;
  readonly response?: (place: NoisePlace) => string;
  readonly resources?: (place: NoisePlace) => string;
  /**
   * The error message of a denied call; absent when the call is never denied. Denied calls have no requestParameters.
   */
  readonly denied?: (arn: string, place: NoisePlace) => string;
}

const team = ({ random }: NoisePlace) => random.pick(TEAMS);
const task = ({ random }: NoisePlace) => `${random.pick(TEAMS)}-${random.pick(TASKS)}`;
const hex = ({ word }: NoisePlace) => word.toString(16).padStart(8, '0');
const secretArn = (place: NoisePlace) =>
  `arn:aws:secretsmanager:${place.region}:${place.accountId}:secret:prod/${team(place)}/redis-Ex4mpL`;

const POLICY = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'],
        Resource: '*',
      },
    ],
  },
  null,
  2,
);

const read = { readOnly: true, caller: 'self', decoy: false } as const;
const decoy = { caller: 'self', decoy: true } as const;
const none = () => 'null';
/** Consoles, scanners, operators and infrastructure code look at secrets; services only read them. */
const LOOKING = new Set<PersonaName>(['person', 'administrator', 'weekly', 'operator', 'ci', 'rotation']);
const LISTING = new Set<PersonaName>(['person', 'administrator', 'weekly']);
const WRITING = new Set<PersonaName>(['person', 'administrator', 'ci', 'rotation']);

export const NOISE_KINDS: readonly NoiseKind[] = [
  {
    ...read,
    source: 'kms.amazonaws.com',
    name: 'Decrypt',
    caller: 'forSelf',
    request: (place) =>
      `{"encryptionContext":{"SecretARN":"${secretArn(place)}","SecretVersionId":"${hex(place)}-aaaa-4bbb-8ccc-0123456789ab"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}`,
    resources: ({ accountId, region }) =>
      `[{"accountId":"${accountId}","type":"AWS::KMS::Key","ARN":"arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab"}]`,
  },
  {
    ...read,
    source: 'sts.amazonaws.com',
    name: 'AssumeRole',
    caller: 'service',
    request: (place) =>
      `{"roleArn":"arn:aws:iam::${place.accountId}:role/${task(place)}-role","roleSessionName":"${task(place)}","durationSeconds":3600}`,
    response: (place) =>
      `{"credentials":{"accessKeyId":"ASIA${hex(place).toUpperCase()}EXAMPLE","sessionToken":"EXAMPLETOKEN${hex(place)}","expiration":"Jan 1, 2030, 12:00:00 AM"}}`,
  },
  { ...read, source: 'sts.amazonaws.com', name: 'GetCallerIdentity', request: none },
  {
    ...read,
    source: 's3.amazonaws.com',
    name: 'GetBucketLocation',
    request: (place) =>
      `{"bucketName":"example-${task(place)}","Host":"example-${task(place)}.s3.${place.region}.amazonaws.com","location":""}`,
    denied: (arn, place) =>
      `User: ${arn} is not authorized to perform: s3:GetBucketLocation on resource: "arn:aws:s3:::example-${team(place)}" because no identity-based policy allows the s3:GetBucketLocation action`,
  },
  {
    ...read,
    source: 'ec2.amazonaws.com',
    name: 'DescribeInstances',
    request: (place) =>
      `{"instancesSet":{"items":[{"instanceId":"i-0${hex(place)}${hex(place)}"}]},"filterSet":{}}`,
    denied: (arn) =>
      `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
  },
  {
    ...read,
    source: 'ec2.amazonaws.com',
    name: 'DescribeNetworkInterfaces',
    request: (place) =>
      `{"networkInterfaceIdSet":{},"filterSet":{"items":[{"name":"group-id","valueSet":{"items":[{"value":"sg-0${hex(place)}"}]}}]}}`,
  },
  {
    ...read,
    source: 'dynamodb.amazonaws.com',
    name: 'DescribeTable',
    request: (place) => `{"tableName":"${task(place)}"}`,
    resources: (place) =>
      `[{"accountId":"${place.accountId}","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:${place.region}:${place.accountId}:table/${team(place)}"}]`,
  },
  {
    ...read,
    readOnly: false,
    source: 'logs.amazonaws.com',
    name: 'CreateLogStream',
    request: (place) =>
      `{"logGroupName":"/aws/lambda/${task(place)}","logStreamName":"2026/01/05/[$LATEST]${hex(place)}"}`,
  },
  {
    ...read,
    source: 'lambda.amazonaws.com',
    name: 'GetFunction20150331v2',
    request: (place) => `{"functionName":"${task(place)}"}`,
    denied: (arn, place) =>
      `User: ${arn} is not authorized to perform: lambda:GetFunction on resource: arn:aws:lambda:${place.region}:${place.accountId}:function:${team(place)} because no identity-based policy allows the lambda:GetFunction action`,
  },
  {
    ...read,
    source: 'ecr.amazonaws.com',
    name: 'GetAuthorizationToken',
    request: none,
  },
  {
    ...read,
    source: 'ssm.amazonaws.com',
    name: 'GetParameter',
    request: (place) => `{"name":"/${team(place)}/feature-flags","withDecryption":false}`,
    denied: (arn, place) =>
      `User: ${arn} is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:${place.region}:${place.accountId}:parameter/${team(place)}/feature-flags because no identity-based policy allows the ssm:GetParameter action`,
  },
  {
    ...decoy,
    source: 'secretsmanager.amazonaws.com',
    name: 'DescribeSecret',
    personas: LOOKING,
    readOnly: true,
    request: (place) => `{"secretId":"${secretArn(place)}"}`,
    denied: (arn, place) =>
      `User: ${arn} is not authorized to perform: secretsmanager:DescribeSecret on resource: ${secretArn(place)} because no identity-based policy allows the secretsmanager:DescribeSecret action`,
  },
  {
    ...decoy,
    source: 'secretsmanager.amazonaws.com',
    name: 'ListSecrets',
    personas: LISTING,
    readOnly: true,
    request: () => `{"maxResults":100,"filters":[{"key":"name","values":["GetSecretValue"]}]}`,
  },
  {
    ...decoy,
    source: 'secretsmanager.amazonaws.com',
    name: 'PutSecretValue',
    personas: WRITING,
    readOnly: false,
    request: (place) =>
      `{"secretId":"${secretArn(place)}","clientRequestToken":"${hex(place)}-1111-4222-8333-444455556666"}`,
    response: (place) => `{"arn":"${secretArn(place)}"}`,
  },
  {
    ...decoy,
    source: 'secretsmanager.amazonaws.com',
    name: 'EndSecretVersionDelete',
    readOnly: false,
    caller: 'deletion',
    request: none,
  },
  {
    ...decoy,
    source: 'iam.amazonaws.com',
    name: 'PutRolePolicy',
    readOnly: false,
    request: (place) =>
      `{"roleName":"${task(place)}-role","policyName":"read-secrets","policyDocument":${JSON.stringify(POLICY)}}`,
  },
  {
    ...decoy,
    source: 'events.amazonaws.com',
    name: 'PutRule',
    readOnly: false,
    request: (place) =>
      `{"name":"${team(place)}-secret-alert","eventPattern":${JSON.stringify('{"detail":{"eventSource":["secretsmanager.amazonaws.com"],"eventName":"GetSecretValue"}}')}}`,
    response: (place) =>
      `{"ruleArn":"arn:aws:events:${place.region}:${place.accountId}:rule/${team(place)}-secret-alert"}`,
  },
  {
    ...decoy,
    source: 'cloudtrail.amazonaws.com',
    name: 'LookupEvents',
    readOnly: true,
    request: () =>
      `{"lookupAttributes":[{"attributeKey":"EventName","attributeValue":"GetSecretValue"}],"maxResults":50}`,
  },
];
