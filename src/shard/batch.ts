import { Packr } from 'msgpackr';
import type { Identity } from '../model/identity.js';
import type { Retrieval } from '../model/retrieval.js';
import type { ProfileStore } from '../profile/profile-store.js';
import { hash64 } from '../sketch/hash.js';
import { sectionOf, shardOf } from './partition.js';

/*
 * Retrievals on their way from a decode thread to a shard, packed. Texts stand once in dictionaries, already
 * hashed (decode threads are many, so they do what can be done there); each retrieval is a row of eight words:
 *
 *   identity │ time │ event key hi │ lo │ origin │ place │ subject │ flags
 *
 * `subject` is 1 + the secret's name for a get (0: unknown), the list of names for a batch; `flags` has bit 0
 * for a batch, bit 1 for a failure, bit 2 for a denied call, bit 3 for a batch call that selects everything, and a
 * batch's filter limit from bit 8. The same bytes are the frames of a shard's log, so they must stay readable:
 * FORMAT changes with them.
 */

const FORMAT = 2;
const ROW_WORDS = 8;
const BATCH = 1;
const FAILED = 2;
const DENIED = 4;
const CATCH_ALL = 8;
const LIMIT_SHIFT = 8;

interface PackedBatch {
  readonly format: number;
  /** key, arn, type, accountId, issuerArn */
  readonly identities: readonly (readonly [string, string, string, string, string])[];
  readonly sections: readonly number[];
  readonly names: readonly string[];
  /** hi, lo of each name, as bytes of 32-bit words. */
  readonly nameHashes: Uint8Array;
  readonly lists: readonly (readonly number[])[];
  readonly rows: Uint8Array;
}

// Plain maps rather than shared structures: a batch must be readable by itself, years later.
const packr = new Packr({ useRecords: false });

/** Collects retrievals and packs them. One builder for each shard and decode task. */
export class BatchBuilder {
  readonly #identities: Identity[] = [];
  readonly #identityIndex = new Map<string, number>();
  readonly #sections: number[] = [];
  readonly #names: string[] = [];
  readonly #nameIndex = new Map<string, number>();
  readonly #lists: number[][] = [];
  readonly #key = new Uint32Array(2);
  #rows = new Uint32Array(64 * ROW_WORDS);
  #size = 0;

  /** Retrievals added so far. */
  get size(): number {
    return this.#size;
  }

  add(retrieval: Retrieval, section: number): void {
    const start = this.#size * ROW_WORDS;
    if (start === this.#rows.length) {
      const larger = new Uint32Array(start * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    const batch = retrieval.kind === 'batch';
    hash64(retrieval.eventKey, this.#key);
    this.#rows[start] = this.#identity(retrieval.identity, section);
    this.#rows[start + 1] = retrieval.time;
    this.#rows[start + 2] = this.#key[0]!;
    this.#rows[start + 3] = this.#key[1]!;
    this.#rows[start + 4] = this.#name(retrieval.origin);
    this.#rows[start + 5] = this.#name(`${retrieval.recipientAccountId}/${retrieval.region}`);
    this.#rows[start + 6] = batch ? this.#list(retrieval.secrets) : this.#secret(retrieval.secrets);
    this.#rows[start + 7] =
      (batch ? BATCH : 0) |
      (retrieval.failed ? FAILED : 0) |
      (retrieval.denied ? DENIED : 0) |
      (retrieval.catchAll ? CATCH_ALL : 0) |
      (retrieval.filterLimit << LIMIT_SHIFT);
    this.#size++;
  }

  pack(): Uint8Array<ArrayBuffer> {
    const hashes = new Uint32Array(this.#names.length * 2);
    this.#names.forEach((name, index) => {
      hash64(name, this.#key);
      hashes.set(this.#key, index * 2);
    });
    const batch: PackedBatch = {
      format: FORMAT,
      identities: this.#identities.map((one) => [one.key, one.arn, one.type, one.accountId, one.issuerArn]),
      sections: this.#sections,
      names: this.#names,
      nameHashes: bytesOf(hashes),
      lists: this.#lists,
      rows: bytesOf(this.#byIdentity()),
    };
    // A copy: the packer's own buffer is shared between calls, and this one is transferred.
    return new Uint8Array(packr.pack(batch));
  }

  /**
   * The rows, those of one identity together in the order in which they came: what the shard then looks up for one
   * is still at hand for the next.
   */
  #byIdentity(): Uint32Array {
    const next = new Uint32Array(this.#identities.length + 1);
    const end = this.#size * ROW_WORDS;
    for (let at = 0; at < end; at += ROW_WORDS) next[this.#rows[at]! + 1]! += ROW_WORDS;
    for (let identity = 1; identity < next.length; identity++) next[identity]! += next[identity - 1]!;
    const sorted = new Uint32Array(end);
    for (let at = 0; at < end; at += ROW_WORDS) {
      const identity = this.#rows[at]!;
      const to = next[identity]!;
      for (let word = 0; word < ROW_WORDS; word++) sorted[to + word] = this.#rows[at + word]!;
      next[identity] = to + ROW_WORDS;
    }
    return sorted;
  }

  #identity(identity: Identity, section: number): number {
    // Two records of one key may know different amounts about it; both must reach the store.
    const whole = `${identity.key}\0${identity.arn}\0${identity.type}\0${identity.accountId}\0${identity.issuerArn}`;
    let index = this.#identityIndex.get(whole);
    if (index === undefined) {
      index = this.#identities.push(identity) - 1;
      this.#sections.push(section);
      this.#identityIndex.set(whole, index);
    }
    return index;
  }

  #name(name: string): number {
    let index = this.#nameIndex.get(name);
    if (index === undefined) {
      index = this.#names.push(name) - 1;
      this.#nameIndex.set(name, index);
    }
    return index;
  }

  #secret(secrets: readonly string[]): number {
    const [secret] = secrets;
    return secret === undefined ? 0 : this.#name(secret) + 1;
  }

  #list(secrets: readonly string[]): number {
    return this.#lists.push(secrets.map((secret) => this.#name(secret))) - 1;
  }
}

/**
 * Joins a packed batch into a store; identities whose section `owns` refuses are left out.
 * @returns the number of retrievals applied.
 */
export function applyBatch(
  store: ProfileStore,
  bytes: Uint8Array,
  owns: (section: number) => boolean,
): number {
  const batch = packr.unpack(bytes) as PackedBatch;
  if (batch.format !== FORMAT) throw new RangeError(`batch format ${batch.format} is not ${FORMAT}`);
  const rows = wordsOf(batch.rows);
  const hashes = wordsOf(batch.nameHashes);
  const owners = batch.identities.map(([key, arn, type, accountId, issuerArn], index) => {
    const section = batch.sections[index]!;
    return owns(section) ? store.addIdentity({ key, arn, type, accountId, issuerArn }, section) : -1;
  });
  const noted = new Uint8Array(batch.names.length);
  const note = (name: number): void => {
    if (noted[name] === 1) return;
    noted[name] = 1;
    store.noteName(hashes[name * 2]!, hashes[name * 2 + 1]!, batch.names[name]!);
  };
  let applied = 0;
  // Of the row before; a place is the same again and again, and noting it later changes nothing.
  let [lastOwner, lastPlace, placeTime] = [-1, -1, 0];
  for (let start = 0; start < rows.length; start += ROW_WORDS) {
    const owner = owners[rows[start]!]!;
    if (owner < 0) continue;
    applied++;
    const time = rows[start + 1]!;
    const keyHi = rows[start + 2]!;
    const keyLo = rows[start + 3]!;
    const origin = rows[start + 4]!;
    const place = rows[start + 5]!;
    const subject = rows[start + 6]!;
    const flags = rows[start + 7]!;
    if (owner !== lastOwner || place !== lastPlace || time < placeTime) {
      note(place);
      store.addPlace(owner, hashes[place * 2]!, hashes[place * 2 + 1]!, time);
      [lastOwner, lastPlace, placeTime] = [owner, place, time];
    }
    if ((flags & DENIED) !== 0) store.addDenied(owner, time, keyHi, keyLo);
    if ((flags & CATCH_ALL) !== 0) store.addCatchAll(owner, time, keyHi, keyLo);
    if ((flags & FAILED) !== 0) {
      store.addFailure(owner, time, keyHi, keyLo);
      continue;
    }
    note(origin);
    store.addOrigin(owner, hashes[origin * 2]!, hashes[origin * 2 + 1]!, time, keyHi, keyLo);
    if ((flags & BATCH) !== 0) {
      const list = batch.lists[subject]!;
      store.addBatchCall(owner, time, keyHi, keyLo, list.length, flags >>> LIMIT_SHIFT);
      for (const name of list) {
        note(name);
        store.addBatchSecret(owner, time, hashes[name * 2]!, hashes[name * 2 + 1]!);
      }
    } else {
      const cell = store.addRetrieval(owner, time, keyHi, keyLo);
      if (subject > 0) {
        const name = subject - 1;
        note(name);
        store.addSecret(owner, cell, time, hashes[name * 2]!, hashes[name * 2 + 1]!);
      }
    }
  }
  return applied;
}

/** Groups one task's retrievals by shard thread. */
export class BatchRouter {
  readonly #builders: BatchBuilder[];

  constructor(shards: number) {
    this.#builders = Array.from({ length: shards }, () => new BatchBuilder());
  }

  add(retrieval: Retrieval): void {
    const section = sectionOf(retrieval.identity.key);
    this.#builders[shardOf(section, this.#builders.length)]!.add(retrieval, section);
  }

  /** Packed batches of the shards that get any, with the shard's number. */
  pack(): { shard: number; bytes: Uint8Array<ArrayBuffer>; retrievals: number }[] {
    return this.#builders.flatMap((builder, shard) =>
      builder.size === 0 ? [] : [{ shard, bytes: builder.pack(), retrievals: builder.size }],
    );
  }
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** Words of a byte array that may lie at any offset. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  // Not `bytes.slice()`: of a Buffer, that is a view of the same memory.
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
