import { HOUR } from '../../model/time.js';
import type { Setting } from '../persona.js';
import { Random } from '../random.js';
import type { PlacedRecord } from '../records/retrieval-record.js';
import { Channel } from './channel.js';
import type { DeliveredObject } from './delivered-object.js';
import { DigestBook } from './digest-book.js';
import { DigestChainWriter, type SignedDigests } from './digest-chain-writer.js';
import type { DigestWriter } from './digest-writer.js';
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
  readonly #digests: readonly DigestWriter[];
  /** When all digests end, unless an object was delivered later. */
  readonly #end: number;
  #lastDelivered = 0;
  #twice = 0;
  #mostHeld = 0;
  #next = Infinity;

  /** @param signed writes a chain of digests for each account, region and trail. @default a few unsigned ones */
  constructor(setting: Setting, signed?: SignedDigests) {
    const { seed, accounts, regions, start, end } = setting;
    this.#end = end;
    const digests: DigestWriter[] = signed === undefined ? [new DigestBook(accounts[0]!, regions[0]!)] : [];
    this.#digests = digests;
    const digestsOf = (trail: Trail, a: number, r: number): DigestWriter | undefined => {
      if (signed === undefined) return a === 0 && r === 0 && trail === OWN_TRAIL ? digests[0] : undefined;
      const chain = new DigestChainWriter(signed, trail, accounts[a]!, regions[r]!, start);
      digests.push(chain);
      return chain;
    };
    accounts.forEach((account, a) => {
      regions.forEach((region, r) => {
        const channel = (trail: Trail, number: number) =>
          new Channel(
            new Random(seed, DELIVERY_STREAM, a, r, number),
            trail,
            account,
            region,
            digestsOf(trail, a, r),
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
      for (let object = channel.deliver(now); object !== undefined; object = channel.deliver(now)) {
        this.#lastDelivered = Math.max(this.#lastDelivered, object.delivered ?? 0);
        yield object;
      }
    }
    // The chains end together, an hour after the last object.
    const due = now < Infinity ? now : Math.max(this.#end, this.#lastDelivered) + HOUR;
    for (const digests of this.#digests) yield* digests.deliver(due);
    this.#next = this.#all.reduce((next, channel) => Math.min(next, channel.next), Infinity);
  }
}
