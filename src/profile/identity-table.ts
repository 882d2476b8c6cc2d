import type { HashKey } from '../base/keyed-hash.js';
import type { Identity } from '../model/identity.js';
import {
  appendIdentity,
  hasIssuer,
  haveSameFields,
  haveSameKey,
  identityAt,
  identityWords,
  keyAt,
  keyHashHi,
  keyHashLo,
  recordLogicalShard,
} from './identity-record.js';
import { GROUP, KeyTable } from './key-table.js';
import { areEqual, TextArena } from './text-arena.js';

/** Keys of the group that is being added. */
const keys = new Int32Array(GROUP * 3);

/** Values of a row: the address of the record + 1 (0: none yet), … */
const RECORD = 0;
/** … and the rows of the scope, origin and access key that the identity used last: see `recent`. */
export const RECENT_SCOPE = 1;
export const RECENT_ORIGIN = 2;
export const RECENT_ACCESS_KEY = 3;

/**
 * The identities of a store. Each has a dense number, its identity row, which the other tables refer to, and a logical
 * shard. They are kept as records; `identity` makes an object.
 */
export class IdentityTable {
  /** Keyed by the hash of the key, and a number that counts the keys with the same hash. */
  readonly #identityRows = new KeyTable(3, 4);
  readonly #records = new TextArena();
  readonly #scratch = new TextArena();
  readonly #hashKey: HashKey;

  /** @param hashKey of the hashes of keys: that of the records which are added */
  constructor(hashKey: HashKey) {
    this.#hashKey = hashKey;
  }

  get size(): number {
    return this.#identityRows.size;
  }

  /** Adds an identity. @returns its identity row */
  add(identity: Identity, logicalShard: number): number {
    this.#scratch.clear();
    appendIdentity(this.#scratch, identity, logicalShard, this.#hashKey);
    const { words } = this.#scratch;
    return this.#settle(this.#identityRows.add(keyHashHi(words, 0), keyHashLo(words, 0)), words, 0);
  }

  /** Adds the identities whose records begin at `starts` in `words`. @returns their identity rows */
  addRecords(words: Uint32Array, starts: Uint32Array): Uint32Array {
    const identityRows = new Uint32Array(starts.length);
    for (let from = 0; from < starts.length; from += GROUP) {
      this.#addGroup(words, starts.subarray(from, from + GROUP), identityRows.subarray(from, from + GROUP));
    }
    return identityRows;
  }

  #addGroup(words: Uint32Array, starts: Uint32Array, identityRows: Uint32Array): void {
    for (let n = 0; n < starts.length; n++) {
      keys[n * 3] = keyHashHi(words, starts[n]!);
      keys[n * 3 + 1] = keyHashLo(words, starts[n]!);
      keys[n * 3 + 2] = 0;
    }
    this.#identityRows.addAll(keys, starts.length, identityRows);
    for (let n = 0; n < starts.length; n++) {
      const known = this.#identityRows.value(identityRows[n]!, RECORD);
      if (known !== 0) this.#records.prefetch(known - 1, identityWords(words, starts[n]!));
    }
    for (let n = 0; n < starts.length; n++)
      identityRows[n] = this.#settle(identityRows[n]!, words, starts[n]!);
  }

  /** A number that another table keeps beside an identity; at first 0. */
  recent(identityRow: number, which: number): number {
    return this.#identityRows.value(identityRow, which);
  }

  setRecent(identityRow: number, which: number, row: number): void {
    this.#identityRows.setValue(identityRow, row, which);
  }

  identity(identityRow: number): Identity {
    return identityAt(this.#records.words, this.#record(identityRow));
  }

  logicalShard(identityRow: number): number {
    return recordLogicalShard(this.#records.words, this.#record(identityRow));
  }

  /** Whether an identity is a role's session. */
  isSession(identityRow: number): boolean {
    return hasIssuer(this.#records.words, this.#record(identityRow));
  }

  key(identityRow: number): string {
    return keyAt(this.#records.words, this.#record(identityRow));
  }

  /** Identity rows sorted by key (code units): all, or those of one logical shard. */
  sorted(logicalShard?: number): number[] {
    const keyed: { readonly identityRow: number; readonly key: string }[] = [];
    for (let identityRow = 0; identityRow < this.size; identityRow++) {
      if (logicalShard === undefined || this.logicalShard(identityRow) === logicalShard)
        keyed.push({ identityRow, key: this.key(identityRow) });
    }
    return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ identityRow }) => identityRow);
  }

  /**
   * Joins a record into `identityRow`, the first with the hash of its key, or into a later one when the key is another.
   * Records of one key may have some fields empty, so each field keeps the greatest text, which makes this a join.
   * @returns the identity row of the record
   */
  #settle(identityRow: number, words: Uint32Array, at: number): number {
    const length = identityWords(words, at);
    for (let settled = identityRow; ;) {
      const known = this.#identityRows.value(settled, RECORD);
      if (known === 0) {
        this.#identityRows.setValue(settled, this.#records.copy(words, at, length) + 1, RECORD);
        return settled;
      }
      if (areEqual(this.#records.words, known - 1, words, at, length)) return settled;
      // Different keys may have equal hashes, so only the key itself identifies the record.
      if (haveSameKey(this.#records.words, known - 1, words, at)) {
        this.#join(settled, identityAt(words, at));
        return settled;
      }
      const next = this.#identityRows.c(settled) + 1;
      settled = this.#identityRows.add(keyHashHi(words, at), keyHashLo(words, at), next);
    }
  }

  #record(identityRow: number): number {
    return this.#identityRows.value(identityRow, RECORD) - 1;
  }

  #join(identityRow: number, theirs: Identity): void {
    const ours = this.identity(identityRow);
    const joined: Identity = {
      key: ours.key,
      arn: greater(ours.arn, theirs.arn),
      type: greater(ours.type, theirs.type),
      accountId: greater(ours.accountId, theirs.accountId),
      issuerArn: greater(ours.issuerArn, theirs.issuerArn),
    };
    if (haveSameFields(ours, joined)) return;
    // The memory of the old record is not reused. That is rare, because a field seldom changes more than once.
    this.#identityRows.setValue(
      identityRow,
      appendIdentity(this.#records, joined, this.logicalShard(identityRow), this.#hashKey) + 1,
      RECORD,
    );
  }
}

function greater(a: string, b: string): string {
  return a > b ? a : b;
}
