import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readInventoryRows } from '../../../src/decode/parquet/inventory-rows.js';
import { ParquetDamage } from '../../../src/decode/parquet/parquet-damage.js';
import { decodeAll } from '../../decode/decode-all.js';
import {
  changedThrift,
  thriftBytes,
  type ThriftChange,
  thriftChanges,
  type ThriftPart,
  thriftParts,
} from '../structure/thrift.js';
import { structureTarget } from '../target.js';

/** One column of one row group: a page header and its content, in turn, and where the file has them. */
interface Chunk {
  readonly offset: number;
  readonly pages: readonly { readonly header: readonly ThriftPart[]; readonly content: Uint8Array }[];
}

interface ParquetParts {
  /** The file without its footer. */
  readonly body: Uint8Array;
  readonly footer: readonly ThriftPart[];
  readonly chunks: readonly Chunk[];
  /** Retrievals or rows of the file as it was written. */
  readonly rows: number;
}

interface Case {
  /** Index in `files()`. */
  readonly file: number;
  readonly footer: readonly ThriftChange[];
  /** A column whose pages are changed; undefined: none is. */
  readonly page:
    | {
        readonly chunk: number;
        readonly page: number;
        readonly header: readonly ThriftChange[];
        readonly bytes: readonly (readonly [number, number])[];
      }
    | undefined;
}

const ROWS = Array.from({ length: 60 }, (_, index) => ({
  eventID: `event-${index}`,
  eventTime: '2026-03-01T12:00:05Z',
  eventSource: 'secretsmanager.amazonaws.com',
  eventName: index % 2 === 0 ? 'GetSecretValue' : 'DeleteSecret',
  awsRegion: 'eu-west-1',
  userIdentity: '{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann"}',
  requestParameters: JSON.stringify({ secretId: `db/${index}` }),
  readOnly: index % 2 === 0 ? true : null,
}));
const NAMES = [
  'eventID',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'userIdentity',
  'requestParameters',
] as const;

/** Files of records in several codecs and encodings, and inventories. */
function files(): ParquetParts[] {
  const compressors = {
    GZIP: (bytes: Uint8Array) => gzipSync(bytes),
    BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes),
  };
  const tables = (
    [
      ['SNAPPY', undefined, 20],
      ['UNCOMPRESSED', 'PLAIN', 60],
      ['GZIP', 'DELTA_BYTE_ARRAY', 30],
      ['BROTLI', 'DELTA_LENGTH_BYTE_ARRAY', 60],
    ] as const
  ).map(([codec, encoding, rowGroupSize]) =>
    parquetWriteBuffer({
      codec,
      compressors,
      rowGroupSize,
      columnData: [
        ...NAMES.map((name) => ({
          name,
          type: 'STRING' as const,
          data: ROWS.map((row) => row[name]),
          ...(encoding !== undefined && { encoding }),
        })),
        { name: 'readOnly', type: 'BOOLEAN' as const, data: ROWS.map(({ readOnly }) => readOnly) },
      ],
    }),
  );
  const inventory = parquetWriteBuffer({
    rowGroupSize: 7,
    columnData: [
      { name: 'bucket', data: Array<string>(20).fill('trail') },
      { name: 'key', data: Array.from({ length: 20 }, (_, n) => `AWSLogs/a b+${n}.json.gz`) },
      {
        name: 'size',
        type: 'INT64',
        data: Array.from({ length: 20 }, (_, n) => (n === 3 ? null : BigInt(n) * 1_000_003n)),
      },
      { name: 'is_latest', type: 'BOOLEAN', data: Array<boolean>(20).fill(true) },
    ],
  });
  return [...tables.map((file) => partsOf(Buffer.from(file), 30)), partsOf(Buffer.from(inventory), 20)];
}

let made: ParquetParts[] | undefined;
/** The same, made once. */
const allFiles = (): readonly ParquetParts[] => (made ??= files());

function partsOf(file: Buffer, rows: number): ParquetParts {
  const start = file.length - 8 - file.readUInt32LE(file.length - 8);
  const metadata = parquetMetadata(new Uint8Array(file).buffer);
  const chunks = metadata.row_groups.flatMap(({ columns }) =>
    columns.map(({ meta_data }): Chunk => {
      const offset = Number(meta_data!.dictionary_page_offset ?? meta_data!.data_page_offset);
      const end = offset + Number(meta_data!.total_compressed_size);
      const pages: Chunk['pages'][number][] = [];
      for (let at = offset; at < end;) {
        const { parts, end: from } = thriftParts(file, at);
        // The third number of a header is the stored size of its page.
        const numbers = parts.flatMap((part) => (part.kind === 'number' ? [Number(part.value)] : []));
        at = from + numbers[2]!;
        pages.push({ header: parts, content: file.subarray(from, at) });
      }
      return { offset, pages };
    }),
  );
  return { body: file.subarray(0, start), footer: thriftParts(file, start).parts, chunks, rows };
}

function fileOf({ file: index, footer, page }: Case): Buffer {
  const file = allFiles()[index]!;
  let { body, footer: parts } = file;
  if (page !== undefined) {
    // The changed pages are appended, and the footer says so: what follows in the file stays in its place.
    const chunk = file.chunks[page.chunk % file.chunks.length]!;
    const changedPage = page.page % chunk.pages.length;
    const pages = chunk.pages.map(({ header, content }, number) => {
      if (number !== changedPage) return Buffer.concat([thriftBytes(header), content]);
      const bytes = Buffer.from(content);
      for (const [at, byte] of page.bytes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return Buffer.concat([thriftBytes(page.header.reduce(changedThrift, header)), bytes]);
    });
    const moved = BigInt(body.length - chunk.offset);
    const size = BigInt(Buffer.concat(pages).length);
    const old = BigInt(
      chunk.pages.reduce((sum, { header, content }) => sum + thriftBytes(header).length + content.length, 0),
    );
    const ends = [BigInt(chunk.offset), BigInt(chunk.offset) + old];
    parts = parts.map((part) => {
      if (part.kind !== 'number') return part;
      if (part.value === old) return { ...part, value: size };
      return part.value >= ends[0]! && part.value < ends[1]! && part.value > 60n
        ? { ...part, value: part.value + moved }
        : part;
    });
    body = Buffer.concat([body, ...pages]);
  }
  const tail = thriftBytes(footer.reduce(changedThrift, parts));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(tail.length);
  return Buffer.concat([body, tail, length, Buffer.from('PAR1')]);
}

/** Files of Parquet: what is wrong with one is a failure with a name, and costs no more than its size explains. */
export const PARQUET = structureTarget<Case>({
  name: 'parquet',
  cases: () => {
    const bytes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 3, 0x7f, 0x80, 0xfe, 0xff)), {
      maxLength: 4,
    });
    const page = fc.record({
      chunk: fc.nat(),
      page: fc.nat(),
      header: fc.array(thriftChanges, { maxLength: 2 }),
      bytes,
    });
    return fc.record({
      file: fc.nat(allFiles().length - 1),
      footer: fc.array(thriftChanges, { maxLength: 2 }),
      page: fc.option(page, { nil: undefined }),
    });
  },
  size: (one) => fileOf(one).length,
  run(one) {
    const bytes = fileOf(one);
    const { failure, retrievals } = decodeAll(bytes);
    let rows = 0;
    try {
      for (const row of readInventoryRows(bytes, 'a.parquet')) if (typeof row.key === 'string') rows++;
    } catch (error) {
      if (!(error instanceof ParquetDamage)) throw error;
    }
    if (one.footer.length > 0 || one.page !== undefined) return;
    if (allFiles()[one.file]!.rows === 30 ? failure !== null || retrievals.length !== 30 : rows !== 20)
      throw new Error(`a right file gives ${JSON.stringify(failure)}, ${retrievals.length}, ${rows}`);
  },
});
