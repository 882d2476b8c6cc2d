import { DEFAULT_LIMITS, type DecodeLimits } from '../decode-limits.js';
import { plainName } from '../cloudtrail/field-names.js';
import { failureOf, ParquetDamage } from './parquet-damage.js';
import { type Leaf, ParquetFile } from './parquet-file.js';

/** One object in a data file of S3 Inventory. */
export interface InventoryRow {
  readonly bucket: string;
  /** As it is: in Parquet it is not URL-encoded, other than in CSV. */
  readonly key: string;
  /** Bytes; undefined if the inventory does not have it, or for a delete marker. */
  readonly size: number | undefined;
  /** Empty if the inventory does not have it. */
  readonly eTag: string;
  /** Whether it is the current version and no delete marker; true if the inventory has current versions only. */
  readonly isLatest: boolean;
}

/** Columns of an inventory (docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html). */
const COLUMNS = ['bucket', 'key', 'size', 'e_tag', 'is_latest', 'is_delete_marker'];

/**
 * The rows of a data file of S3 Inventory in Parquet, one row group in memory at a time.
 * @param where the name of the file, for errors
 * @throws {ParquetDamage} naming the file and the row group, if it is damaged or has no columns `bucket` and `key`
 */
export function* readInventoryRows(
  bytes: Uint8Array,
  where: string,
  limits: DecodeLimits = DEFAULT_LIMITS,
): Generator<InventoryRow> {
  let place = 'footer';
  try {
    const file = new ParquetFile(bytes, limits);
    const leaves = columnsOf(file);
    for (let group = 0; group < file.groups; group++) {
      place = `row group ${group}`;
      const numbers = Array.from({ length: file.rowsIn(group) }, (_, row) => row);
      for (const row of file.rows(group, leaves, numbers)) yield rowOf(row);
    }
  } catch (error) {
    const { reason, detail } = failureOf(error, `${where}: ${place}`);
    throw new ParquetDamage(reason, detail);
  }
}

function columnsOf(file: ParquetFile): Leaf[] {
  const wanted = new Set(COLUMNS.map(plainName));
  const leaves = file.leaves.filter(({ names }) => names.length === 1 && wanted.has(plainName(names[0]!)));
  for (const needed of ['bucket', 'key']) {
    if (!leaves.some(({ names }) => plainName(names[0]!) === needed))
      throw new ParquetDamage('unsupportedParquet', `no column ${needed}: not a file of S3 Inventory`);
  }
  return leaves;
}

function rowOf(row: Record<string, unknown>): InventoryRow {
  const values = new Map(Object.entries(row).map(([name, value]) => [plainName(name), value]));
  const text = (name: string): string => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
  const size = values.get('size');
  return {
    bucket: text('bucket'),
    key: text('key'),
    size: typeof size === 'bigint' || typeof size === 'number' ? Number(size) : undefined,
    eTag: text('etag'),
    isLatest: values.get('islatest') !== false && values.get('isdeletemarker') !== true,
  };
}
