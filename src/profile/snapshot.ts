import { crc32 } from 'node:zlib';
import { ByteReader, ByteWriter } from '../base/codec.js';
import { EXACT_LIMIT, PRECISION } from '../sketch/distinct-block.js';
import { CONTEXT_KINDS } from '../model/context-kind.js';
import { inBucketOrder } from './bucket-order.js';
import type { CellTable } from './cell-table.js';
import type { FirstSeenTable } from './first-seen-table.js';
import type { IdentityIndex } from './identity-index.js';
import type { ProfileStore } from './profile-store.js';

/*
 * A snapshot is one logical shard of a store as canonical bytes: equal states have equal snapshots. All integers are
 * little-endian, counts are varints, texts are UTF-8 behind their length.
 *
 *   "TSPR" │ format u8 │ bucketDuration u32 │ EXACT_LIMIT u16 │ PRECISION u8 │ logical shard u8
 *   names     count, then each: hi u32, lo u32, text                              ascending by hash
 *   profiles  count, then each:                                                    ascending by key
 *     key, arn, type, accountId, issuerArn
 *     cells        count, then each: bucket u32, retrievals, failures, secrets     ascending by bucket
 *     batch cells  count, then each: bucket u32, listed, filtered, secrets         ascending by bucket
 *     late batch cells, likewise
 *     case cells   count, then each: bucket u32, denied, matchAll, refusedItems     ascending by bucket
 *     secrets      count, then each: hi u32, lo u32, time u32                      ascending by hash
 *     origins      count, then each: hi u32, lo u32, time u32, days u32            ascending by hash
 *     origins of failed calls, scopes, access keys, and items by kind of context, each likewise without days
 *     origin cells, for each origin in that order: count, then each: bucket u32, retrievals     ascending by bucket
 *   crc32 u32 of everything before
 *
 * The hashes of names have the key of the state; those of earlier formats have none, so they are not read.
 */

const MAGIC = 0x52505354; // "TSPR"
const FORMAT = 6;
/** Times are 32 bits of epoch seconds. */
const LAST_TIME = 2 ** 32 - 1;

/** The snapshot of one logical shard. */
export function snapshotOf(store: ProfileStore, logicalShard: number): Uint8Array {
  const identityRows = store.identities.sorted(logicalShard);
  const index = store.index();
  const writer = new ByteWriter(1 << 16);
  writer.u32(MAGIC);
  writer.u8(FORMAT);
  writer.u32(store.bucketDuration);
  writer.u16(EXACT_LIMIT);
  writer.u8(PRECISION);
  writer.u8(logicalShard);
  writeNames(writer, store, identityRows);
  writer.varint(identityRows.length);
  for (const identityRow of identityRows) {
    const { key, arn, type, accountId, issuerArn } = store.identities.identity(identityRow);
    for (const text of [key, arn, type, accountId, issuerArn]) writer.utf8(text);
    writeCells(writer, store.cells, index.cells.rowsOf(identityRow));
    writeCells(writer, store.batchCells, index.batchCells.rowsOf(identityRow));
    writeCells(writer, store.lateBatchCells, index.lateBatchCells.rowsOf(identityRow));
    writeCells(writer, store.caseCells, index.caseCells.rowsOf(identityRow));
    writePairs(writer, store.secrets, index.secrets.rowsOf(identityRow));
    const origins = index.origins.rowsOf(identityRow);
    writePairs(writer, store.origins, origins, true);
    writePairs(writer, store.failedOrigins, index.failedOrigins.rowsOf(identityRow));
    writePairs(writer, store.scopes, index.scopes.rowsOf(identityRow));
    writePairs(writer, store.accessKeys, index.accessKeys.rowsOf(identityRow));
    for (const kind of CONTEXT_KINDS) {
      writePairs(writer, store.context[kind], index.context[kind].rowsOf(identityRow));
    }
    for (const origin of origins) {
      const early = index.originCells
        .rowsOf(origin)
        .filter((row) => store.isEarly(origin, store.originCells.bucket(row)));
      writeCells(writer, store.originCells, early);
    }
  }
  const body = writer.finish();
  const whole = new Uint8Array(body.length + 4);
  whole.set(body);
  new DataView(whole.buffer).setUint32(body.length, crc32(body), true);
  return whole;
}

/** The checksum at the end of a snapshot. @param snapshot as `snapshotOf` made it, or as `mergeSnapshot` has accepted it */
export function checksumOf(snapshot: Uint8Array): number {
  return new DataView(snapshot.buffer, snapshot.byteOffset + snapshot.length - 4).getUint32(0, true);
}

/**
 * Joins a snapshot into a store.
 * @returns its logical shard
 * @throws TrailspikeError E_STATE_DAMAGED when the bytes are damaged, cut off, of another format or made with
 * other parameters; the store must not be used after that
 */
export function mergeSnapshot(store: ProfileStore, bytes: Uint8Array): number {
  const reader = new ByteReader(
    bytes.subarray(0, Math.max(0, bytes.length - 4)),
    'snapshot',
    'E_STATE_DAMAGED',
  );
  if (bytes.length < 4) reader.fail('is cut off');
  const checksum = checksumOf(bytes);
  if (reader.remaining < 4 || reader.u32() !== MAGIC)
    reader.fail('is not a snapshot: it does not begin with TSPR');
  if (checksum !== crc32(bytes.subarray(0, bytes.length - 4)))
    reader.fail('is damaged: its checksum does not fit');
  expectSame(reader, 'format', reader.u8(), FORMAT);
  expectSame(reader, 'bucket duration', reader.u32(), store.bucketDuration);
  expectSame(reader, 'limit of exact sets', reader.u16(), EXACT_LIMIT);
  expectSame(reader, 'sketch precision', reader.u8(), PRECISION);
  const logicalShard = reader.u8();
  for (let names = reader.varint(); names > 0; names--) {
    const hi = reader.u32();
    store.noteName(hi, reader.u32(), reader.utf8());
  }
  for (let profiles = reader.varint(); profiles > 0; profiles--) {
    const [key, arn, type] = [reader.utf8(), reader.utf8(), reader.utf8()];
    const [accountId, issuerArn] = [reader.utf8(), reader.utf8()];
    const identityRow = store.addIdentity({ key, arn, type, accountId, issuerArn }, logicalShard);
    const merge = (table: CellTable<string>, row: number): void =>
      mergeCells(reader, table, row, store.bucketOf(LAST_TIME));
    merge(store.cells, identityRow);
    merge(store.batchCells, identityRow);
    merge(store.lateBatchCells, identityRow);
    merge(store.caseCells, identityRow);
    mergePairs(reader, store.secrets, identityRow);
    const origins = mergePairs(reader, store.origins, identityRow, true);
    mergePairs(reader, store.failedOrigins, identityRow);
    mergePairs(reader, store.scopes, identityRow);
    mergePairs(reader, store.accessKeys, identityRow);
    for (const kind of CONTEXT_KINDS) mergePairs(reader, store.context[kind], identityRow);
    for (const origin of origins) merge(store.originCells, origin);
  }
  reader.end();
  return logicalShard;
}

function expectSame(reader: ByteReader, what: string, found: number, expected: number): void {
  if (found !== expected) reader.fail(`has ${what} ${found}, expected ${expected}`);
}

function writeCells(writer: ByteWriter, table: CellTable<string>, rows: Uint32Array): void {
  const columns = Object.values(table.columns);
  writer.varint(rows.length);
  for (const row of inBucketOrder(table, rows)) {
    writer.u32(table.bucket(row));
    for (const column of columns) column.write(row, writer);
  }
}

function mergeCells(
  reader: ByteReader,
  table: CellTable<string>,
  identityRow: number,
  lastBucket: number,
): void {
  const columns = Object.values(table.columns);
  for (let cells = reader.varint(); cells > 0; cells--) {
    const bucket = reader.u32();
    if (bucket > lastBucket) reader.fail(`has a cell of bucket ${bucket}, which no time is in`);
    const row = table.cell(identityRow, bucket);
    for (const column of columns) column.mergeFrom(row, reader);
  }
}

function writePairs(writer: ByteWriter, table: FirstSeenTable, rows: Uint32Array, days = false): void {
  rows.sort((a, b) => table.hi(a) - table.hi(b) || table.lo(a) - table.lo(b));
  writer.varint(rows.length);
  for (const row of rows) {
    writer.u32(table.hi(row));
    writer.u32(table.lo(row));
    writer.u32(table.time(row));
    if (days) writer.u32(table.days(row));
  }
}

/** @returns the rows of the pairs, in their order */
function mergePairs(reader: ByteReader, table: FirstSeenTable, identityRow: number, days = false): number[] {
  const rows: number[] = [];
  for (let pairs = reader.varint(); pairs > 0; pairs--) {
    const hi = reader.u32();
    const lo = reader.u32();
    const time = reader.u32();
    const row = table.note(identityRow, hi, lo, time);
    if (days) table.joinDays(row, time, reader.u32());
    rows.push(row);
  }
  return rows;
}

/** Writes the name of every secret, origin, scope, refused item and item of context of the identities, each once. */
function writeNames(writer: ByteWriter, store: ProfileStore, identityRows: readonly number[]): void {
  const index = store.index();
  const names: (readonly [hi: number, lo: number, text: string])[] = [];
  const isNoted = new Uint8Array(store.names.size);
  const { refusedItems } = store.caseCells.columns;
  const note = (hi: number, lo: number): void => {
    const row = store.names.find(hi, lo);
    if (row < 0 || isNoted[row] === 1) return;
    isNoted[row] = 1;
    names.push([hi, lo, store.names.text(hi, lo)!]);
  };
  const tables: readonly (readonly [FirstSeenTable, IdentityIndex])[] = [
    [store.secrets, index.secrets],
    [store.origins, index.origins],
    [store.failedOrigins, index.failedOrigins],
    [store.scopes, index.scopes],
    ...CONTEXT_KINDS.map((kind) => [store.context[kind], index.context[kind]] as const),
  ];
  for (const identityRow of identityRows) {
    for (const [table, rows] of tables) {
      for (const row of rows.rowsOf(identityRow)) {
        note(table.hi(row), table.lo(row));
      }
    }
    for (const row of index.caseCells.rowsOf(identityRow)) refusedItems.forEach(row, note);
  }
  const sorted = names.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  writer.varint(sorted.length);
  for (const [hi, lo, text] of sorted) {
    writer.u32(hi);
    writer.u32(lo);
    writer.utf8(text);
  }
}
