import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  signatureOf,
  signedDigest,
  signingKey,
  type SignedDigest,
  type SigningKey,
} from '../../src/simulate/delivery/signed-digest.js';

/** An object of a bucket, with what is stored beside it. */
export interface Stored {
  bytes: Buffer;
  metadata: Record<string, string>;
}

export type Bucket = Map<string, Stored>;

export { signatureOf, signingKey, type SigningKey };

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
  let previous: SignedDigest | undefined;
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
      return { key: object, sha256: sha256(text), newest: at - 120, oldest: at - 420 };
    });
    written.logs.push(files.map((file) => file.key));
    if (startingHours.includes(hour)) previous = undefined;
    const name = `${account}_CloudTrail-Digest_${region}_all_events_${region}_${stamp(to)}.json.gz`;
    const object = `${prefix}AWSLogs/${account}/CloudTrail-Digest/${region}/${day(to)}/${name}`;
    previous = signedDigest(
      {
        ...{ bucket, account, from, to, previous },
        key: object,
        logs: files,
      },
      key,
    );
    into.set(object, { bytes: gzipSync(previous.text), metadata: { ...previous.metadata } });
    written.digests.push(object);
  });
  return written;
}

/** Changes the text of a stored object. */
export function rewrite(bucket: Bucket, key: string, change: (text: string) => string): void {
  const stored = bucket.get(key)!;
  stored.bytes = gzipSync(change(gunzipSync(stored.bytes).toString()));
}
