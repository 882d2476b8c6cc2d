import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { formatInstant } from '../../model/time.js';

/** A pair of keys as CloudTrail has one. */
export interface SigningKey {
  /** MD5 of the public key, in hexadecimal, as CloudTrail names keys. */
  readonly fingerprint: string;
  readonly privateKey: KeyObject;
  /** An entry of ListPublicKeys: the public key as PKCS #1 in DER, in base64. */
  readonly listed: { readonly Value: string; readonly Fingerprint: string };
}

/** Makes a pair of keys: RSA of 2048 bits, as CloudTrail's are. */
export function signingKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ type: 'pkcs1', format: 'der' });
  const fingerprint = createHash('md5').update(der).digest('hex');
  return { fingerprint, privateKey, listed: { Value: der.toString('base64'), Fingerprint: fingerprint } };
}

/** The text of a file for `--digest-keys`, as `aws cloudtrail list-public-keys` prints it. */
export function publicKeysText(keys: readonly SigningKey[]): string {
  return `${JSON.stringify({ PublicKeyList: keys.map(({ listed }) => listed) }, null, 2)}\n`;
}

/** A log as a digest names it. */
export interface DigestedLog {
  readonly key: string;
  /** SHA-256 of its content, inflated, in hexadecimal. */
  readonly sha256: string;
  /** First and last time of its events, epoch seconds. */
  readonly oldest: number;
  readonly newest: number;
}

export interface DigestPlan {
  readonly bucket: string;
  readonly account: string;
  /** Where it is put. */
  readonly key: string;
  /** The time of delivery that it is about, epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly logs: readonly DigestedLog[];
  /** The one before; absent in the first one of a chain, and in backfill digests. */
  readonly previous?: SignedDigest | undefined;
}

/** A digest and what is stored beside it. */
export interface SignedDigest {
  readonly key: string;
  readonly text: Buffer;
  /** In hexadecimal. */
  readonly signature: string;
  /** Metadata of the object. */
  readonly metadata: Readonly<Record<string, string>>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes and signs a digest in CloudTrail's form, by AWS's documentation of the digest file structure. */
export function signedDigest(plan: DigestPlan, signing: SigningKey): SignedDigest {
  const { bucket, account, key, from, to, logs, previous } = plan;
  const times = (
    pick: (log: DigestedLog) => number,
    best: (a: number, b: number) => number,
  ): string | null => (logs.length === 0 ? null : formatInstant(logs.map(pick).reduce((a, b) => best(a, b))));
  const text = Buffer.from(
    JSON.stringify({
      awsAccountId: account,
      digestStartTime: formatInstant(from),
      digestEndTime: formatInstant(to),
      digestS3Bucket: bucket,
      digestS3Object: key,
      digestPublicKeyFingerprint: signing.fingerprint,
      digestSignatureAlgorithm: 'SHA256withRSA',
      newestEventTime: times(({ newest }) => newest, Math.max),
      oldestEventTime: times(({ oldest }) => oldest, Math.min),
      previousDigestS3Bucket: previous === undefined ? null : bucket,
      previousDigestS3Object: previous?.key ?? null,
      previousDigestHashValue: previous === undefined ? null : sha256(previous.text),
      previousDigestHashAlgorithm: previous === undefined ? null : 'SHA-256',
      previousDigestSignature: previous?.signature ?? null,
      logFiles: logs.map((log) => ({
        s3Bucket: bucket,
        s3Object: log.key,
        hashValue: log.sha256,
        hashAlgorithm: 'SHA-256',
        newestEventTime: formatInstant(log.newest),
        oldestEventTime: formatInstant(log.oldest),
      })),
    }),
  );
  const signature = signatureOf(text, signing);
  return { key, text, signature, metadata: { signature, 'signature-algorithm': 'SHA256withRSA' } };
}

/**
 * The signature of a digest's text, in hexadecimal: of what the AWS CLI's `validate-logs` puts together, which is written
 * here a second time, so that a verifier that reads it wrongly is found out.
 */
export function signatureOf(text: Buffer, { privateKey }: SigningKey): string {
  const digest = JSON.parse(text.toString()) as Record<string, string | null>;
  const lines = [
    digest['digestEndTime'],
    `${digest['digestS3Bucket']}/${digest['digestS3Object']}`,
    sha256(text),
    digest['previousDigestSignature'] ?? 'null',
  ];
  return sign('sha256', Buffer.from(lines.join('\n')), privateKey).toString('hex');
}
