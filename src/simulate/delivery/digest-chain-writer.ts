import { createHash } from 'node:crypto';
import { HOUR } from '../../model/time.js';
import type { PlacedRecord } from '../records/retrieval-record.js';
import type { DeliveredObject } from './delivered-object.js';
import type { DigestWriter } from './digest-writer.js';
import { signedDigest, type DigestedLog, type SignedDigest, type SigningKey } from './signed-digest.js';
import { digestKey, type Trail } from './trail.js';

/** Where signed digests are put, and by which key they are signed. */
export interface SignedDigests {
  readonly key: SigningKey;
  /** Name of the bucket, and what comes before each key in it: empty, or with `/` at its end. */
  readonly bucket: string;
  readonly prefix: string;
}

/** One chain: a digest each hour for one account and region of a trail, also for hours without logs, as CloudTrail does. */
export class DigestChainWriter implements DigestWriter {
  readonly #signed: SignedDigests;
  readonly #trail: Trail;
  readonly #accountId: string;
  readonly #region: string;
  /** The logs of each hour that has no digest yet. */
  readonly #hours = new Map<number, DigestedLog[]>();
  #next: number;
  #previous: SignedDigest | undefined;

  /** @param start of the trail, epoch seconds */
  constructor(signed: SignedDigests, trail: Trail, accountId: string, region: string, start: number) {
    this.#signed = signed;
    this.#trail = trail;
    this.#accountId = accountId;
    this.#region = region;
    this.#next = Math.floor(start / HOUR);
  }

  observe(key: string, body: Uint8Array, records: readonly PlacedRecord[], delivered: number): void {
    const hour = Math.floor(delivered / HOUR);
    let logs = this.#hours.get(hour);
    if (logs === undefined) this.#hours.set(hour, (logs = []));
    const times = records.map((record) => record.time);
    logs.push({
      key: this.#signed.prefix + key,
      sha256: createHash('sha256').update(body).digest('hex'),
      oldest: times.reduce((a, b) => Math.min(a, b)),
      newest: times.reduce((a, b) => Math.max(a, b)),
    });
  }

  *deliver(now: number): Generator<DeliveredObject> {
    for (; (this.#next + 1) * HOUR <= now; this.#next++) yield this.#digest();
  }

  #digest(): DeliveredObject {
    const { bucket, prefix, key: signing } = this.#signed;
    const [from, to] = [this.#next * HOUR, (this.#next + 1) * HOUR];
    const key = digestKey(this.#trail, this.#accountId, this.#region, to);
    const logs = this.#hours.get(this.#next) ?? [];
    this.#hours.delete(this.#next);
    const plan = { bucket, account: this.#accountId, key: prefix + key, from, to, logs };
    this.#previous = signedDigest({ ...plan, previous: this.#previous }, signing);
    return { key, body: this.#previous.text, records: 0, metadata: this.#previous.metadata };
  }
}
