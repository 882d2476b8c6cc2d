import { HOUR, MINUTE } from '../../model/time.js';
import { exponential, logNormal, shuffle } from '../distributions.js';
import type { Random } from '../random.js';
import type { PlacedRecord } from '../records/retrieval-record.js';
import type { DeliveredObject } from './delivered-object.js';
import type { DigestWriter } from './digest-writer.js';
import { trailKey, type Trail } from './trail.js';

/** Records after which an object is closed early. */
const MOST_RECORDS = 2000;
const UNORDERED_SHARE = 0.6;
const LATE_SHARE = 1 / 1500;
const REPEATED_SHARE = 1 / 400;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

interface Waiting {
  readonly release: number;
  readonly record: PlacedRecord;
}

/**
 * One trail's delivery for one account and region. An object opens with its first record and is delivered some time
 * later: log-normal, median four minutes, at most a quarter of an hour. So busy accounts and regions get an object
 * about every five minutes, and quiet ones get none. A few records wait for hours. A few are delivered twice, in one
 * object or two.
 */
export class Channel {
  readonly #random: Random;
  readonly #trail: Trail;
  readonly #accountId: string;
  readonly #region: string;
  readonly #digests: DigestWriter | undefined;
  /** Records that wait, the next one first. */
  readonly #waiting: Waiting[] = [];
  #open: PlacedRecord[] = [];
  #closes = Infinity;
  #repeated = 0;

  constructor(random: Random, trail: Trail, accountId: string, region: string, digests?: DigestWriter) {
    this.#random = random;
    this.#trail = trail;
    this.#accountId = accountId;
    this.#region = region;
    this.#digests = digests;
  }

  /** Records not delivered yet: those in the open object and those that wait. */
  get held(): number {
    return this.#open.length + this.#waiting.length;
  }

  /** Records that this channel delivers twice. */
  get repeated(): number {
    return this.#repeated;
  }

  /** When it next has something to do, epoch seconds; Infinity when it has no records. */
  get next(): number {
    return Math.min(this.#closes, this.#waiting[0]?.release ?? Infinity);
  }

  /** Adds a record that reaches CloudTrail at `now`. */
  add(record: PlacedRecord, now: number): void {
    if (this.#random.chance(LATE_SHARE)) {
      this.holdBack(record, now + HOUR + exponential(this.#random, 1.5 * HOUR));
      return;
    }
    this.#put(record, now);
    if (this.#random.chance(REPEATED_SHARE)) {
      this.#repeated++;
      if (this.#random.chance(0.5)) this.#put(record, now);
      else this.holdBack(record, now + exponential(this.#random, 20 * MINUTE));
    }
  }

  /** Adds a record that reaches CloudTrail at `release`, which is in the future. */
  holdBack(record: PlacedRecord, release: number): void {
    const at = this.#waiting.findIndex((waiting) => waiting.release > release);
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, { release, record });
  }

  /** Delivers the next object that is due at `now`, if there is one. */
  deliver(now: number): DeliveredObject | undefined {
    while (this.next <= now && this.next < Infinity) {
      const first = this.#waiting[0];
      if (first !== undefined && first.release < this.#closes) {
        this.#waiting.shift();
        this.#put(first.record, first.release);
      } else {
        return this.#close();
      }
    }
    return undefined;
  }

  #put(record: PlacedRecord, now: number): void {
    if (this.#open.length === 0) {
      const delay = logNormal(this.#random, 4 * MINUTE, 0.5);
      this.#closes = now + Math.min(15 * MINUTE, Math.max(MINUTE, delay));
    }
    this.#open.push(record);
    if (this.#open.length >= MOST_RECORDS) this.#closes = Math.min(this.#closes, now);
  }

  #close(): DeliveredObject {
    const records = this.#open;
    const delivered = Math.ceil(this.#closes / MINUTE) * MINUTE;
    this.#open = [];
    this.#closes = Infinity;
    if (this.#random.chance(UNORDERED_SHARE)) shuffle(this.#random, records);
    const body = bodyOf(records);
    const key = trailKey(this.#trail, this.#accountId, this.#region, delivered, this.#unique());
    this.#digests?.observe(key, body, records, delivered);
    return { key, body, records: records.length, delivered };
  }

  #unique(): string {
    let unique = '';
    for (let i = 0; i < 16; i++) unique += ALPHABET.charAt(this.#random.between(0, ALPHABET.length - 1));
    return unique;
  }
}

const OPENING = '{"Records":[';

/** The object's JSON. Record texts are ASCII, so each takes as many bytes as it has characters. */
function bodyOf(records: readonly PlacedRecord[]): Uint8Array {
  const length = records.reduce((sum, { text }) => sum + text.length + 1, OPENING.length + 1);
  const body = Buffer.allocUnsafe(length);
  let at = body.write(OPENING, 'latin1');
  for (const { text } of records) {
    at += body.write(text, at, 'latin1');
    at += body.write(',', at, 'latin1');
  }
  body.write(']}', at - 1, 'latin1');
  return body;
}
