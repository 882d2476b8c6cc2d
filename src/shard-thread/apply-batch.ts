import { CONTEXT_KINDS } from '../model/context-kind.js';
import { identityWords, recordLogicalShard } from '../profile/identity-record.js';
import { NAME_WORDS } from '../profile/name-table.js';
import type { ProfileStore } from '../profile/profile-store.js';
import { RetrievalBlock } from '../profile/retrieval-block.js';
import {
  BATCH,
  CONTEXT,
  MATCH_ALL,
  DENIED,
  FAILED,
  LIMIT_SHIFT,
  LIST,
  ROW_WORDS,
  viewBatch,
  type BatchView,
} from '../wire/packed-batch.js';

/** Reused by every batch. */
const block = new RetrievalBlock();

/**
 * Joins a packed batch into a store, without the identities in logical shards that the caller does not own.
 * @returns the number of rows applied: retrievals, and context events but for repetitions
 */
export function applyBatch(
  store: ProfileStore,
  bytes: Uint8Array,
  owns: (logicalShard: number) => boolean,
): number {
  const batch = viewBatch(bytes);
  const { words, names } = batch;
  const identityRows = addIdentities(store, batch, owns);
  const nameRows = noteNames(store, batch, identityRows);
  const signed = new Int32Array(words.buffer, words.byteOffset, words.length);
  let applied = 0;
  block.clear();
  for (let row = batch.rows; row < words.length; row += ROW_WORDS) {
    const identityRow = identityRows[words[row]!]!;
    if (identityRow < 0) continue;
    applied++;
    const flags = words[row + 7]!;
    if ((flags & CONTEXT) !== 0) {
      addContext(store, batch, row, identityRow);
      continue;
    }
    if (flags !== 0) {
      addUnusual(store, batch, row, identityRow);
      continue;
    }
    const time = words[row + 1]!;
    const scope = names + words[row + 4]! * NAME_WORDS;
    const origin = names + words[row + 5]! * NAME_WORDS;
    const subject = words[row + 6]!;
    const accessKey = signed[row + 8]!;
    block.add(identityRow, time, store.bucketOf(time), signed, row + 2, origin, scope, accessKey);
    if (subject > 0) {
      const name = subject - 1;
      block.addSecret(identityRow, time, signed, names + name * NAME_WORDS, nameRows[name]!);
    }
    if (block.isFull) block.flush(store);
  }
  block.flush(store);
  return applied;
}

/** @returns the identity row of each identity of the batch, -1 of those that are left out */
function addIdentities(
  store: ProfileStore,
  { words, identities, identityCount }: BatchView,
  owns: (logicalShard: number) => boolean,
): Int32Array {
  const identityRows = new Int32Array(identityCount).fill(-1);
  const owned = new Uint32Array(identityCount);
  const starts = new Uint32Array(identityCount);
  let count = 0;
  for (let identity = 0, at = identities; identity < identityCount; identity++) {
    if (owns(recordLogicalShard(words, at))) {
      owned[count] = identity;
      starts[count++] = at;
    }
    at += identityWords(words, at);
  }
  const found = store.addIdentityRecords(words, starts.subarray(0, count));
  for (let n = 0; n < count; n++) identityRows[owned[n]!] = found[n]!;
  return identityRows;
}

/** Notes the names used by the rows that are applied. @returns the row of each in the table of names */
function noteNames(store: ProfileStore, batch: BatchView, identityRows: Int32Array): Uint32Array {
  const { words, nameCount, names, texts } = batch;
  let used = new Uint32Array(nameCount);
  for (let name = 0; name < nameCount; name++) used[name] = name;
  if (identityRows.includes(-1)) {
    const isUsed = new Uint8Array(nameCount);
    for (let row = batch.rows; row < words.length; row += ROW_WORDS) {
      if (identityRows[words[row]!]! < 0) continue;
      const flags = words[row + 7]!;
      for (const name of itemsOf(batch, row)) isUsed[name] = 1;
      if ((flags & CONTEXT) !== 0) continue;
      isUsed[words[row + 4]!] = 1;
      isUsed[words[row + 5]!] = 1;
    }
    used = used.filter((name) => isUsed[name] === 1);
  }
  const rows = new Uint32Array(nameCount);
  store.names.noteAll(words, used, names, texts, rows);
  return rows;
}

function addContext(
  store: ProfileStore,
  { words, names, lists }: BatchView,
  row: number,
  identityRow: number,
): void {
  const kind = CONTEXT_KINDS[words[row + 7]! >>> LIMIT_SHIFT]!;
  const from = lists + words[row + 6]! + 1;
  const to = from + words[from - 1]!;
  for (let at = from; at < to; at++) {
    const entry = names + words[at]! * NAME_WORDS;
    store.addContext(identityRow, kind, words[entry]!, words[entry + 1]!, words[row + 1]!);
  }
}

/** Adds a retrieval that is not a successful `get`: there are few. */
function addUnusual(store: ProfileStore, batch: BatchView, row: number, identityRow: number): void {
  const { words } = batch;
  const hash = (name: number): [hi: number, lo: number] => {
    const entry = batch.names + name * NAME_WORDS;
    return [words[entry]!, words[entry + 1]!];
  };
  const time = words[row + 1]!;
  const key = [words[row + 2]!, words[row + 3]!] as const;
  const flags = words[row + 7]!;
  const items = Array.from(itemsOf(batch, row), hash);
  store.addScope(identityRow, ...hash(words[row + 4]!), time);
  if ((flags & DENIED) !== 0) store.addDenied(identityRow, time, ...key);
  if ((flags & MATCH_ALL) !== 0) store.addMatchAll(identityRow, time, ...key);
  const origin = hash(words[row + 5]!);
  const accessKey = words[row + 8]!;
  if (accessKey !== 0) store.addAccessKey(identityRow, accessKey, origin[1], time);
  if ((flags & FAILED) !== 0) {
    store.addFailure(identityRow, time, ...key);
    store.addFailedOrigin(identityRow, ...origin, time);
    for (const item of items) store.addRefusedItem(identityRow, time, ...item);
    return;
  }
  store.addOrigin(identityRow, ...origin, time, ...key);
  if ((flags & BATCH) !== 0) {
    store.addBatchCall(identityRow, time, ...key, items.length, flags >>> LIMIT_SHIFT);
    for (const item of items) store.addBatchSecret(identityRow, time, ...item);
  } else {
    const cell = store.addRetrieval(identityRow, time, ...key);
    for (const item of items) store.addSecret(identityRow, cell, time, ...item);
  }
}

/** The numbers of the names of a row's items. */
function itemsOf({ words, lists }: BatchView, row: number): Iterable<number> {
  const subject = words[row + 6]!;
  const flags = words[row + 7]!;
  const isList = (flags & (LIST | CONTEXT)) !== 0 || (flags & (BATCH | FAILED)) === BATCH;
  if (!isList) return subject === 0 ? [] : [subject - 1];
  const from = lists + subject + 1;
  return words.subarray(from, from + words[from - 1]!);
}
