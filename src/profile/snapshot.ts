import { crc32 } from 'node:zlib';
import { ByteReader, ByteWriter } from '../base/codec.js';
import { EXACT_LIMIT, PRECISION } from '../sketch/distinct-block.js';
import { inBucketOrder } from './bucket-order.js';
import type { CellTable } from './cell-table.js';
import type { FirstSeen } from './first-seen-table.js';
import type { OwnerIndex } from './owner-index.js';
import type { ProfileStore } from './profile-store.js';

/*
 * A snapshot is one section of a store in bytes, canonical: equal states have equal snapshots. All integers are
 * little-endian, counts are varints, texts UTF-8 behind their length.
 *
 *   "TSPR" │ format u8 │ bucketDuration u32 │ EXACT_LIMIT u16 │ PRECISION u8 │ section u8
 *   names     count, then each: hi u32, lo u32, text                              ascending by hash
 *   profiles  count, then each:                                                    ascending by key
 *     key, arn, type, accountId, issuerArn
 *     cells        count, then each: bucket u32, retrievals, failures, secrets     ascending by bucket
 *     batch cells  count, then each: bucket u32, listed, filtered, secrets         ascending by bucket
 *     late batch cells, likewise
 *     case cells   count, then each: bucket u32, denied, catchAll                  ascending by bucket
 *     secrets, origins, places   count, then each: hi u32, lo u32, time u32        ascending by hash
 *     origin cells, for each origin in that order: count, then each: bucket u32, retrievals     ascending by bucket
 *   crc32 u32 of all before
 */

const MAGIC = 0x52505354; // "TSPR"
const FORMAT = 2;

/** The identities of one section, whole. */
export function snapshotOf(store: ProfileStore, section: number): Uint8Array {
  const owners = store.identities.sorted(section);
  const index = store.index();
  const writer = new ByteWriter(1 << 16);
  writer.u32(MAGIC);
  writer.u8(FORMAT);
  writer.u32(store.bucketDuration);
  writer.u16(EXACT_LIMIT);
  writer.u8(PRECISION);
  writer.u8(section);
  writeNames(writer, store, owners);
  writer.varint(owners.length);
  for (const owner of owners) {
    const { key, arn, type, accountId, issuerArn } = store.identities.identity(owner);
    for (const text of [key, arn, type, accountId, issuerArn]) writer.utf8(text);
    writeCells(writer, store.cells, index.cells.rowsOf(owner));
    writeCells(writer, store.batchCells, index.batchCells.rowsOf(owner));
    writeCells(writer, store.lateBatchCells, index.lateBatchCells.rowsOf(owner));
    writeCells(writer, store.caseCells, index.caseCells.rowsOf(owner));
    writePairs(writer, store.secrets, index.secrets.rowsOf(owner));
    const origins = index.origins.rowsOf(owner);
    writePairs(writer, store.origins, origins);
    writePairs(writer, store.places, index.places.rowsOf(owner));
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

/**
 * Joins a snapshot into a store.
 * @throws TrailspikeError E_STATE_DAMAGED when the bytes are damaged, cut off, of another format or made with
 * other parameters; the store is then not to be used any more.
 */
export function mergeSnapshot(store: ProfileStore, bytes: Uint8Array): void {
  const reader = new ByteReader(
    bytes.subarray(0, Math.max(0, bytes.length - 4)),
    'snapshot',
    'E_STATE_DAMAGED',
  );
  if (bytes.length < 4) reader.fail('is cut off');
  const checksum = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4).getUint32(0, true);
  if (reader.remaining < 4 || reader.u32() !== MAGIC) reader.fail('is none: it does not begin with TSPR');
  if (checksum !== crc32(bytes.subarray(0, bytes.length - 4)))
    reader.fail('is damaged: its checksum does not fit');
  expectSame(reader, 'format', reader.u8(), FORMAT);
  expectSame(reader, 'bucket duration', reader.u32(), store.bucketDuration);
  expectSame(reader, 'limit of exact sets', reader.u16(), EXACT_LIMIT);
  expectSame(reader, 'sketch precision', reader.u8(), PRECISION);
  const section = reader.u8();
  for (let names = reader.varint(); names > 0; names--) {
    const hi = reader.u32();
    store.noteName(hi, reader.u32(), reader.utf8());
  }
  for (let profiles = reader.varint(); profiles > 0; profiles--) {
    const [key, arn, type] = [reader.utf8(), reader.utf8(), reader.utf8()];
    const [accountId, issuerArn] = [reader.utf8(), reader.utf8()];
    const owner = store.addIdentity({ key, arn, type, accountId, issuerArn }, section);
    mergeCells(reader, store.cells, owner);
    mergeCells(reader, store.batchCells, owner);
    mergeCells(reader, store.lateBatchCells, owner);
    mergeCells(reader, store.caseCells, owner);
    mergePairs(reader, store.secrets, owner);
    const origins = mergePairs(reader, store.origins, owner);
    mergePairs(reader, store.places, owner);
    for (const origin of origins) mergeCells(reader, store.originCells, origin);
  }
  reader.end();
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

function mergeCells(reader: ByteReader, table: CellTable<string>, owner: number): void {
  const columns = Object.values(table.columns);
  for (let cells = reader.varint(); cells > 0; cells--) {
    const row = table.cell(owner, reader.u32());
    for (const column of columns) column.mergeFrom(row, reader);
  }
}

function writePairs(writer: ByteWriter, table: FirstSeen, rows: Uint32Array): void {
  rows.sort((a, b) => table.hi(a) - table.hi(b) || table.lo(a) - table.lo(b));
  writer.varint(rows.length);
  for (const row of rows) {
    writer.u32(table.hi(row));
    writer.u32(table.lo(row));
    writer.u32(table.time(row));
  }
}

/** @returns the rows of the pairs, in their order. */
function mergePairs(reader: ByteReader, table: FirstSeen, owner: number): number[] {
  const rows: number[] = [];
  for (let pairs = reader.varint(); pairs > 0; pairs--) {
    const hi = reader.u32();
    const lo = reader.u32();
    rows.push(table.note(owner, hi, lo, reader.u32()));
  }
  return rows;
}

/** Names of everything that the owners have met, each once. */
function writeNames(writer: ByteWriter, store: ProfileStore, owners: readonly number[]): void {
  const index = store.index();
  const names = new Map<string, readonly [hi: number, lo: number, text: string]>();
  const tables: readonly [FirstSeen, OwnerIndex][] = [
    [store.secrets, index.secrets],
    [store.origins, index.origins],
    [store.places, index.places],
  ];
  for (const owner of owners) {
    for (const [table, rows] of tables) {
      for (const row of rows.rowsOf(owner)) {
        const [hi, lo] = [table.hi(row), table.lo(row)];
        const text = store.names.text(hi, lo);
        if (text !== undefined) names.set(`${hi} ${lo}`, [hi, lo, text]);
      }
    }
  }
  const sorted = [...names.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  writer.varint(sorted.length);
  for (const [hi, lo, text] of sorted) {
    writer.u32(hi);
    writer.u32(lo);
    writer.utf8(text);
  }
}
