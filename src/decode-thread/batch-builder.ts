import { memoize } from '../base/memoize.js';
import { CONTEXT_KINDS } from '../model/context-kind.js';
import type { ContextEvent, Projected, Retrieval } from '../model/retrieval.js';
import { hash64 } from '../base/hash.js';
import { FIXED_HASH_KEY, type HashKey, keyedHash } from '../base/keyed-hash.js';
import { IdentityDictionary } from './identity-dictionary.js';
import { NameDictionary } from './name-dictionary.js';
import { KeyTable } from '../profile/key-table.js';
import {
  BATCH,
  CONTEXT,
  MATCH_ALL,
  DENIED,
  FAILED,
  LIMIT_SHIFT,
  LIST,
  packBatch,
  ROW_WORDS,
} from '../wire/packed-batch.js';
import { logicalShardOf, shardOf } from '../wire/logical-shard.js';
import type { RoutedBatch } from '../wire/decode-messages.js';
import { WordList } from '../base/word-list.js';

const scopeOf = memoize((region, accountId) => `${accountId}/${region}`);

/** Collects retrievals and context, and packs them; each batch reuses the memory of the last. */
export class BatchBuilder {
  readonly #identities: IdentityDictionary;
  readonly #names: NameDictionary;
  readonly #hashKey: HashKey;
  readonly #lists = new WordList();
  readonly #rows = new WordList(64 * ROW_WORDS);
  readonly #key = new Uint32Array(2);
  readonly #accessKeys = new Map<string, number>();
  /** Where the items of context are in the lists. */
  #itemLists = new Map<readonly string[], number>();
  /** Rows of context: where the row of an identity and a list of items is. */
  #contextRows = new KeyTable(2, 1);
  #size = 0;

  /** @param hashKey of the hashes of names and identities. @default the one that everybody knows */
  constructor(hashKey: HashKey = FIXED_HASH_KEY) {
    this.#hashKey = hashKey;
    this.#identities = new IdentityDictionary(hashKey);
    this.#names = new NameDictionary(hashKey);
  }

  /** Retrievals and context events added so far, without context that names no item. */
  get size(): number {
    return this.#size;
  }

  add(one: Projected, logicalShard: number): void {
    if (one.kind === 'context') this.#addContext(one, logicalShard);
    else this.#addRetrieval(one, logicalShard);
  }

  /**
   * Of events that are alike but for their time, only the first counts, so they have one row. Lists of items are known by
   * the array itself: decoders give the same one for events that repeat (`KnownContexts`), and others cost a row more.
   */
  #addContext({ identity, time, context, items }: ContextEvent, logicalShard: number): void {
    if (items.length === 0) return;
    this.#size++;
    const number = this.#identities.number(identity, logicalShard);
    let list = this.#itemLists.get(items);
    if (list === undefined) this.#itemLists.set(items, (list = this.#list(items)));
    const flags = CONTEXT | (CONTEXT_KINDS.indexOf(context) << LIMIT_SHIFT);
    const known = this.#contextRows.size;
    const pair = this.#contextRows.add(number, list);
    if (pair < known) {
      const { words } = this.#rows;
      const row = this.#contextRows.value(pair);
      if (words[row + 7] === flags) {
        if (time < words[row + 1]!) words[row + 1] = time;
        return;
      }
    }
    const start = this.#rows.extend(ROW_WORDS);
    const { words } = this.#rows;
    words[start] = number;
    words[start + 1] = time;
    words[start + 6] = list;
    words[start + 7] = flags;
    this.#contextRows.setValue(pair, start);
  }

  #addRetrieval(retrieval: Retrieval, logicalShard: number): void {
    const { kind, time, failed, denied, notFound } = retrieval;
    const batch = kind === 'batch';
    // Of a failed call only the items matter that were refused or do not exist.
    const items = failed && !denied && !notFound ? [] : retrieval.items;
    const isList = items.length > 1 || (batch && !failed);
    this.#size++;
    hash64(retrieval.eventKey, this.#key);
    const start = this.#rows.extend(ROW_WORDS);
    const { words } = this.#rows;
    words[start] = this.#identities.number(retrieval.identity, logicalShard);
    words[start + 1] = time;
    words[start + 2] = this.#key[0]!;
    words[start + 3] = this.#key[1]!;
    words[start + 4] = this.#names.number(scopeOf(retrieval.region, retrieval.recipientAccountId));
    words[start + 5] = this.#names.number(retrieval.origin);
    words[start + 6] = isList ? this.#list(items) : this.#item(items);
    words[start + 7] =
      (batch ? BATCH : 0) |
      (isList && (!batch || failed) ? LIST : 0) |
      (failed ? FAILED : 0) |
      (denied ? DENIED : 0) |
      (retrieval.matchAll ? MATCH_ALL : 0) |
      (retrieval.atMost << LIMIT_SHIFT);
    words[start + 8] = this.#accessKeyHash(retrieval.accessKeyId);
  }

  /** Packs what was added since the last call, in memory of its own. */
  pack(): Uint8Array<ArrayBuffer> {
    const bytes = packBatch({
      identities: this.#identities.records,
      identityCount: this.#identities.size,
      names: this.#names.entries,
      texts: this.#names.texts,
      lists: this.#lists.filled(),
      rows: this.#byIdentity(),
    });
    for (const part of [this.#identities, this.#names, this.#lists, this.#rows, this.#accessKeys])
      part.clear();
    // New ones, for the reason given in NameDictionary.
    this.#itemLists = new Map();
    this.#contextRows = new KeyTable(2, 1);
    this.#size = 0;
    return bytes;
  }

  /**
   * The rows, those of one identity together and in their order: what the shard looks up for one row is then still in
   * the processor's cache for the next.
   */
  #byIdentity(): Uint32Array {
    const next = new Uint32Array(this.#identities.size + 1);
    const rows = this.#rows.filled();
    for (let at = 0; at < rows.length; at += ROW_WORDS) next[rows[at]! + 1]! += ROW_WORDS;
    for (let identity = 1; identity < next.length; identity++) next[identity]! += next[identity - 1]!;
    const sorted = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at += ROW_WORDS) {
      const identity = rows[at]!;
      const to = next[identity]!;
      for (let word = 0; word < ROW_WORDS; word++) sorted[to + word] = rows[at + word]!;
      next[identity] = to + ROW_WORDS;
    }
    return sorted;
  }

  /** A hash of a temporary access key, not 0; 0 for any other key. */
  #accessKeyHash(accessKeyId: string): number {
    if (!accessKeyId.startsWith('ASIA')) return 0;
    let known = this.#accessKeys.get(accessKeyId);
    if (known === undefined) {
      keyedHash(accessKeyId, this.#key, this.#hashKey);
      known = this.#key[1]! || 1;
      this.#accessKeys.set(accessKeyId, known);
    }
    return known;
  }

  #item(items: readonly string[]): number {
    const [item] = items;
    return item === undefined ? 0 : this.#names.number(item) + 1;
  }

  #list(items: readonly string[]): number {
    const start = this.#lists.extend(1 + items.length);
    this.#lists.words[start] = items.length;
    for (const [index, item] of items.entries()) {
      this.#lists.words[start + 1 + index] = this.#names.number(item);
    }
    return start;
  }
}

/** Groups retrievals by measure and shard thread; used for one job after the other. */
export class BatchRouter {
  readonly #shards: number;
  readonly #hashKey: HashKey;
  /** Of measure m and shard s at `m * shards + s`, once it is needed. */
  readonly #builders: (BatchBuilder | undefined)[] = [];
  /** By identity key: to compute one takes longer than all else here. */
  #logicalShards = new Map<string, number>();

  /**
   * @param shards number of shard threads
   * @param hashKey of the hashes of names and identities. @default the one that everybody knows
   */
  constructor(shards: number, hashKey: HashKey = FIXED_HASH_KEY) {
    this.#shards = shards;
    this.#hashKey = hashKey;
  }

  /** @param measure index of the measure that counts it */
  add(retrieval: Projected, measure: number): void {
    const { key } = retrieval.identity;
    let logicalShard = this.#logicalShards.get(key);
    if (logicalShard === undefined) this.#logicalShards.set(key, (logicalShard = logicalShardOf(key)));
    const shard = shardOf(logicalShard, this.#shards);
    (this.#builders[measure * this.#shards + shard] ??= new BatchBuilder(this.#hashKey)).add(
      retrieval,
      logicalShard,
    );
  }

  /** Packs what was added since the last call: one batch for each measure and shard that gets any. */
  pack(): RoutedBatch[] {
    this.#logicalShards = new Map();
    const batches: RoutedBatch[] = [];
    for (const [index, builder] of this.#builders.entries()) {
      if (builder === undefined || builder.size === 0) continue;
      batches.push({
        measure: Math.floor(index / this.#shards),
        shard: index % this.#shards,
        retrievals: builder.size,
        bytes: builder.pack(),
      });
    }
    return batches;
  }
}
