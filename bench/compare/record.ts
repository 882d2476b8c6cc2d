import { formatInstant } from '../../src/model/time.js';

export const ACCOUNT = '111122223333';
const OTHERS = [
  'AssumeRole',
  'GetObject',
  'DescribeInstances',
  'Decrypt',
  'PutLogEvents',
  'GetCallerIdentity',
];

/** What is read of a record here; it has the other fields of CloudTrail's too. */
export interface RecordAnswer {
  readonly eventTime: string;
  readonly userIdentity: { readonly arn: string };
}

/**
 * Record `k` of object `n`, always the same for the same arguments.
 * @param spread 32 bits that the rest is drawn from
 * @param time epoch seconds
 */
export function record(
  spread: number,
  n: number,
  k: number,
  time: number,
  isRetrieval: boolean,
): RecordAnswer {
  const role = `service-${spread % 50}`;
  const session = `i-${(spread % 7).toString(16).padStart(17, '0')}`;
  const hex = spread.toString(16).padStart(8, '0');
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE${role}:${session}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
      accountId: ACCOUNT,
      accessKeyId: `ASIA${hex.toUpperCase()}EXAMPLE`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
          accountId: ACCOUNT,
          userName: role,
        },
        attributes: { creationDate: '2026-03-01T00:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    eventTime: formatInstant(time),
    eventSource: isRetrieval ? 'secretsmanager.amazonaws.com' : 'ec2.amazonaws.com',
    eventName: isRetrieval ? 'GetSecretValue' : OTHERS[spread % OTHERS.length],
    awsRegion: 'us-east-1',
    sourceIPAddress: `10.0.${spread % 256}.${(spread >>> 8) % 256}`,
    userAgent: 'aws-sdk-java/2.25.11 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.10',
    requestParameters: isRetrieval
      ? { secretId: `service/secret-${spread % 40}` }
      : { filter: `{"name":"${hex}"}`, maxResults: 100 },
    responseElements: null,
    requestID: `${hex}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
    eventID: `${hex}-${(k & 0xffff).toString(16).padStart(4, '0')}-4000-9000-${n.toString(16).padStart(12, '0')}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: 'ec2.us-east-1.amazonaws.com',
    },
  } as RecordAnswer;
}
