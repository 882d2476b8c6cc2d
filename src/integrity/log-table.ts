import { hash } from 'node:crypto';
import { KeyTable } from '../profile/key-table.js';

/** Words of a log's hash that are compared: 96 of the 256 bits of SHA-256. */
export const HASH_WORDS = 3;

/** What is known of a log after a digest named it, or after it was read. */
export type Comparison =
  /** Only one of the two came so far. */
  | 'waiting'
  /** Both came, now or before, with equal hashes. */
  | 'equal'
  | 'differs';

const NAMED = 1;
const SEEN = 2;
/** A digest with a fitting signature names it. */
const PROVEN = 4;
const DIFFERS = 8;
const HASHLESS = 16;
const FLAG_BITS = 5;
const FLAGS = (1 << FLAG_BITS) - 1;

/**
 * Logs and the hashes that digests say, as they meet in any order. There may be tens of millions, so each is 64 bits of
 * its name, 96 of its hash and one number, about 30 bytes with the slots. Names are not kept: what is missing at the end
 * is named by reading again the digests of its folder, what no digest names by listing its hours again.
 */
export class LogTable {
  readonly #keys = new KeyTable(2, HASH_WORDS + 1);
  readonly #name = new Uint32Array(2);
  #counts = { named: 0, verified: 0, unproven: 0, unread: 0 };

  /** Logs that have met, and how; `unproven`: only digests whose signature was not checked name them. */
  get counts(): Readonly<{ named: number; verified: number; unproven: number; unread: number }> {
    return this.#counts;
  }

  get bytes(): number {
    return this.#keys.bytes;
  }

  /**
   * A digest names a log.
   * @param words the first 96 bits of its hash
   * @param folder where the digest lies, so that it can be found again
   */
  name(name: string, words: Uint32Array, folder: number, isProven: boolean): Comparison {
    const row = this.#row(name);
    let flags = this.#flags(row);
    const before = flags;
    if ((flags & NAMED) === 0) this.#counts.named++;
    flags |= NAMED | (isProven ? PROVEN : 0);
    if ((before & (SEEN | NAMED)) === 0) this.#setHash(row, words);
    // A log that is named twice keeps the hash of a proven digest.
    else if ((before & (SEEN | PROVEN)) === 0 && isProven) this.#setHash(row, words);
    const isFirstTime = (before & SEEN) !== 0 && (before & NAMED) === 0;
    if (isFirstTime && (flags & HASHLESS) === 0 && !this.#isHash(row, words)) flags |= DIFFERS;
    this.#set(row, flags, (before & SEEN) === 0 ? folder : this.#rest(row));
    return this.#met(before, flags);
  }

  /**
   * A log was read.
   * @param words the first 96 bits of its hash; null when it could not be read
   * @param minute when it was delivered, minutes since the epoch
   */
  see(name: string, words: Uint32Array | null, minute: number): Comparison {
    const row = this.#row(name);
    const before = this.#flags(row);
    if ((before & SEEN) !== 0) return this.#comparison(before);
    let flags = before | SEEN | (words === null ? HASHLESS : 0);
    if ((before & NAMED) === 0) {
      if (words !== null) this.#setHash(row, words);
    } else if (words !== null && !this.#isHash(row, words)) flags |= DIFFERS;
    this.#set(row, flags, minute);
    return this.#met(before, flags);
  }

  /** Whether a digest names the log and it was not seen; says so once. */
  takeMissing(name: string): boolean {
    if (this.#stateOf(name) !== NAMED) return false;
    const row = this.#row(name);
    this.#set(row, this.#flags(row) | SEEN, 0);
    return true;
  }

  /** Whether the log was seen and no digest names it. */
  isUnnamed(name: string): boolean {
    return this.#stateOf(name) === SEEN;
  }

  /** Numbers of the folders of the digests that name logs which were not seen. */
  missingFolders(): Set<number> {
    return this.#restsOf(NAMED);
  }

  /** The minutes in which logs were delivered that no digest names. */
  unnamedMinutes(): Set<number> {
    return this.#restsOf(SEEN);
  }

  #restsOf(state: number): Set<number> {
    const rests = new Set<number>();
    for (let row = 0; row < this.#keys.size; row++) {
      if ((this.#flags(row) & (NAMED | SEEN)) === state) rests.add(this.#rest(row));
    }
    return rests;
  }

  #stateOf(name: string): number {
    this.#hashName(name);
    const row = this.#keys.find(this.#name[0]!, this.#name[1]!);
    return row < 0 ? 0 : this.#flags(row) & (NAMED | SEEN);
  }

  #comparison(flags: number): Comparison {
    if ((flags & (NAMED | SEEN)) !== (NAMED | SEEN)) return 'waiting';
    return (flags & DIFFERS) === 0 ? 'equal' : 'differs';
  }

  /** Counts a log whose name and content met. One that is named again by a proven digest counts as proven from then on. */
  #met(before: number, flags: number): Comparison {
    const both = NAMED | SEEN;
    if ((flags & both) === both) {
      if ((before & both) !== both) {
        if ((flags & HASHLESS) !== 0) this.#counts.unread++;
        else if ((flags & DIFFERS) === 0) this.#counts[(flags & PROVEN) === 0 ? 'unproven' : 'verified']++;
      } else if ((before & PROVEN) === 0 && (flags & PROVEN) !== 0 && (flags & (DIFFERS | HASHLESS)) === 0) {
        this.#counts.unproven--;
        this.#counts.verified++;
      }
    }
    // Only the first time says that they differ, so that it is reported once.
    return (before & both) === both ? 'equal' : this.#comparison(flags);
  }

  /** Not by the hash without a key that other tables use: who names an object could hide it behind another. */
  #hashName(name: string): void {
    const sum = hash('sha256', name, 'buffer');
    this.#name[0] = sum.readUInt32LE(0);
    this.#name[1] = sum.readUInt32LE(4);
  }

  #row(name: string): number {
    this.#hashName(name);
    return this.#keys.add(this.#name[0]!, this.#name[1]!);
  }

  #flags(row: number): number {
    return this.#keys.value(row, HASH_WORDS) & FLAGS;
  }

  #rest(row: number): number {
    return this.#keys.value(row, HASH_WORDS) >>> FLAG_BITS;
  }

  #set(row: number, flags: number, rest: number): void {
    this.#keys.setValue(row, (rest << FLAG_BITS) | flags, HASH_WORDS);
  }

  #setHash(row: number, words: Uint32Array): void {
    for (let at = 0; at < HASH_WORDS; at++) this.#keys.setValue(row, words[at]!, at);
  }

  #isHash(row: number, words: Uint32Array): boolean {
    for (let at = 0; at < HASH_WORDS; at++) if (this.#keys.value(row, at) !== words[at]!) return false;
    return true;
  }
}

/** The first 96 bits of a SHA-256 in hexadecimal. */
export function hashWords(sha256: string): Uint32Array {
  const words = new Uint32Array(HASH_WORDS);
  for (let at = 0; at < HASH_WORDS; at++) words[at] = parseInt(sha256.slice(at * 8, at * 8 + 8), 16);
  return words;
}
