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

/** Of the group at hand. */
const keys = new Int32Array(GROUP * 3);

/** What a row carries: the address of the record + 1 (0: none yet), … */
const RECORD = 0;
/** … and what the identity met last, for the next look for the same: see `recent`. */
export const RECENT_SCOPE = 1;
export const RECENT_ORIGIN = 2;

/**
 * The identities that a store holds, each with a dense number (its owner number in the other tables) and the
 * section of the state that it belongs to. They are kept as records and become objects when asked for.
 */
export class IdentityTable {
  /** By the hash of the key, and which of the keys with that hash it is. */
  readonly #identityRows = new KeyTable(3, 3);
  readonly #records = new TextArena();
  readonly #scratch = new TextArena();

  get size(): number {
    return this.#identityRows.size;
  }

  /** The owner number of an identity. */
  add(identity: Identity, logicalShard: number): number {
    this.#scratch.clear();
    appendIdentity(this.#scratch, identity, logicalShard);
    const { words } = this.#scratch;
    return this.#settle(this.#identityRows.add(keyHashHi(words, 0), keyHashLo(words, 0)), words, 0);
  }

  /** The owner numbers of the identities whose records begin at `starts` in `words`. */
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
      if (known !== 0) this.#records.fetch(known - 1, identityWords(words, starts[n]!));
    }
    for (let n = 0; n < starts.length; n++)
      identityRows[n] = this.#settle(identityRows[n]!, words, starts[n]!);
  }

  /** A number that is kept for others beside an identity, 0 to begin with. */
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

  /** Owner numbers sorted by key (code units), all or those of one section. */
  sorted(logicalShard?: number): number[] {
    const keyed: { readonly identityRow: number; readonly key: string }[] = [];
    for (let identityRow = 0; identityRow < this.size; identityRow++) {
      if (logicalShard === undefined || this.logicalShard(identityRow) === logicalShard)
        keyed.push({ identityRow, key: this.key(identityRow) });
    }
    return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ identityRow }) => identityRow);
  }

  /**
   * Joins a record into the identity `owner`, the first with the hash of its key. Records of one key may know
   * different amounts about it, so each field keeps the greatest text seen, which makes this a join.
   * @returns the owner number of the identity whose record it is
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
      // Keys can be made to have equal hashes, so only the key itself says whose record this is.
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
    // The old record is lost to the memory; a field has few greatest values on its way.
    this.#identityRows.setValue(
      identityRow,
      appendIdentity(this.#records, joined, this.logicalShard(identityRow)) + 1,
      RECORD,
    );
  }
}

function greater(a: string, b: string): string {
  return a > b ? a : b;
}
