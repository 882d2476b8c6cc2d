import { formatInstant } from '../../src/model/time.js';
import { Random } from '../../src/simulate/random.js';

export const ACCOUNT = '111122223333';
const ROLES = 50;
const SESSIONS = 7;
/** Each purpose has its own stream of random numbers. */
const [KEYS_WORD, ROLES_WORD, SESSIONS_WORD] = [1, 2, 3];

type Parameters = (random: Random) => object | null;

const policy = (random: Random): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 'kms:Decrypt'],
        Resource: `arn:aws:s3:::b-${below(random, 99)}/*`,
      },
    ],
  });

/** Calls that are not retrievals: service, name, whether it only reads, and its request parameters. */
const OTHERS: readonly (readonly [string, string, boolean, Parameters])[] = [
  ['ec2', 'DescribeInstances', true, () => ({ instancesSet: {}, filterSet: {}, maxResults: 100 })],
  ['ec2', 'DescribeTags', true, (random) => ({ filterSet: { items: [{ value: `i-${hex(random, 17)}` }] } })],
  [
    'sts',
    'AssumeRole',
    true,
    (random) => ({ roleSessionName: `i-${below(random, 300)}`, durationSeconds: 3600 }),
  ],
  ['sts', 'GetCallerIdentity', true, () => null],
  ['kms', 'Decrypt', true, (random) => ({ keyId: random.pick(KEYS), encryptionAlgorithm: 'SYMMETRIC' })],
  ['s3', 'GetBucketAcl', true, (random) => ({ bucketName: `b-${below(random, 99)}`, acl: '' })],
  [
    's3',
    'PutBucketPolicy',
    false,
    (random) => ({ bucketName: `b-${below(random, 99)}`, bucketPolicy: policy(random) }),
  ],
  [
    'secretsmanager',
    'DescribeSecret',
    true,
    (random) => ({ secretId: `service/secret-${below(random, 40)}` }),
  ],
];
const KEYS = Array.from({ length: 40 }, (_, n) => uuid(new Random(KEYS_WORD, n)));

/** The fields that benches read. A record also has the other fields of CloudTrail. */
export interface RecordAnswer {
  readonly eventTime: string;
  readonly userIdentity: { readonly arn: string };
}

/**
 * A record as CloudTrail writes it, about 1.25 KB. As in real objects, records share a few hundred sessions with their
 * keys and networks, and each has its own ids. So gzip compresses a record to about 130 bytes; Tailpipe reports 50,000
 * records a second in 7.2 MB of compressed data, which is 144 bytes each.
 *
 * @param time epoch seconds
 */
export function record(random: Random, time: number, isRetrieval: boolean): RecordAnswer {
  const who = below(random, ROLES * SESSIONS);
  const { role, session, key, address } = WHO[who]!;
  const other = random.pick(OTHERS);
  const [service, name, readOnly] = isRetrieval
    ? (['secretsmanager', 'GetSecretValue', true] as const)
    : other;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `${role.id}:${session}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.name}/${session}`,
      accountId: ACCOUNT,
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: role.id,
          arn: `arn:aws:iam::${ACCOUNT}:role/${role.name}`,
          accountId: ACCOUNT,
          userName: role.name,
        },
        attributes: { creationDate: formatInstant(time - (time % 3600)), mfaAuthenticated: 'false' },
      },
    },
    eventTime: formatInstant(time),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: address,
    userAgent: AGENTS[who % AGENTS.length],
    requestParameters: isRetrieval ? { secretId: `service/secret-${below(random, 40)}` } : other[3](random),
    responseElements: null,
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.us-east-1.amazonaws.com`,
    },
  } as RecordAnswer;
}

const AGENTS = [
  'aws-sdk-java/2.25.11 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.10',
  'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#5.10.209 md/arch#x86_64 lang/python#3.11.8 cfg/retry-mode#legacy',
  'aws-cli/2.15.30 Python/3.11.8 Linux/5.10.209-198.858.amzn2.x86_64 exe/x86_64.amzn.2',
];
const IDS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const id = (random: Random): string =>
  Array.from({ length: 16 }, () => IDS[below(random, IDS.length)]!).join('');

/** All callers, always the same. */
const WHO = Array.from({ length: ROLES * SESSIONS }, (_, n) => {
  const random = new Random(SESSIONS_WORD, n);
  const number = n % ROLES;
  return {
    role: { name: `service-${number}`, id: `AROA${id(new Random(ROLES_WORD, number))}` },
    session: `i-${hex(random, 17)}`,
    key: `ASIA${id(random)}`,
    address: `10.0.${below(random, 256)}.${below(random, 256)}`,
  };
});

/** From 0 to `limit` - 1. */
function below(random: Random, limit: number): number {
  return random.between(0, limit - 1);
}

function hex(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits) text += random.uint32().toString(16).padStart(8, '0');
  return text.slice(0, digits);
}

function uuid(random: Random): string {
  const text = hex(random, 32);
  return [0, 8, 12, 16, 20].map((from, part) => text.slice(from, [8, 12, 16, 20, 32][part])).join('-');
}
