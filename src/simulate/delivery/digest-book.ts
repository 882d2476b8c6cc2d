import { createHash } from 'node:crypto';
import { DAY, formatInstant, HOUR } from '../../model/time.js';
import type { PlacedRecord } from '../records/retrieval-record.js';
import type { DeliveredObject } from './delivered-object.js';
import type { DigestWriter } from './digest-writer.js';
import { digestKey, OWN_TRAIL } from './trail.js';

const HOUR_OF_DAY = 12;

interface LogFile {
  readonly s3Bucket: string;
  readonly s3Object: string;
  readonly hashValue: string;
  readonly hashAlgorithm: string;
  readonly newestEventTime: string;
  readonly oldestEventTime: string;
}

/**
 * Writes one digest a day for one account and region, about the objects delivered from 12:00 to 13:00 UTC. Real
 * trails write one every hour. The digests are there so that readers have some to skip.
 */
export class DigestBook implements DigestWriter {
  readonly #accountId: string;
  readonly #region: string;
  #day: number | undefined;
  #files: LogFile[] = [];

  constructor(accountId: string, region: string) {
    this.#accountId = accountId;
    this.#region = region;
  }

  observe(key: string, body: Uint8Array, records: readonly PlacedRecord[], delivered: number): void {
    const second = delivered % DAY;
    if (second < HOUR_OF_DAY * HOUR || second >= (HOUR_OF_DAY + 1) * HOUR) return;
    const times = records.map((record) => record.time);
    this.#day = delivered - second;
    this.#files.push({
      s3Bucket: 'example-trail',
      s3Object: key,
      hashValue: createHash('sha256').update(body).digest('hex'),
      hashAlgorithm: 'SHA-256',
      newestEventTime: formatInstant(times.reduce((a, b) => Math.max(a, b))),
      oldestEventTime: formatInstant(times.reduce((a, b) => Math.min(a, b))),
    });
  }

  *deliver(now: number): Generator<DeliveredObject> {
    if (this.#day === undefined) return;
    const end = this.#day + (HOUR_OF_DAY + 1) * HOUR;
    if (now < end) return;
    const key = digestKey(OWN_TRAIL, this.#accountId, this.#region, end);
    const body = Buffer.from(
      JSON.stringify({
        awsAccountId: this.#accountId,
        digestStartTime: formatInstant(end - HOUR),
        digestEndTime: formatInstant(end),
        digestS3Bucket: 'example-trail',
        digestS3Object: key,
        digestPublicKeyFingerprint: '00000000000000000000000000000000',
        digestSignatureAlgorithm: 'SHA256withRSA',
        previousDigestS3Bucket: null,
        previousDigestS3Object: null,
        previousDigestHashValue: null,
        previousDigestHashAlgorithm: null,
        previousDigestSignature: null,
        logFiles: this.#files,
      }),
    );
    this.#day = undefined;
    this.#files = [];
    yield { key, body, records: 0 };
  }
}
