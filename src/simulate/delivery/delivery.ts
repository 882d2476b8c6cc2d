import type { Setting } from '../persona.js';
import { Random } from '../random.js';
import type { PlacedRecord } from '../records/retrieval-record.js';
import { Channel } from './channel.js';
import type { DeliveredObject } from './delivered-object.js';
import { DigestBook } from './digest-book.js';
import { ORGANISATION_TRAIL, OWN_TRAIL, type Trail } from './trail.js';

const DELIVERY_STREAM = 4;

/**
 * Delivers records as an organisation's trails do. Every account has its own trail; an organisation trail under
 * another prefix delivers the records of the last account once more. It keeps the records that are not delivered yet:
 * those of a quarter of an hour, and a few late ones.
 */
export class Delivery {
  readonly #channels = new Map<string, readonly Channel[]>();
  readonly #all: readonly Channel[];
  readonly #digests: DigestBook;
  #twice = 0;
  #mostHeld = 0;
  #next = Infinity;

  constructor(setting: Setting) {
    const { seed, accounts, regions } = setting;
    this.#digests = new DigestBook(accounts[0]!, regions[0]!);
    accounts.forEach((account, a) => {
      regions.forEach((region, r) => {
        const channel = (trail: Trail, number: number) =>
          new Channel(
            new Random(seed, DELIVERY_STREAM, a, r, number),
            trail,
            account,
            region,
            a === 0 && r === 0 && number === 0 ? this.#digests : undefined,
          );
        const channels = [channel(OWN_TRAIL, 0)];
        if (a === accounts.length - 1) channels.push(channel(ORGANISATION_TRAIL, 1));
        this.#channels.set(`${account}/${region}`, channels);
      });
    });
    this.#all = [...this.#channels.values()].flat();
  }

  /** The most records that waited for delivery at any time so far. */
  get mostHeld(): number {
    return this.#mostHeld;
  }

  /** Deliveries of a record after its first delivery, including those still to come. */
  get duplicates(): number {
    return this.#twice + this.#all.reduce((sum, channel) => sum + channel.repeated, 0);
  }

  /** Adds a record that reaches CloudTrail at `now`, epoch seconds. `now` must never decrease. */
  add(record: PlacedRecord, now: number): void {
    const channels = this.#channels.get(`${record.accountId}/${record.region}`)!;
    this.#twice += channels.length - 1;
    for (const channel of channels) {
      channel.add(record, now);
      if (channel.next < this.#next) this.#next = channel.next;
    }
  }

  /** Adds a record that reaches CloudTrail at `release`, which is in the future. */
  addLater(record: PlacedRecord, release: number): void {
    const channels = this.#channels.get(`${record.accountId}/${record.region}`)!;
    this.#twice += channels.length - 1;
    for (const channel of channels) {
      channel.holdBack(record, release);
      if (channel.next < this.#next) this.#next = channel.next;
    }
  }

  /** Objects that are due at `now`; `Infinity` delivers all records that are left. */
  *deliver(now: number): Generator<DeliveredObject> {
    if (now < this.#next) return;
    const held = this.#all.reduce((sum, channel) => sum + channel.held, 0);
    this.#mostHeld = Math.max(this.#mostHeld, held);
    for (const channel of this.#all) {
      for (let object = channel.deliver(now); object !== undefined; object = channel.deliver(now))
        yield object;
    }
    const digest = this.#digests.deliver(now);
    if (digest !== undefined) yield digest;
    this.#next = this.#all.reduce((next, channel) => Math.min(next, channel.next), Infinity);
  }
}
