import {
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadata,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import type { DecodeLimits } from '../decode-limits.js';
import { checkedPages } from './checked-pages.js';
import { isEncrypted } from './magic.js';
import { ParquetDamage } from './parquet-damage.js';
import { ReadBudget } from './read-budget.js';
import { thriftEnd } from './thrift-end.js';

/** Limit of the footer, bytes. That of a file with 100 columns in 1,000 row groups has about 10 MB. */
const MAX_FOOTER = 32 * 2 ** 20;
/** Limit of the structures and list elements in a footer: about 20 for each column of each row group. */
const MOST_IN_FOOTER = 4_000_000;
/** Limit of structures in each other; those of OCSF have about ten levels, lists and maps counted. */
const MAX_SCHEMA_DEPTH = 100;
/** Limit of the rows of a row group. Writers make at most about a million. */
const MAX_GROUP_ROWS = 2 ** 22;
/** The length of the footer and `PAR1` at the end. */
const TAIL_BYTES = 8;

/** One column that holds values, such as `userIdentity.sessionContext.sessionIssuer.arn`. */
export interface Leaf {
  /** Position among the columns of each row group. */
  readonly index: number;
  /** The schema from its root to the column. */
  readonly path: readonly SchemaTree[];
  /** Names of the groups and fields that a reader of a row sees, without those of the structure of lists and maps. */
  readonly names: readonly string[];
}

/** Texts as their bytes, because most of them are not needed: `textIn` gives the text. */
const PARSERS = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes: Uint8Array) => bytes,
  jsonFromBytes: (bytes: Uint8Array) => bytes,
};

/** A Parquet file in memory. Reads only the columns that are asked for, of one row group at a time. */
export class ParquetFile {
  /** In the order of the file. */
  readonly leaves: readonly Leaf[];
  readonly #bytes: Uint8Array;
  readonly #metadata: FileMetaData;
  readonly #tree: SchemaTree;
  readonly #budget: ReadBudget;

  /**
   * @throws {ParquetDamage} `unsupportedParquet` if it is encrypted or larger than what is read
   * @throws {Error} any other error if it is damaged
   */
  constructor(bytes: Uint8Array, limits: DecodeLimits) {
    this.#bytes = bytes;
    this.#budget = new ReadBudget(bytes.length, limits);
    this.#metadata = metadataOf(bytes);
    checkDepth(this.#metadata.schema);
    this.#tree = parquetSchema(this.#metadata);
    this.leaves = leavesOf(this.#tree);
  }

  /** Number of row groups. */
  get groups(): number {
    return this.#metadata.row_groups.length;
  }

  /** Bytes of content that were read so far. */
  get inflatedBytes(): number {
    return this.#budget.inflated;
  }

  /** Number of rows of a row group. @throws {ParquetDamage} if it is too large */
  rowsIn(group: number): number {
    const rows = Number(this.#metadata.row_groups[group]!.num_rows);
    if (rows >= 0 && rows <= MAX_GROUP_ROWS) return rows;
    throw new ParquetDamage(
      'unsupportedParquet',
      `${rows} rows, and at most ${MAX_GROUP_ROWS} are read at once`,
    );
  }

  /** The single text that a column has in all rows of a group, if its statistics say so. */
  constantIn(group: number, leaf: Leaf): string | undefined {
    const { statistics, num_values } = this.#columnOf(group, leaf).meta;
    if (statistics === undefined || statistics.null_count !== 0n) return undefined;
    const { min_value, max_value, is_min_value_exact, is_max_value_exact } = statistics;
    if (is_min_value_exact === false || is_max_value_exact === false) return undefined;
    const isOne = typeof min_value === 'string' && min_value === max_value;
    return isOne && Number(num_values) === this.rowsIn(group) ? min_value : undefined;
  }

  /** The values of a column in all rows of a group; one that is optional in a structure is in a list of at most one. */
  column(group: number, leaf: Leaf): readonly unknown[] {
    return this.#values(group, leaf, this.rowsIn(group));
  }

  /**
   * Some rows of a group: an object each, with the groups and fields of the leaves.
   * @param rows numbers of the rows in the group, ascending
   */
  rows(group: number, leaves: readonly Leaf[], rows: readonly number[]): Record<string, unknown>[] {
    const columns = new Map<string, unknown[]>();
    const end = (rows.at(-1) ?? -1) + 1;
    for (const leaf of leaves) {
      const values = this.#values(group, leaf, end);
      columns.set(
        pathOf(leaf).join('.'),
        rows.map((row) => withTexts(values[row])),
      );
    }
    const kept = pruned(this.#tree, new Set(columns.keys()));
    const objects = rows.map((): Record<string, unknown> => ({}));
    for (const child of kept?.children ?? []) {
      if (child.children.length > 0) assembleNested(columns, child, DEFAULT_PARSERS);
      const { name } = child.element;
      const values = columns.get(name);
      if (name === '__proto__') continue;
      objects.forEach((object, index) => (object[name] = values?.[index]));
    }
    return objects;
  }

  #columnOf(group: number, leaf: Leaf): { readonly meta: ColumnMetaData; readonly chunk: Uint8Array } {
    const column = this.#metadata.row_groups[group]!.columns[leaf.index];
    const meta = column?.meta_data;
    if (column?.file_path !== undefined)
      throw new ParquetDamage('unsupportedParquet', 'is spread over several files');
    if (column?.crypto_metadata !== undefined || meta === undefined)
      throw new ParquetDamage('unsupportedParquet', 'is encrypted');
    if (meta.path_in_schema.join('.') !== pathOf(leaf).join('.'))
      throw new RangeError('columns in another order');
    const start = Number(meta.dictionary_page_offset ?? 0n) || Number(meta.data_page_offset);
    const end = start + Number(meta.total_compressed_size);
    if (!(start >= 4 && end >= start && end <= this.#bytes.length))
      throw new RangeError('is outside of the file');
    return { meta, chunk: this.#bytes.subarray(start, end) };
  }

  /** The values of a column in the first `count` rows of a group, or in more. */
  #values(group: number, leaf: Leaf, count: number): readonly unknown[] {
    try {
      const { meta, chunk } = this.#columnOf(group, leaf);
      const path = [...leaf.path];
      const pages = checkedPages(chunk, meta, path, this.#budget);
      const next = (): Uint8Array => pages.shift() ?? new Uint8Array(0);
      const read = readColumn(
        { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 },
        { groupStart: 0, selectStart: 0, selectEnd: count, groupRows: this.rowsIn(group) },
        {
          pathInSchema: pathOf(leaf),
          type: meta.type,
          element: path.at(-1)!.element,
          schemaPath: path,
          codec: meta.codec,
          parsers: PARSERS,
          compressors: Object.fromEntries([[meta.codec, next]]),
        },
      );
      const parts: readonly ArrayLike<unknown>[] = read.data;
      const values = parts.length === 1 ? Array.from(parts[0]!) : parts.flatMap((part) => Array.from(part));
      if (values.length < count) throw new RangeError(`${values.length} values for ${count} rows`);
      return values;
    } catch (error) {
      const column = `column ${leaf.names.join('.')}: ${error instanceof Error ? error.message : String(error)}`;
      throw new ParquetDamage(error instanceof ParquetDamage ? error.reason : 'malformedParquet', column);
    }
  }
}

function metadataOf(bytes: Uint8Array): FileMetaData {
  if (isEncrypted(bytes)) throw new ParquetDamage('unsupportedParquet', 'the footer is encrypted');
  if (bytes.length < 4 + TAIL_BYTES) throw new RangeError(`ends after ${bytes.length} bytes`);
  const end = bytes.length - TAIL_BYTES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(end + 4, true) !== 0x3152_4150)
    throw new RangeError('does not end with PAR1: it is cut off');
  const length = view.getUint32(end, true);
  const start = end - length;
  if (start < 4) throw new RangeError(`a footer of ${length} bytes is larger than the file`);
  if (length > MAX_FOOTER) throw new ParquetDamage('unsupportedParquet', `a footer of ${length} bytes`);
  const footer = bytes.subarray(start, end);
  thriftEnd(footer, 0, MOST_IN_FOOTER);
  return parquetMetadata(bytes.subarray(start), { geoparquet: false });
}

/**
 * Checks how deep structures are in each other, before they are followed: what is made of each has the names of all
 * above it.
 * @throws {ParquetDamage} `nestedTooDeep`
 */
function checkDepth(schema: FileMetaData['schema']): void {
  /** Of each open structure, how many of its elements are to come. */
  const open: number[] = [];
  for (const { num_children: children = 0 } of schema) {
    if (open.length > 0) open[open.length - 1]!--;
    if (children > 0) open.push(children);
    if (open.length > MAX_SCHEMA_DEPTH)
      throw new ParquetDamage('nestedTooDeep', `structures nested more than ${MAX_SCHEMA_DEPTH} deep`);
    while (open.at(-1) === 0) open.pop();
  }
}

function leavesOf(tree: SchemaTree): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (path: readonly SchemaTree[], names: readonly string[], isWrapped: boolean): void => {
    const node = path.at(-1)!;
    if (node.children.length === 0) leaves.push({ index: leaves.length, path, names });
    for (const child of node.children) {
      const isStructure =
        isWrapped || ['LIST', 'MAP', 'MAP_KEY_VALUE'].includes(node.element.converted_type ?? '');
      visit([...path, child], isStructure ? names : [...names, child.element.name], isStructure);
    }
  };
  visit([tree], [], false);
  return leaves;
}

/** The names from the top of the file to a column, as the file has them. */
function pathOf({ path }: Leaf): string[] {
  return path.at(-1)!.path;
}

/** A schema with the given columns only. */
function pruned(node: SchemaTree, columns: ReadonlySet<string>): SchemaTree | undefined {
  if (node.children.length === 0) return columns.has(node.path.join('.')) ? node : undefined;
  const children = node.children.flatMap((child) => pruned(child, columns) ?? []);
  return children.length === 0 ? undefined : { ...node, children };
}

/** A value as a column has it, with texts in place of their bytes. */
export function withTexts(value: unknown): unknown {
  if (value instanceof Uint8Array) return textIn(value);
  return Array.isArray(value) ? value.map(withTexts) : value;
}

function textIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
