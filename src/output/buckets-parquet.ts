import {
  ByteWriter,
  ParquetWriter,
  schemaFromColumnData,
  type BasicType,
  type ColumnSource,
} from 'hyparquet-writer';
import type { BucketLines } from '../wire/shard-messages.js';
import type { OutputFile } from './formats/output-format.js';

/** One line of `buckets.ndjson`. */
interface Bucket {
  readonly rule: string;
  readonly identity: string;
  readonly bucket: number;
  readonly retrievals: number;
  readonly failures: number;
  readonly distinctSecrets: number;
  readonly estimated: boolean;
}

/** Rows of a row group; all of them are in memory, and no others. DuckDB's own row groups have 122,880. */
const GROUP_ROWS = 65_536;

/**
 * Writes the buckets as a Parquet file, Snappy inside, a row group at a time. `bucket` is a UTC timestamp; no column is
 * ever null.
 */
export async function writeBucketsParquet(
  buckets: AsyncIterable<BucketLines>,
  file: OutputFile,
): Promise<void> {
  const writer = new ByteWriter();
  // The bytes so far go to the file, and the buffer is used again.
  const flush = (): void => {
    file.write(writer.getBytes().slice());
    writer.index = 0;
  };
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnsOf([]) }),
    createdBy: 'trailspike',
  });
  let rows: Bucket[] = [];
  const writeGroup = async (): Promise<void> => {
    if (rows.length === 0) return;
    await parquet.write({ columnData: columnsOf(rows), rowGroupSize: GROUP_ROWS });
    rows = [];
    flush();
  };
  for await (const { text } of buckets) {
    for (const line of text.trimEnd().split('\n')) {
      rows.push(JSON.parse(line) as Bucket);
      if (rows.length === GROUP_ROWS) await writeGroup();
    }
  }
  await writeGroup();
  await parquet.finish();
  flush();
}

/** A column of the file, and what a bucket has in it. */
interface Column {
  readonly name: keyof Bucket;
  readonly type: BasicType;
  readonly valueOf: (bucket: Bucket) => string | bigint | boolean | Date;
}

/** Names and order are those of `buckets.ndjson`. */
const COLUMNS: readonly Column[] = [
  { name: 'rule', type: 'STRING', valueOf: ({ rule }) => rule },
  { name: 'identity', type: 'STRING', valueOf: ({ identity }) => identity },
  { name: 'bucket', type: 'TIMESTAMP', valueOf: ({ bucket }) => new Date(bucket * 1000) },
  { name: 'retrievals', type: 'INT64', valueOf: ({ retrievals }) => BigInt(retrievals) },
  { name: 'failures', type: 'INT64', valueOf: ({ failures }) => BigInt(failures) },
  { name: 'distinctSecrets', type: 'INT64', valueOf: ({ distinctSecrets }) => BigInt(distinctSecrets) },
  { name: 'estimated', type: 'BOOLEAN', valueOf: ({ estimated }) => estimated },
];

function columnsOf(rows: readonly Bucket[]): ColumnSource[] {
  return COLUMNS.map(({ name, type, valueOf }) => ({ name, type, nullable: false, data: rows.map(valueOf) }));
}
