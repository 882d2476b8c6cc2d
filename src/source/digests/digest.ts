import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { fieldOf, isObject, textOf } from '../../base/json-values.js';
import { countValues } from '../../decode/content/count-values.js';
import { parseInstant } from '../../model/time.js';

/** A digest of CloudTrail as it was written, and the hash of its text. */
export interface Digest {
  readonly accountId: string;
  /** The time of delivery of the logs that it is about, epoch seconds. */
  readonly start: number;
  readonly end: number;
  /** As written, which is what was signed. */
  readonly endText: string;
  /** Where CloudTrail put it. */
  readonly bucket: string;
  readonly key: string;
  /** Of the public key that its signature fits to. */
  readonly fingerprint: string;
  /** The digest before; null in the first one of a chain. */
  readonly previous: PreviousDigest | null;
  /** In hexadecimal; null in the first digest of a chain. */
  readonly previousSignature: string | null;
  readonly logs: readonly DigestLog[];
  /** SHA-256 of its inflated text, in lower-case hexadecimal. */
  readonly sha256: string;
}

export interface PreviousDigest {
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of its inflated text, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** A log that a digest names. */
export interface DigestLog {
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of its inflated content, in lower-case hexadecimal. */
  readonly sha256: string;
  /** First and last time of its events, epoch seconds; 0 where the digest does not say. */
  readonly oldest: number;
  readonly newest: number;
}

/** Inflated bytes. A digest takes about 600 bytes a log, and a region delivers some thousand logs an hour. */
const MOST_BYTES = 64 * 2 ** 20;
/** Values and their names in its JSON: 14 a log. Two bytes can be a value, which takes some 50 bytes once it is parsed. */
const MOST_VALUES = 2_000_000;

/** Why some bytes are no digest, in words. */
export class NoDigest {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** Reads a digest as it is stored, or inflated already. Checks its form, not whether it is true. */
export function parseDigest(bytes: Uint8Array): Digest | NoDigest {
  let text: Uint8Array = bytes;
  let value: unknown;
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) text = gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
    if (text.length > MOST_BYTES || countValues(text, MOST_VALUES) > MOST_VALUES)
      return new NoDigest('it is larger than any digest');
    value = JSON.parse(Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8'));
  } catch (error) {
    return new NoDigest(error instanceof SyntaxError ? 'it is not JSON' : 'it is not a whole gzip file');
  }
  const endText = textOf(value, 'digestEndTime');
  const [start, end] = [parseInstant(textOf(value, 'digestStartTime')), parseInstant(endText)];
  const bucket = textOf(value, 'digestS3Bucket');
  const key = textOf(value, 'digestS3Object');
  const fingerprint = textOf(value, 'digestPublicKeyFingerprint');
  const logs = logsOf(fieldOf(value, 'logFiles'));
  if (start === undefined || end === undefined || start > end)
    return new NoDigest('its times cannot be read');
  if (bucket === '' || key === '' || fingerprint === '')
    return new NoDigest('a field that it needs is missing');
  if (logs === undefined) return new NoDigest('its list of logs cannot be read');
  return {
    accountId: textOf(value, 'awsAccountId'),
    start,
    end,
    endText,
    bucket,
    key,
    fingerprint,
    previous: previousOf(value),
    previousSignature: textOf(value, 'previousDigestSignature') || null,
    logs,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}

/**
 * What CloudTrail signs with RSA (PKCS #1 v1.5) and SHA-256 for a digest, as the AWS CLI's `validate-logs` has it:
 * awscli/customizations/cloudtrail/validation.py. A digest without predecessor has the word `null`.
 */
export function signedText(
  digest: Pick<Digest, 'endText' | 'bucket' | 'key' | 'sha256' | 'previousSignature'>,
): string {
  const { endText, bucket, key, sha256, previousSignature } = digest;
  return `${endText}\n${bucket}/${key}\n${sha256}\n${previousSignature ?? 'null'}`;
}

function previousOf(value: unknown): PreviousDigest | null {
  const key = textOf(value, 'previousDigestS3Object');
  if (key === '') return null;
  return {
    bucket: textOf(value, 'previousDigestS3Bucket'),
    key,
    sha256: textOf(value, 'previousDigestHashValue').toLowerCase(),
  };
}

function logsOf(list: unknown): DigestLog[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const logs: DigestLog[] = [];
  for (const log of list as unknown[]) {
    const key = textOf(log, 's3Object');
    const sha256 = textOf(log, 'hashValue').toLowerCase();
    if (!isObject(log) || key === '' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    logs.push({
      bucket: textOf(log, 's3Bucket'),
      key,
      sha256,
      oldest: parseInstant(textOf(log, 'oldestEventTime')) ?? 0,
      newest: parseInstant(textOf(log, 'newestEventTime')) ?? 0,
    });
  }
  return logs;
}
