import { gzipSync } from 'node:zlib';

/** A document as CloudTrail writes it, and what is in it. */
export interface Corpus {
  readonly json: Buffer;
  readonly gzip: Buffer;
  readonly records: number;
  /** Records that are GetSecretValue. */
  readonly hits: number;
}

const SERVICES = [
  ['ec2.amazonaws.com', 'DescribeInstances', true],
  ['sts.amazonaws.com', 'AssumeRole', true],
  ['kms.amazonaws.com', 'Decrypt', true],
  ['s3.amazonaws.com', 'PutBucketPolicy', false],
  ['secretsmanager.amazonaws.com', 'DescribeSecret', true],
  ['iam.amazonaws.com', 'PutRolePolicy', false],
] as const;

/**
 * One document of `records` records, about 1.3 KB each, of which every `1 / share`-th is a GetSecretValue (none if `share` is 0).
 * Always the same for the same arguments.
 */
export function corpus(records: number, share: number): Corpus {
  const next = generator(records + Math.round(share * 1e6));
  const every = share > 0 ? Math.round(1 / share) : 0;
  let hits = 0;
  const texts: string[] = [];
  for (let index = 0; index < records; index++) {
    const hit = every > 0 && index % every === every >> 1;
    if (hit) hits++;
    texts.push(JSON.stringify(record(index, hit, next)));
  }
  const json = Buffer.from(`{"Records":[${texts.join(',')}]}`);
  return { json, gzip: gzipSync(json), records, hits };
}

function record(index: number, hit: boolean, next: (limit: number) => number): object {
  const [source, name, readOnly] = SERVICES[next(SERVICES.length)]!;
  const account = String(100_000_000_000 + next(20));
  const role = `service-${next(40)}`;
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:GetObject', 'kms:Decrypt'], Resource: `arn:aws:s3:::b-${next(99)}/*` },
    ],
  });
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${hex(next, 16).toUpperCase()}:session-${next(1000)}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/session-${next(1000)}`,
      accountId: account,
      accessKeyId: `ASIA${hex(next, 16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${hex(next, 16).toUpperCase()}`,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        attributes: { creationDate: '2026-03-01T11:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    eventTime: `2026-03-01T12:${String(next(60)).padStart(2, '0')}:${String(next(60)).padStart(2, '0')}Z`,
    eventSource: hit ? 'secretsmanager.amazonaws.com' : source,
    eventName: hit ? 'GetSecretValue' : name,
    awsRegion: 'us-east-1',
    sourceIPAddress: `10.${next(4)}.${next(200)}.${next(250)}`,
    userAgent:
      'aws-sdk-java/2.25.11 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.10 Java/17.0.10 exec-env/AWS_ECS_FARGATE',
    requestParameters: hit
      ? { secretId: `arn:aws:secretsmanager:us-east-1:${account}:secret:app/db-${next(500)}-AbCdEf` }
      : readOnly
        ? { keyId: hex(next, 32), encryptionContext: { purpose: `p-${index}` } }
        : { policyDocument: policy, roleName: role },
    responseElements: null,
    requestID: uuid(next),
    eventID: uuid(next),
    readOnly: hit || readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${source.split('.')[0]!}.us-east-1.amazonaws.com`,
    },
  };
}

function uuid(next: (limit: number) => number): string {
  return [8, 4, 4, 4, 12].map((digits) => hex(next, digits)).join('-');
}

function hex(next: (limit: number) => number, digits: number): string {
  let text = '';
  while (text.length < digits) text += next(16).toString(16);
  return text;
}

/** Integers below a limit, the same for the same seed (a linear congruential generator: for filling only). */
function generator(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
