import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatInstant } from '../../src/model/time.js';

export interface CorpusShape {
  readonly name: string;
  readonly objects: number;
  /** Records of object `n`. */
  readonly records: (n: number) => number;
  /** Share of an object's records that are retrievals. */
  readonly retrievals: (n: number) => number;
}

/** Few large objects, and many tiny ones: the two shapes that trails come in. */
export const CORPORA: readonly CorpusShape[] = [
  { name: 'large', objects: 24, records: () => 6000, retrievals: (n) => (n % 4 === 0 ? 0.02 : 0) },
  { name: 'tiny', objects: 5000, records: (n) => 1 + (n % 12), retrievals: (n) => (n % 4 === 0 ? 0.25 : 0) },
];

/** As many bytes as tell the speed of decoding apart from the start of a process: 1.4 GB each. */
export const DECODE_CORPORA: readonly CorpusShape[] = [
  {
    name: 'hits in a quarter',
    objects: 200,
    records: () => 6000,
    retrievals: (n) => (n % 4 === 0 ? 0.02 : 0),
  },
  { name: 'hits everywhere', objects: 200, records: () => 6000, retrievals: () => 0.02 },
];

const ACCOUNT = '111122223333';
const START = 1_772_323_200;
const OTHERS = [
  'AssumeRole',
  'GetObject',
  'DescribeInstances',
  'Decrypt',
  'PutLogEvents',
  'GetCallerIdentity',
];

/** Writes a corpus in CloudTrail's layout. @returns its retrievals and its bytes, stored and inflated */
export function writeCorpus(
  folder: string,
  shape: CorpusShape,
): { retrievals: number; stored: number; inflated: number } {
  const sum = { retrievals: 0, stored: 0, inflated: 0 };
  const into = join(folder, `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01`);
  mkdirSync(into, { recursive: true });
  for (let n = 0; n < shape.objects; n++) {
    const records = Array.from({ length: shape.records(n) }, (_, k) => {
      const spread = Math.imul(n * 8191 + k + 1, 0x9e3779b1) >>> 0;
      const retrieval = (spread % 1000) / 1000 < shape.retrievals(n);
      if (retrieval) sum.retrievals++;
      return record(spread, n, k, retrieval);
    });
    const text = JSON.stringify({ Records: records });
    const bytes = gzipSync(text);
    sum.stored += bytes.length;
    sum.inflated += Buffer.byteLength(text);
    const id = n.toString(36).padStart(16, '0');
    writeFileSync(join(into, `${ACCOUNT}_CloudTrail_us-east-1_20260301T0005Z_${id}.json.gz`), bytes);
  }
  return sum;
}

function record(spread: number, n: number, k: number, retrieval: boolean): object {
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
    eventTime: formatInstant(START + (spread % 300)),
    eventSource: retrieval ? 'secretsmanager.amazonaws.com' : 'ec2.amazonaws.com',
    eventName: retrieval ? 'GetSecretValue' : OTHERS[spread % OTHERS.length],
    awsRegion: 'us-east-1',
    sourceIPAddress: `10.0.${spread % 256}.${(spread >>> 8) % 256}`,
    userAgent: 'aws-sdk-java/2.25.11 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.10',
    requestParameters: retrieval
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
  };
}
