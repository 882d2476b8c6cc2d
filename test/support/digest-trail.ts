import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/** An object of a bucket, with what is stored beside it. */
export interface Stored {
  bytes: Buffer;
  metadata: Record<string, string>;
}

export type Bucket = Map<string, Stored>;

/** A pair of keys as CloudTrail has one. */
export interface SigningKey {
  readonly fingerprint: string;
  readonly privateKey: KeyObject;
  /** An entry of ListPublicKeys. */
  readonly listed: { readonly Value: string; readonly Fingerprint: string };
}

export function signingKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ type: 'pkcs1', format: 'der' });
  const fingerprint = createHash('md5').update(der).digest('hex');
  return { fingerprint, privateKey, listed: { Value: der.toString('base64'), Fingerprint: fingerprint } };
}

export interface TrailPlan {
  readonly bucket: string;
  readonly account: string;
  readonly region: string;
  /** Key of each hour; its length is the number of hours. */
  readonly keys: readonly SigningKey[];
  /** First second of the first hour. */
  readonly start: number;
  readonly logsPerHour: number;
  /** @default '' */
  readonly prefix?: string;
  /** Hours that have no logs. @default none */
  readonly emptyHours?: readonly number[];
  /** Hours that begin a new chain. @default none */
  readonly startingHours?: readonly number[];
}

const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
const stamp = (seconds: number): string => iso(seconds).replaceAll(/[-:]/g, '');
const day = (seconds: number): string => iso(seconds).slice(0, 10).replaceAll('-', '/');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The keys of what was written. */
export interface WrittenTrail {
  readonly digests: string[];
  /** Of each hour. */
  readonly logs: string[][];
}

/** Writes logs and a chain of digests in CloudTrail's form, by AWS's documentation of the digest file structure. */
export function writeTrail(
  into: Bucket,
  plan: TrailPlan,
  body: (hour: number, log: number) => string,
): WrittenTrail {
  const {
    bucket,
    account,
    region,
    keys,
    start,
    logsPerHour,
    prefix = '',
    emptyHours = [],
    startingHours = [],
  } = plan;
  const written: WrittenTrail = { digests: [], logs: [] };
  let previous: { key: string; text: Buffer; signature: string } | undefined;
  keys.forEach((key, hour) => {
    const [from, to] = [start + hour * 3600, start + (hour + 1) * 3600];
    const count = emptyHours.includes(hour) ? 0 : logsPerHour;
    const files = Array.from({ length: count }, (_, log) => {
      const at = from + Math.floor((3600 * (log + 0.5)) / count);
      const unique = sha256(Buffer.from(`${account} ${region} ${hour} ${log}`)).slice(0, 16);
      const name = `${account}_CloudTrail_${region}_${stamp(at).slice(0, 13)}Z_${unique}.json.gz`;
      const object = `${prefix}AWSLogs/${account}/CloudTrail/${region}/${day(at)}/${name}`;
      const text = Buffer.from(body(hour, log));
      into.set(object, { bytes: gzipSync(text), metadata: {} });
      return {
        s3Bucket: bucket,
        s3Object: object,
        hashValue: sha256(text),
        hashAlgorithm: 'SHA-256',
        newestEventTime: iso(at - 120),
        oldestEventTime: iso(at - 420),
      };
    });
    written.logs.push(files.map(({ s3Object }) => s3Object));
    if (startingHours.includes(hour)) previous = undefined;
    const name = `${account}_CloudTrail-Digest_${region}_all_events_${region}_${stamp(to)}.json.gz`;
    const object = `${prefix}AWSLogs/${account}/CloudTrail-Digest/${region}/${day(to)}/${name}`;
    const text = Buffer.from(
      JSON.stringify({
        awsAccountId: account,
        digestStartTime: iso(from),
        digestEndTime: iso(to),
        digestS3Bucket: bucket,
        digestS3Object: object,
        digestPublicKeyFingerprint: key.fingerprint,
        digestSignatureAlgorithm: 'SHA256withRSA',
        newestEventTime: files.at(-1)?.newestEventTime ?? null,
        oldestEventTime: files[0]?.oldestEventTime ?? null,
        previousDigestS3Bucket: previous === undefined ? null : bucket,
        previousDigestS3Object: previous?.key ?? null,
        previousDigestHashValue: previous === undefined ? null : sha256(previous.text),
        previousDigestHashAlgorithm: previous === undefined ? null : 'SHA-256',
        previousDigestSignature: previous?.signature ?? null,
        logFiles: files,
      }),
    );
    const signature = signatureOf(text, key);
    into.set(object, {
      bytes: gzipSync(text),
      metadata: { signature, 'signature-algorithm': 'SHA256withRSA' },
    });
    written.digests.push(object);
    previous = { key: object, text, signature };
  });
  return written;
}

/** The signature of a digest's text, in hexadecimal. */
export function signatureOf(text: Buffer, key: SigningKey): string {
  const digest = JSON.parse(text.toString()) as Record<string, string | null>;
  const lines = [
    digest['digestEndTime'],
    `${digest['digestS3Bucket']}/${digest['digestS3Object']}`,
    sha256(text),
    digest['previousDigestSignature'] ?? 'null',
  ];
  return sign('sha256', Buffer.from(lines.join('\n')), key.privateKey).toString('hex');
}

/** Changes the text of a stored object. */
export function rewrite(bucket: Bucket, key: string, change: (text: string) => string): void {
  const stored = bucket.get(key)!;
  stored.bytes = gzipSync(change(gunzipSync(stored.bytes).toString()));
}
